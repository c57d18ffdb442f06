"""Many reminders at once: chunks, the ladder that holds, and questions that do not grow with the obligations."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import reminding
from campaigns.ladder import Rungs, fate, said
from campaigns.laddering import set_ladder
from campaigns.models import Ladder, Obligation, Request
from campaigns.reminding import remind
from campaigns.tests.test_reminding import DUE, at
from orgs.models import AuditEvent, Message, Seat, Unit, User

POSTING = 14  # questions of one tick that posts one chunk


@pytest.fixture
def many(world, campaign):
    """福州 asks `count` bodies, each with one reporter."""

    def make(count: int, **more) -> Request:
        request = Request.objects.create(campaign=campaign, unit=world.fuzhou, title="报送总结", due_on=DUE)
        region, rows = world.regions["fuzhou"], []
        for n in range(count):
            unit = Unit.objects.create(region=region, name=f"单位{n:03d}", short_name=f"单位{n}", kind="member")
            user = User.objects.create(username=f"m{n}", email=f"m{n}@example.test")
            Seat.objects.create(user=user, unit=unit, role="reporter")
            rows.append(Obligation(request=request, unit=unit, due_on=DUE, **more))
        Obligation.objects.bulk_create(rows)
        return request

    return make


def reminders() -> int:
    return Message.objects.filter(kind="due", channel="portal").count()


@pytest.mark.parametrize("number", [3, 20])
def test_as_many_questions_for_three_as_for_twenty(many, number):
    many(number)
    with CaptureQueriesContext(connection) as asked:
        assert remind(at(10, 11)) == number
    assert len(asked) == POSTING


def test_chunks_are_whole_and_each_is_posted_once(many, monkeypatch):
    monkeypatch.setattr(reminding, "AT_ONCE", 4)
    many(11)
    assert remind(at(10, 11)) == 11
    assert remind(at(10, 11)) == 0
    assert reminders() == 11
    assert AuditEvent.objects.filter(act="报送·提醒").count() == 11


def test_a_chunk_that_fails_is_posted_by_the_next_tick_and_the_others_stay(many, monkeypatch):
    monkeypatch.setattr(reminding, "AT_ONCE", 4)
    many(10)
    whole, calls = reminding.audit.record_many, []

    def fail_second(*args, **more):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("killed")
        whole(*args, **more)

    monkeypatch.setattr(reminding.audit, "record_many", fail_second)
    with pytest.raises(RuntimeError):
        remind(at(10, 11))
    assert reminders() == 4
    assert remind(at(10, 11)) == 6
    assert reminders() == 10


def test_released_optional_closed_and_answered_ones_are_left_out_of_a_chunk(many, world):
    many(5)
    rows = list(Obligation.objects.order_by("pk"))
    Obligation.objects.filter(pk=rows[0].pk).update(released_at=at(9, 1))
    Obligation.objects.filter(pk=rows[1].pk).update(optional=True)
    Obligation.objects.filter(pk=rows[2].pk).update(state="nil")
    assert remind(at(10, 11)) == 2
    assert reminders() == 2


def test_answered_between_reading_and_posting_it_is_not_reminded(many, monkeypatch):
    many(3)
    read = reminding._due

    def meanwhile(day):
        found = read(day)
        Obligation.objects.filter(pk=Obligation.objects.order_by("pk")[0].pk).update(state="nil")
        return found

    monkeypatch.setattr(reminding, "_due", meanwhile)
    assert remind(at(10, 11)) == 2


def test_the_offices_own_ladder_holds_for_what_it_asks(many, world, campaign):
    many(2)
    by = world.people["fuzhou.manager"]
    set_ladder(unit=world.fuzhou, campaign=campaign, rungs=Rungs((-3, 2), None, None), seen=None, by=by)
    assert remind(at(9, 30)) == 0  # the usual -5
    assert remind(at(10, 9)) == 2
    assert set(Message.objects.values_list("about__step", flat=True)) == {-3}


@pytest.mark.parametrize(("setter", "step"), [("fujian", -4), ("nation", -4), ("hunan", None)])
def test_it_is_taken_over_from_the_nearest_unit_above(many, world, campaign, setter, step):
    many(1)
    Ladder.objects.create(unit=getattr(world, setter), campaign=campaign, steps=[-4])
    remind(at(10, 8))
    assert set(Message.objects.values_list("about__step", flat=True)) == ({step} if step else {-5})


def test_the_nearest_wins(many, world, campaign):
    many(1)
    Ladder.objects.create(unit=world.nation, campaign=campaign, steps=[-4])
    Ladder.objects.create(unit=world.fujian, campaign=campaign, steps=[-6])
    remind(at(10, 8))
    assert set(Message.objects.values_list("about__step", flat=True)) == {-6}


def test_a_section_goes_by_its_bureaus_ladder(world, campaign):
    request = Request.objects.create(campaign=campaign, unit=world.section, title="报送", due_on=DUE)
    Obligation.objects.create(request=request, unit=world.gulou, due_on=DUE)
    Ladder.objects.create(unit=world.fuzhou, campaign=campaign, steps=[-4])
    assert remind(at(9, 30)) == 0
    assert remind(at(10, 8)) == 1


def test_a_ladder_changed_after_a_reminder_repeats_nothing_and_goes_on(many, world, campaign):
    many(1)
    assert remind(at(10, 11)) == 1  # -1
    Ladder.objects.create(unit=world.fuzhou, campaign=campaign, steps=[-3, -2, 3])
    assert remind(at(10, 11)) == 0
    assert remind(at(10, 16)) == 1
    assert list(Message.objects.filter(channel="portal").order_by("pk").values_list("about__step", flat=True)) == [
        -1,
        3,
    ]


@pytest.mark.parametrize(
    ("step", "reminded", "day", "expected"),
    [(-5, None, (9, 29), "later"), (-5, None, (9, 30), "now"), (-5, -5, (9, 30), "sent"),
     (-5, None, (10, 11), "missed"),
     (-1, -5, (10, 11), "now"), (-1, 1, (10, 14), "sent"), (1, -1, (11, 20), "missed")],
)  # fmt: skip
def test_what_becomes_of_a_step(step, reminded, day, expected):
    assert fate(step, Rungs(), DUE, dt.date(2024, *day), reminded) == expected


def test_steps_in_words():
    assert [said(step) for step in (-5, 0, 1)] == ["截止前5个工作日", "截止当日", "截止后1个工作日"]


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_chunks_post_each_once(many, monkeypatch):
    """Four workers have read the same list before any of them writes; chunks of three."""
    monkeypatch.setattr(reminding, "AT_ONCE", 3)
    many(12)
    start, read = threading.Barrier(4), reminding._due
    results: list[int] = []

    def all_together(day):
        found = read(day)
        start.wait(timeout=20)
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
    assert sum(results) == 12
    assert reminders() == 12
    assert Message.objects.filter(kind="due").count() == 24


def test_nobody_far_away_in_time_is_read(many):
    many(1)
    with time_machine.travel(at(3, 1), tick=False), CaptureQueriesContext(connection) as asked:
        assert remind() == 0
    assert len(asked) == 1
