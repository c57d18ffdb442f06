"""Asking, moving a date and withdrawing tell everybody at once: the questions do not grow with the units."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import asking, changing
from campaigns.workdays import today
from orgs.choices import Topic
from orgs.models import Message, Seat, Unit, User
from orgs.posting import KINDS

# moving reads the dates that were granted, once for all
ASKING, MOVING, WITHDRAWING = 19, 17, 11


@pytest.fixture
def bodies(world):
    """So many member bodies of 福州, each with one reporter."""

    def make(count: int) -> list[int]:
        made = []
        for n in range(count):
            unit = Unit.objects.create(region=world.regions["fuzhou"], name=f"单位{n:03d}", kind="member")
            user = User.objects.create(username=f"m{n}", email=f"m{n}@example.test")
            Seat.objects.create(user=user, unit=unit, role="reporter")
            made.append(unit.pk)
        return made

    return make


def ask(world, campaign, units):
    return asking.ask(
        campaign=campaign,
        unit=world.fuzhou,
        title="报送总结",
        why="汇总上报",
        due_on=today() + dt.timedelta(days=10),
        units=units,
        by=world.people["fuzhou.manager"],
    )


def asked_for(verb) -> int:
    with CaptureQueriesContext(connection) as asked:
        verb()
    return len(asked)


@pytest.mark.parametrize("number", [3, 20])
def test_as_many_questions_for_three_as_for_twenty(world, campaign, bodies, number):
    units, by = bodies(number), world.people["fuzhou.manager"]
    found = []
    assert asked_for(lambda: found.append(ask(world, campaign, units))) == ASKING
    request = found[0]
    assert Message.objects.filter(kind="asked", channel="portal").count() == number
    later = {"seen": changing.seen_of(request), "title": request.title, "why": request.why, "locks_on": None,
             "due_on": request.due_on + dt.timedelta(days=3), "minutes": request.minutes, "by": by}  # fmt: skip
    assert asked_for(lambda: changing.change(request=request, **later)) == MOVING
    assert Message.objects.filter(kind="due_moved", channel="portal").count() == number
    assert asked_for(lambda: changing.withdraw(request=request, reason="不再需要", by=by)) == WITHDRAWING
    assert Message.objects.filter(kind="withdrawn", channel="portal").count() == number


def test_what_becomes_of_a_request_is_no_other_matter():
    """Whoever is left alone with 其他 still learns of a new date."""
    assert {KINDS[kind].topic for kind in ("asked", "due_moved", "released", "withdrawn")} == {Topic.OWED}
    assert KINDS["due_moved"].channels == KINDS["asked"].channels
