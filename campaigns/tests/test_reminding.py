"""Reminders: each step once, whatever the clock, the workers and the people do meanwhile (promises R1, R3–R5)."""

import datetime as dt
import threading

import pytest
import time_machine
from django.core import mail
from django.db import connection

from campaigns import reminding, reporting
from campaigns.models import Obligation, Request
from campaigns.reminding import remind
from orgs import outbox
from orgs.models import AuditEvent, Message, Seat
from orgs.seating import end

BEIJING = dt.timezone(dt.timedelta(hours=8))
DUE = dt.date(2024, 10, 12)  # a Saturday that was a make-up working day


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> dt.datetime:
    return dt.datetime(2024, month, day, hour, minute, tzinfo=BEIJING)


@pytest.fixture
def owed(world, campaign) -> Obligation:
    request = Request.objects.create(
        campaign=campaign, unit=world.fuzhou, title="报送总结", why="汇总", due_on=DUE, kind="summary"
    )
    return Obligation.objects.create(request=request, unit=world.gulou, due_on=DUE)


def run(moment: dt.datetime) -> int:
    """Both ticks, as beat would ring them at that moment; returns how many reminders were posted."""
    with time_machine.travel(moment, tick=False):
        posted = remind()
        outbox.deliver()
    return posted


def steps() -> list[int]:
    return [message.about["step"] for message in Message.objects.filter(kind="due", channel="portal").order_by("pk")]


@pytest.mark.slow
def test_three_steps_once_each_minute_by_minute_and_day_by_day(owed):
    moment, seen = at(9, 20), []
    while moment < at(11, 10):
        for minutes in (0, 1, 2):
            if run(moment + dt.timedelta(minutes=minutes)):
                seen.append(moment.date())
        moment += dt.timedelta(hours=12)
    # five working days before 10-12: the holiday 10-01 to 10-07 lies between
    assert seen == [dt.date(2024, 9, 30), dt.date(2024, 10, 11), dt.date(2024, 10, 14)]
    seats = Seat.objects.filter(unit=owed.unit, role__in=("reporter", "manager")).count()
    assert len(mail.outbox) == 3 * seats
    assert Message.objects.filter(kind="due").count() == 3 * seats * 2
    assert AuditEvent.objects.filter(act="报送·提醒").count() == 3


def test_nothing_before_nine_in_the_morning(owed):
    assert run(at(9, 30, 8, 59)) == 0
    assert run(at(9, 30, 9, 0)) == 1


@pytest.mark.parametrize("hours", [26, 72])
def test_down_over_a_due_time_it_comes_afterwards_once(owed, hours):
    assert run(at(9, 30, 8, 0)) == 0
    back = at(9, 30, 8, 0) + dt.timedelta(hours=hours)
    assert [run(back), run(back + dt.timedelta(minutes=1))] == [1, 0]
    assert set(steps()) == {-5}


def test_of_several_missed_steps_only_the_latest_comes(owed):
    run(at(10, 15))
    assert set(steps()) == {1}
    assert "已逾期3天" in mail.outbox[0].subject


def test_a_clock_set_back_repeats_nothing(owed):
    assert run(at(10, 11)) == 1
    assert run(at(9, 30)) == 0
    assert run(at(10, 11)) == 0
    assert run(at(10, 14)) == 1


def test_weeks_later_it_is_too_late(owed):
    assert run(at(11, 20)) == 0


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_beijings_day_whatever_the_zone_of_the_machine(owed, zone, monkeypatch):
    import time  # here, because only this test turns the process's zone

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        found = [run(at(9, 29, 23, 59)), run(at(9, 30, 8, 59)), run(at(9, 30, 9, 0))]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found == [0, 0, 1]


def test_optional_answered_and_closed_ones_are_left_alone(world, owed):
    Obligation.objects.update(optional=True)
    assert run(at(10, 11)) == 0
    Obligation.objects.update(optional=False)
    Request.objects.update(closed_at=at(10, 1))
    assert run(at(10, 11)) == 0
    Request.objects.update(closed_at=None)
    reporting.declare_nil(obligation=owed, by=world.people["gulou.reporter"])
    assert run(at(10, 11)) == 0


def test_a_new_date_begins_anew(world, owed):
    assert run(at(10, 11)) == 1
    Obligation.objects.update(due_on=dt.date(2024, 10, 25), reminded_step=None)
    assert run(at(10, 18)) == 1
    assert set(steps()) == {-1, -5}


def test_handed_in_between_posting_and_sending_no_mail(world, owed):
    with time_machine.travel(at(10, 11), tick=False):
        remind()
        reporting.declare_nil(obligation=owed, by=world.people["gulou.reporter"])
        outbox.deliver()
    assert not [m for m in mail.outbox if "提醒报送" in m.subject]
    assert set(Message.objects.filter(kind="due", channel="mail").values_list("state", flat=True)) == {"obsolete"}


def test_a_person_moved_or_disabled_gets_no_mail_about_the_old_unit(world, owed):
    with time_machine.travel(at(10, 11), tick=False):
        remind()
        seat = world.people["gulou.reporter"].seats.get()
        end(seat=seat, by=world.people["gulou.manager"])
        manager = world.people["gulou.manager"]
        manager.is_active = False
        manager.save()
        outbox.deliver()
    assert mail.outbox == []
    assert run(at(10, 14)) == 1
    assert mail.outbox == []


def test_a_mail_overtaken_by_the_next_step_is_not_sent(owed):
    with time_machine.travel(at(10, 11), tick=False):
        remind()
    run(at(10, 14))
    subjects = {message.subject for message in mail.outbox}
    assert subjects == {"提醒报送：报送总结（已逾期2天）"}


def test_the_mail_reads_well(owed):
    run(at(10, 11))
    message = mail.outbox[0]
    assert message.subject == "提醒报送：报送总结（还有1天）"
    for words in ("鼓楼区市场监督管理局：", "福州市市场监督管理局要求的“报送总结”", "2024年10月12日（含当日），还有1天",
                  f"http://127.0.0.1:8000/work/reports/{owed.pk}/", "请勿直接回复"):  # fmt: skip
        assert words in message.body
    assert message.content_subtype == "plain"


def test_a_year_without_holiday_data_goes_on_by_weekdays(world, campaign, owed):
    Obligation.objects.update(due_on=dt.date(2031, 10, 10))
    with time_machine.travel(dt.datetime(2031, 10, 3, 10, tzinfo=BEIJING), tick=False):
        assert remind() == 1
        outbox.deliver()
    assert "尚无2031年节假日安排" in mail.outbox[0].body


@pytest.mark.django_db(transaction=True)
def test_ticks_at_the_same_moment_post_once(owed, monkeypatch):
    """Every thread has read the rows before any of them writes."""
    start, read = threading.Barrier(4), reminding._due
    results: list[int] = []

    def all_together(day):
        found = read(day)
        start.wait(timeout=60)
        return found

    monkeypatch.setattr(reminding, "_due", all_together)

    def tick() -> None:
        try:
            results.append(remind(at(10, 11)))
        finally:
            connection.close()

    threads = [threading.Thread(target=tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(results) == [0, 0, 0, 1]
    assert Message.objects.filter(kind="due", channel="portal").count() == 2
