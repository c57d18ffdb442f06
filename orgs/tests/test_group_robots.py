"""Robots of chat groups: what each kind is sent, what its answers mean, and the pages of a unit's manager."""

import base64
import datetime as dt
import hashlib
import hmac
import json
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.urls import reverse

from orgs import delivering, group_robots, outbox
from orgs.channels import robots
from orgs.channels.webhook import Answer
from orgs.letters import Letter, NotSent
from orgs.models import AuditEvent, Message
from orgs.tests.groups import LETTER, post

NOW = dt.datetime(2024, 9, 10, 1, 0, tzinfo=dt.UTC)


def made(kind: str, secret: str = "", url: str = "https://a.example/hook?key=k", letter: Letter = LETTER):
    return robots.parcel(
        kind=kind, url=url, secret=secret, letter=letter, link="https://b.example/1", key="id1", now=NOW
    )


def test_wecom_gets_a_text_within_its_bounds():
    body = json.loads(made("wecom", letter=Letter("题", "字" * 3000)).body)
    assert body["msgtype"] == "text"
    content = body["text"]["content"]
    assert len(content.encode()) <= 2048
    assert content.endswith("https://b.example/1"), "the way to the form is never cut off"


def test_dingtalk_is_signed_in_the_address():
    parcel = made("dingtalk", "SECabc", "https://oapi.dingtalk.com/robot/send?access_token=t")
    asked = parse_qs(urlsplit(parcel.url).query)
    stamp = str(int(NOW.timestamp() * 1000))
    wanted = hmac.new(b"SECabc", f"{stamp}\nSECabc".encode(), hashlib.sha256).digest()
    assert asked == {"access_token": ["t"], "timestamp": [stamp], "sign": [base64.b64encode(wanted).decode()]}
    assert made("dingtalk").url == "https://a.example/hook?key=k", "without a secret nothing is added"


def test_feishu_is_signed_in_the_body():
    body = json.loads(made("feishu", "s3").body)
    stamp = str(int(NOW.timestamp()))
    wanted = base64.b64encode(hmac.new(f"{stamp}\ns3".encode(), b"", hashlib.sha256).digest()).decode()
    assert (body["timestamp"], body["sign"], body["msg_type"]) == (stamp, wanted, "text")
    assert LETTER.body in body["content"]["text"]


def test_a_plain_address_gets_json_and_an_hmac():
    parcel = made("plain", "s4")
    stamp = parcel.headers["X-Timestamp"].encode()
    wanted = hmac.new(b"s4", stamp + b"." + parcel.body, hashlib.sha256).hexdigest()
    assert parcel.headers["X-Signature"] == f"sha256={wanted}"
    assert parcel.headers["Idempotency-Key"] == json.loads(parcel.body)["id"] == "id1"


@pytest.mark.parametrize(
    ("kind", "status", "body", "gone", "wait"),
    [
        ("wecom", 200, b'{"errcode":93000,"errmsg":"invalid webhook url"}', True, 0),
        ("wecom", 200, b'{"errcode":45009,"errmsg":"api freq out of limit"}', False, 120),
        ("wecom", 200, b'{"errcode":40008,"errmsg":"invalid message type"}', False, 0),
        ("dingtalk", 200, b'{"errcode":310000,"errmsg":"sign not match"}', False, 0),
        ("dingtalk", 200, b'{"errcode":130101,"errmsg":"send too fast"}', False, 120),
        ("feishu", 200, b'{"code":19021,"msg":"sign match fail"}', False, 0),
        ("feishu", 200, b"<html>", False, 0),
        ("wecom", 200, b"[1]", False, 0),
        ("plain", 410, b"", True, 0),
        ("plain", 429, b"", False, 120),
        ("plain", 500, b"", False, 0),
    ],
)
def test_two_hundred_alone_is_no_success(kind, status, body, gone, wait):
    with pytest.raises(NotSent) as refused:
        robots.check(kind, Answer(status, body))
    assert (refused.value.gone, refused.value.wait) == (gone, wait)


@pytest.mark.parametrize(
    ("kind", "body"),
    [("wecom", b'{"errcode":0}'), ("feishu", b'{"code":0}'), ("feishu", b'{"StatusCode":0}'), ("plain", b"")],
)
def test_what_counts_as_taken(kind, body):
    robots.check(kind, Answer(200, body))


def test_a_group_gets_one_message_however_many_people(group_kind, world, robot):
    post(world)
    post(world)
    assert Message.objects.filter(channel="robot").count() == 1
    assert [outbox.deliver(), outbox.deliver()] == [1, 0]
    assert len(robot.sink.calls) == 1
    robot.refresh_from_db()
    assert robot.last_sent_at is not None


def test_a_repeat_carries_the_same_key(group_kind, world, robot):
    robot.sink.answer = lambda n: (500, b"", {}) if n == 1 else (200, b'{"errcode":0}', {})
    with time_machine.travel(NOW, tick=False) as clock:
        post(world)
        assert outbox.deliver() == 0
        clock.shift(dt.timedelta(minutes=3))
        assert outbox.deliver() == 1
    first, second = (call.headers["Idempotency-Key"] for call in robot.sink.calls)
    assert first == second


def test_it_is_tried_for_about_three_days_as_a_row(group_kind, world, robot):
    robot.sink.answer = lambda n: (503, b"", {})
    with time_machine.travel(NOW, tick=False) as clock:
        post(world)
        message = Message.objects.get(channel="robot")
        while message.state != "failed":
            assert outbox.deliver() == 0
            message.refresh_from_db()
            clock.move_to(message.not_before + dt.timedelta(seconds=1))
        tried_for = message.not_before - NOW
    assert dt.timedelta(days=2.5) < tried_for < dt.timedelta(days=3.8)
    assert message.attempts == len(robot.sink.calls) == 14
    assert "HTTP 503" in message.error


def test_410_ends_the_robot_with_the_reason_and_what_waits_for_it(group_kind, world, robot, as_):
    robot.sink.answer = lambda n: (410, b"", {})
    post(world, "a")
    post(world, "b")
    outbox.deliver()
    robot.refresh_from_db()
    assert "410" in robot.disabled_why
    assert sorted(Message.objects.filter(channel="robot").values_list("state", flat=True)) == ["failed", "obsolete"]
    post(world, "c")
    assert not Message.objects.filter(key__startswith="c:r").exists()
    page = as_("gulou.manager").get(reverse("orgs:robots_of_groups")).content.decode()
    assert robot.disabled_why in page
    assert AuditEvent.objects.filter(act="群机器人·失效").count() == 1


def test_no_more_a_minute_than_the_group_takes(group_kind, world, robot, settings, monkeypatch):
    monkeypatch.setattr(group_robots, "send", lambda robot, **kwargs: None)
    settings.HOOKS_MAY_BE_LOCAL = False
    with time_machine.travel(NOW, tick=False) as clock:
        for n in range(robots.PER_MINUTE + 3):
            post(world, str(n))
        assert delivering.deliver() == robots.PER_MINUTE
        clock.shift(dt.timedelta(seconds=61))
        assert delivering.deliver() == 3
    assert not Message.objects.filter(channel="robot", attempts__gt=0).exists(), "waiting is no failed attempt"
