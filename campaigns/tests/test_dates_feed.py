"""日历订阅: dates of what a person's units owe and ask under a secret address, and nothing else."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from campaigns import reporting
from campaigns.models import Request
from campaigns.workdays import today
from orgs.models import AuditEvent, CalendarFeed, Seat

PAGE = "/work/calendar/"


@pytest.fixture
def asked(world, ask) -> Request:
    return ask(world.gulou, world.housing)


def subscribe(client) -> str:
    """The address's path."""
    page = client.post(PAGE).content.decode()
    return re.search(r"/calendar/[\w-]+/dates\.ics", page)[0]


def events(answer) -> dict[str, str]:
    found = Calendar.from_ical(answer.content)
    return {str(each["uid"]): str(each["summary"]) for each in found.walk("VEVENT")}


def test_it_holds_what_the_units_owe_and_ask_and_the_campaign(as_, world, asked, campaign):
    owed = asked.obligations.get(unit=world.gulou)
    mine = events(Client().get(subscribe(as_("gulou.viewer"))))
    assert mine == {f"owed-{owed.pk}@127.0.0.1": f"截止：{asked.title}"} | dict(
        [(f"campaign-{campaign.slug}@127.0.0.1", str(campaign))] if campaign.ends_on >= today() else []
    )
    theirs = events(Client().get(subscribe(as_("fuzhou.viewer"))))
    assert f"asked-{asked.pk}@127.0.0.1" in theirs
    assert f"owed-{owed.pk}@127.0.0.1" not in theirs
    assert asked.title not in Client().get(subscribe(as_("xiamen.manager"))).content.decode()


def test_events_last_the_whole_day_and_ring_no_alarm(as_, world, asked):
    words = Client().get(subscribe(as_("gulou.viewer"))).content.decode()
    assert f"DTSTART;VALUE=DATE:{asked.due_on:%Y%m%d}" in words
    assert f"DTEND;VALUE=DATE:{asked.due_on + dt.timedelta(days=1):%Y%m%d}" in words
    assert "VALARM" not in words
    assert "gulou.reporter" not in words


def test_what_is_answered_released_or_withdrawn_drops_out(as_, world, asked):
    path = subscribe(as_("gulou.viewer"))
    owed = asked.obligations.get(unit=world.gulou)
    assert "BEGIN:VEVENT" in Client().get(path).content.decode()
    type(owed).objects.filter(pk=owed.pk).update(released_at=dt.datetime.now(dt.UTC))
    assert f"owed-{owed.pk}@" not in Client().get(path).content.decode()
    type(owed).objects.filter(pk=owed.pk).update(released_at=None)
    reporting.declare_nil(obligation=owed, by=world.people["gulou.reporter"])
    assert f"owed-{owed.pk}@" not in Client().get(path).content.decode()


def test_a_seat_that_ended_takes_its_dates_along_at_once(as_, world, asked):
    path = subscribe(as_("gulou.viewer"))
    Seat.objects.filter(user=world.people["gulou.viewer"]).update(ended_at=dt.datetime.now(dt.UTC))
    assert asked.title not in Client().get(path).content.decode()


def test_unchanged_it_is_not_sent_again(as_, asked):
    path = subscribe(as_("gulou.viewer"))
    first = Client().get(path)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    again = Client().get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Request.objects.update(title="改了名称")
    assert Client().get(path, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_it_needs_and_leaves_no_cookie_and_is_not_kept_or_indexed(as_, asked):
    found = Client().get(subscribe(as_("gulou.viewer")))
    assert not found.cookies
    assert found["Cache-Control"] == "private, no-cache"
    assert "noindex" in found["X-Robots-Tag"]
    assert "Cookie" not in found.get("Vary", "")


def test_only_the_digest_is_kept_and_the_address_is_shown_once(as_, world):
    client = as_("gulou.viewer")
    secret = subscribe(client).split("/")[2]
    assert secret not in str(CalendarFeed.objects.values().get())
    assert secret not in str(list(AuditEvent.objects.values_list("details", "subject_name")))
    assert secret not in client.get(PAGE).content.decode()


def test_renewed_or_ended_the_old_address_is_void_at_once(as_):
    client = as_("gulou.viewer")
    old, new = subscribe(client), subscribe(client)
    assert [Client().get(path).status_code for path in (old, new)] == [404, 200]
    assert "已停用日历订阅" in client.post("/work/calendar/end/", follow=True).content.decode()
    assert Client().get(new).status_code == 404
    assert not CalendarFeed.objects.exists()
    assert list(AuditEvent.objects.filter(act__contains="日历订阅").order_by("pk").values_list("act", flat=True)) == [
        "账号·建立日历订阅", "账号·更换日历订阅", "账号·停用日历订阅"]  # fmt: skip


def test_a_disabled_persons_address_is_void_at_once(as_, world):
    path = subscribe(as_("gulou.viewer"))
    world.people["gulou.viewer"].is_active = False
    world.people["gulou.viewer"].save()
    assert Client().get(path).status_code == 404


def test_guessing_is_stopped_even_for_a_good_address(as_, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"secret_link": "3/5m/ip"}
    path = subscribe(as_("gulou.viewer"))
    for n in range(3):
        assert Client().get(f"/calendar/guess{n}/dates.ics").status_code == 404
    assert Client().get(path).status_code == 404


def test_read_too_often_it_says_when_to_come_again(as_, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"calendar_feed": "2/h/key"}
    path = subscribe(as_("gulou.viewer"))
    answers = [Client().get(path) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "3600"


def test_the_page_says_when_it_was_last_read(as_):
    client = as_("gulou.viewer")
    path = subscribe(client)
    assert "尚未读取" in client.get(PAGE).content.decode()
    with time_machine.travel(dt.datetime(2026, 9, 5, 2, tzinfo=dt.UTC), tick=False):
        Client().get(path)
    assert "2026年9月5日 10:00" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_no_more_for_more_rows(as_, world, ask, count, django_assert_max_num_queries):
    for n in range(count):
        ask(world.gulou, title=f"第{n}项")
    path = subscribe(as_("gulou.viewer"))
    with django_assert_max_num_queries(9):
        Client().get(path)
