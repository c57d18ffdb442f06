"""Short messages (短信) through whatever gateway the installation has: off, files (demonstration), or HTTP.

HTTP: a POST of JSON made from QM_SMS_BODY, whose strings may hold {to} {text} {id} {title} {unit}; a bearer token, an
HMAC over timestamp and body, or both; the Idempotency-Key is the same at every attempt.
"""

import datetime as dt
import hashlib
import hmac
import json
import os

from django.conf import settings
from django.utils import timezone

from orgs.channels import webhook
from orgs.channels.mail import digest
from orgs.letters import Letter, NotSent
from orgs.texting import filled, parts, short

OFF, FILE, HTTP = "OFF", "FILE", "HTTP"


def is_on() -> bool:
    return settings.SMS_GATEWAY != OFF


def text_of(letter: Letter) -> str:
    link = settings.BASE_URL + letter.url if letter.url else ""
    brief = " ".join((letter.brief or letter.subject).split()).rstrip("。")
    return short(brief, sign=settings.SMS_SIGN, ending="请登录系统办理", link=link)


def send(*, to: list[str], letter: Letter, key: str, unit: str) -> str:
    """Send to each number; returns the text. Raises NotSent, also when only one of several numbers failed: those that
    had it get it again with the same id."""
    text = text_of(letter)
    values = {"text": text, "title": letter.subject, "unit": unit}
    for number in to:
        each = values | {"to": number, "id": digest(f"{key}:{number}")}
        if settings.SMS_GATEWAY == FILE:
            _to_file(each)
        elif settings.SMS_GATEWAY == HTTP:
            _to_gateway(each, timezone.now())
        else:
            raise NotSent("没有配置短信网关")
    return text


def _to_file(values: dict[str, str]) -> None:
    """One file per message, complete or not there."""
    folder = settings.DATA_DIR / "mail" / "sms"
    folder.mkdir(parents=True, exist_ok=True)
    line = values | {"at": timezone.now().isoformat(), "parts": str(parts(values["text"]))}
    draft = folder / f"{values['id']}.{os.getpid()}.part"
    draft.write_text(json.dumps(line, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(folder / f"{values['id']}.json")


def _to_gateway(values: dict[str, str], now: dt.datetime) -> None:
    body = json.dumps(filled(settings.SMS_BODY, values), ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": values["id"]}
    if settings.SMS_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
    if settings.SMS_SECRET:
        stamp = str(int(now.timestamp()))
        signed = hmac.new(settings.SMS_SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        headers |= {"X-Timestamp": stamp, "X-Signature": f"sha256={signed}"}
    answer = webhook.post(settings.SMS_URL, body, headers, trusted=True)
    if answer.status == 429:
        raise NotSent("短信网关要求放慢发送", wait=60)
    if not 200 <= answer.status < 300:
        raise NotSent(f"短信网关答复出错（HTTP {answer.status}）")
    _taken(answer.body)


def _taken(body: bytes) -> None:
    """QM_SMS_OK, such as `code=0`: which field of the answer says that the gateway took it; empty: 200 is enough."""
    if not settings.SMS_OK:
        return
    name, _, wanted = settings.SMS_OK.partition("=")
    try:
        said = json.loads(body)
        found = str(said.get(name)) if isinstance(said, dict) else ""
    except ValueError:
        found = ""
    if found != wanted:
        raise NotSent(f"短信网关没有接收（{name}={found[:40]}）")
