"""Mail in two forms, short messages through a gateway, and what a person does not want by which channel."""

import json

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from orgs import handing_over, outbox, texting
from orgs.channels import sms
from orgs.letters import Letter
from orgs.models import Insisted, Message, Quiet
from orgs.reaching import mobile
from orgs.tests.sinks import http_sink

LETTER = Letter("提醒报送：2024年“质量月”活动总结（还有5天）", "鼓楼区：\n\n截止<b>10月12日</b>。", "/work/reports/1/")
EVERY = ("portal", "mail", "sms", "robot")


@pytest.fixture
def kind(monkeypatch):
    made = outbox.Kind(lambda m: LETTER, lambda m: True, topic="reminder", channels=EVERY)
    monkeypatch.setitem(outbox.KINDS, "test", made)


@pytest.fixture
def seat(world):
    found = world.people["gulou.manager"].seats.select_related("user", "unit").get()
    found.user.phone = "138 0000-0000"
    found.user.save()
    return found


def post(*seats, key: str = "k"):
    outbox.post("test", key=key, seats=seats, about={})


def test_a_mail_has_text_and_html_and_one_click_to_the_form(kind, seat, settings):
    post(seat)
    outbox.deliver()
    sent = mail.outbox[0]
    html = sent.alternatives[0].content
    assert sent.alternatives[0].mimetype == "text/html"
    for body in (sent.body, html):
        assert f"{settings.BASE_URL}/work/reports/1/" in body
        assert "收件岗位：鼓楼区市场监督管理局·管理" in body
    assert "&lt;b&gt;" in html
    assert "<b>10月12日</b>" in sent.body
    assert sent.message()["Message-ID"] == sent.extra_headers["Message-ID"]


def test_no_gateway_no_short_messages(kind, seat):
    post(seat)
    assert set(Message.objects.values_list("channel", flat=True)) == {"portal", "mail"}


def test_the_file_gateway_writes_one_file_per_message(kind, seat, settings, tmp_path):
    settings.SMS_GATEWAY, settings.DATA_DIR = "FILE", tmp_path
    post(seat)
    assert outbox.deliver() == 2
    Message.objects.filter(channel="sms").update(state="waiting")
    outbox.deliver()
    files = list((tmp_path / "mail" / "sms").glob("*"))
    assert len(files) == 1, "the same message again is the same file"
    said = json.loads(files[0].read_text(encoding="utf-8"))
    assert said["to"] == "13800000000"
    assert said["text"].startswith("【质量月】提醒报送")
    assert Message.objects.get(channel="sms").body == said["text"]


def test_the_http_gateway_gets_its_own_shape_signed_with_a_stable_id(kind, seat, settings):
    answers = iter([(503, b"", {}), (200, b'{"code": 5}', {}), (200, b'{"code": 0}', {})])
    with http_sink(lambda n: next(answers)) as sink:
        settings.SMS_GATEWAY, settings.SMS_URL = "HTTP", sink.url
        settings.SMS_BODY = {"mobile": "{to}", "params": [{"name": "content", "value": "{text}"}], "kept": "{x}"}
        settings.SMS_TOKEN, settings.SMS_SECRET, settings.SMS_OK = "token-1", "secret-1", "code=0"
        post(seat)
        for _ in range(3):
            outbox.deliver()
            Message.objects.filter(channel="sms").update(not_before=None)
        body = json.loads(sink.calls[0].body)
        assert body["mobile"] == "13800000000"
        assert body["params"][0]["value"].startswith("【质量月】")
        assert body["kept"] == "{x}"
        assert sink.calls[0].headers["Authorization"] == "Bearer token-1"
        assert sink.calls[0].headers["X-Signature"].startswith("sha256=")
        assert len(sink.calls) == 3
        assert len({call.headers["Idempotency-Key"] for call in sink.calls}) == 1
    message = Message.objects.get(channel="sms")
    assert (message.state, message.attempts) == ("sent", 2)


@pytest.mark.parametrize(
    ("text", "parts"),
    [("", 1), ("字" * 70, 1), ("字" * 71, 2), ("字" * 134, 2), ("字" * 135, 3), ("😀" * 35, 1), ("😀" * 36, 2)],
)
def test_parts_are_counted_as_the_networks_charge_them(text, parts):
    assert texting.parts(text) == parts


@given(st.text(max_size=400), st.text(max_size=200))
def test_a_short_message_never_costs_more_than_two(brief, link):
    text = texting.short(brief, sign="质量月", ending="请登录系统办理", link=link)
    assert texting.parts(text) <= 2
    assert text.startswith("【质量月】")


def test_the_link_goes_before_the_words_do(settings):
    assert sms.text_of(LETTER).endswith("/work/reports/1/")
    assert sms.text_of(Letter("题" * 110, "", "/work/1/")).endswith("请登录系统办理")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800000000", "13800000000"),
        ("+86 138-0000-0000", "13800000000"),
        ("0591-87800000", ""),
        ("12345", ""),
        ("", ""),
    ],
)
def test_only_mobiles_of_the_mainland_get_short_messages(typed, number):
    assert mobile(typed) == number


def test_who_wants_quiet_gets_the_portal_alone_unless_the_unit_insists(
    kind, seat, world, django_assert_max_num_queries
):
    Quiet.objects.create(user=seat.user, topic="reminder", channel="mail")
    with django_assert_max_num_queries(6):
        post(seat)
    assert list(Message.objects.values_list("channel", flat=True)) == ["portal"]
    Insisted.objects.create(unit=seat.unit, topic="reminder", channel="mail")
    post(seat, key="b")
    assert set(Message.objects.filter(key__startswith="b").values_list("channel", flat=True)) == {"portal", "mail"}


@pytest.mark.parametrize("number", [1, 3])
def test_posting_many_asks_the_same_however_many(kind, world, number, django_assert_num_queries):
    seats = [world.people[f"gulou.{role}"].seats.select_related("user").get() for role in ("manager", "reporter")]
    items = [outbox.Item("test", f"m{n}", seats, {}) for n in range(number)]
    with django_assert_num_queries(3):  # who wants quiet, which groups, one insert
        assert outbox.post_many(items) == 4 * number


def test_waiting_short_messages_move_with_the_seat(kind, seat, world, settings):
    settings.SMS_GATEWAY = "FILE"
    post(seat)
    reporter = world.people["gulou.reporter"]
    new = handing_over.hand_over(seat=seat, to=reporter, by=seat.user)
    assert set(Message.objects.filter(seat=new).values_list("channel", flat=True)) == {"portal", "mail", "sms"}


def test_a_clock_put_back_leaves_nothing_waiting_for_days(kind, seat):
    import datetime as dt

    import time_machine

    with time_machine.travel("2024-09-12 09:00 +0800", tick=False) as clock:
        post(seat)
        Message.objects.filter(channel="mail").update(not_before=dt.datetime(2024, 9, 12, 2, tzinfo=dt.UTC))
        clock.move_to(dt.datetime(2024, 9, 10, tzinfo=dt.UTC))
        assert outbox.deliver() == 1
        Message.objects.filter(channel="mail").update(
            state="sending", claimed_at=dt.datetime(2024, 9, 12, 2, tzinfo=dt.UTC)
        )
        outbox.deliver()
        clock.shift(dt.timedelta(minutes=11))
        assert outbox.deliver() == 1, "a claim of a worker that died before the clock was put back"


def test_braces_in_what_is_said_stay_as_they_were_typed():
    values = {"text": "关于{to}和{id}的通知", "to": "13800000000", "id": "x1"}
    made = texting.filled({"a": "致{to}：{text}", "b": "{none}"}, values)
    assert made == {"a": "致13800000000：关于{to}和{id}的通知", "b": "{none}"}
