"""Robots of chat groups: what each kind wants to be sent, how it is signed, and what its answer means.

企业微信 carries its key in the address; 钉钉 adds timestamp and sign to the address (加签); 飞书 puts them into the
body; a plain address gets JSON with an HMAC over timestamp and body. All of them get an Idempotency-Key.
"""

import base64
import datetime as dt
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from orgs.channels import webhook
from orgs.choices import RobotKind
from orgs.letters import Letter, NotSent

LONGEST = 1900  # bytes of a text; 企业微信 takes 2,048
PER_MINUTE = 18  # 企业微信 and 钉钉 take 20
REST = 120  # seconds after the other side said that it was too much
TOO_FAST = {45009, 130101, 410100, 660026, 11232, 9499}
REMOVED = {93000, 300005, 300001, 19001}  # the robot was taken out of its group, or its key is void
MEANING = {
    310000: "安全设置不符：请核对签名密钥，或在机器人的关键词中加入“质量月”",
    19021: "签名密钥不对，请核对",
    19022: "对方只允许指定的IP地址，请把本系统的出口地址加入",
    19024: "请在机器人的关键词中加入“质量月”",
}


@dataclass(frozen=True)
class Parcel:
    url: str
    body: bytes
    headers: dict[str, str]


def parcel(*, kind: str, url: str, secret: str, letter: Letter, link: str, key: str, now: dt.datetime) -> Parcel:
    """What is to be posted where; pure. `key` is the same at every attempt, `now` is part of the signature."""
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "quality-month", "Idempotency-Key": key}
    text = _text(letter, link)
    if kind == RobotKind.PLAIN:
        body = _json({"id": key, "title": letter.subject, "text": letter.body, "url": link, "sent_at": now.isoformat()})
        if secret:
            stamp = str(int(now.timestamp()))
            signed = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
            headers |= {"X-Timestamp": stamp, "X-Signature": f"sha256={signed}"}
        return Parcel(url, body, headers)
    if kind == RobotKind.FEISHU:
        content: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if secret:
            stamp = str(int(now.timestamp()))
            content |= {"timestamp": stamp, "sign": _mac(f"{stamp}\n{secret}".encode(), b"")}
        return Parcel(url, _json(content), headers)
    if kind == RobotKind.DINGTALK and secret:
        stamp = str(int(now.timestamp() * 1000))
        sign = quote_plus(_mac(secret.encode(), f"{stamp}\n{secret}".encode()))
        url += f"{'&' if '?' in url else '?'}timestamp={stamp}&sign={sign}"
    return Parcel(url, _json({"msgtype": "text", "text": {"content": text}}), headers)


def send(
    *, kind: str, url: str, secret: str, letter: Letter, link: str, key: str, now: dt.datetime, local: bool = False,
    seconds: float = webhook.SECONDS,
) -> None:  # fmt: skip
    """Post the letter to the robot. Raises NotSent; `gone` when the robot is no more."""
    made = parcel(kind=kind, url=url, secret=secret, letter=letter, link=link, key=key, now=now)
    check(kind, webhook.post(made.url, made.body, made.headers, seconds=seconds, local=local))


def check(kind: str, answer: webhook.Answer) -> None:
    """Raise NotSent unless the answer says that the message was taken: 200 alone does not."""
    if answer.status == 410:
        raise NotSent("对方已撤除这个地址（HTTP 410）", gone=True)
    if answer.status == 429:
        raise NotSent("对方要求放慢发送", wait=REST)
    if not 200 <= answer.status < 300:
        raise NotSent(f"对方网站答复出错（HTTP {answer.status}）")
    if kind == RobotKind.PLAIN:
        return
    code, words = _code(answer.body)
    if code in REMOVED:
        raise NotSent(f"机器人已被移出群聊，或地址已失效（{code}）", gone=True)
    if code in TOO_FAST:
        raise NotSent(f"对方要求放慢发送（{code}）", wait=REST)
    if code is None:
        raise NotSent("对方的答复看不懂，请核对地址和种类")
    if code != 0:
        raise NotSent(f"{MEANING.get(code, '对方没有接收')}（{code}：{words}）")


def _code(body: bytes) -> tuple[int | None, str]:
    try:
        said = json.loads(body)
        code = next((said[name] for name in ("errcode", "code", "StatusCode") if name in said), None)
        words = next((str(said[name]) for name in ("errmsg", "msg", "StatusMessage") if name in said), "")
        return (int(code) if code is not None else None), " ".join(words.split())[:80]
    except (ValueError, TypeError, RecursionError):
        return None, ""


def _text(letter: Letter, link: str) -> str:
    tail = f"\n{letter.action}：{link}" if link else ""
    room = LONGEST - len(tail.encode())
    text = f"【质量月】{letter.subject}\n\n{letter.body}"
    if len(text.encode()) > room:
        text = text.encode()[: room - 3].decode(errors="ignore") + "…"
    return text + tail


def _mac(key: bytes, words: bytes) -> str:
    return base64.b64encode(hmac.new(key, words, hashlib.sha256).digest()).decode()


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()
