"""Fixtures written again from kept rows leave what the verbs leave; what the kept rows do not fit is built anew."""

import datetime as dt

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from campaigns.models import Campaign, Edition, Item
from campaigns.tests.papers import draft_national, issue
from orgs.models import AuditEvent, Letterhead, Region, Seat, Unit
from orgs.tests.replay import Replay, _everything

GROUND = (Region, Unit, Letterhead, Seat, Campaign)
pytestmark = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="rows are kept on SQLite only")


@pytest.fixture
def building(world, campaign):
    """`building()` → the notice from its Replay, in a transaction that is rolled back, and every row there was."""
    built = []

    def build(*args):
        built.append(1)
        return issue(draft_national(*args))

    replay = Replay(build, stands_on=GROUND)

    def make():
        with transaction.atomic():
            edition, rows = replay(world, campaign), _everything()
            transaction.set_rollback(True)
        return edition, rows

    make.built = built
    return make


def told(rows) -> dict:
    """Every column but moments and the stamp that changes with each write."""
    return {
        (model.__name__, pk): [
            value
            for field in row._meta.concrete_fields
            if not isinstance(value := getattr(row, field.attname), dt.datetime)
        ]
        for model, found in rows.items()
        if model.__name__ != "PublicStamp"
        for pk, row in found.items()
    }


def test_the_second_time_the_same_rows_stand_without_building(building):
    first, rows = building()
    second, again = building()
    assert len(building.built) == 1
    assert told(again) == told(rows)
    assert second == first
    assert second.title == first.title
    assert second.plan_id == first.plan_id


def test_what_was_now_is_now_again(building):
    building()
    before = timezone.now()
    _, rows = building()
    assert all(row.at >= before for row in rows[AuditEvent].values())
    assert all(row.changed_at >= before for row in rows[Edition].values())
    assert rows[Item]


def test_on_other_ground_it_is_built(building, world):
    building()
    Unit.objects.filter(pk=world.nation.pk).update(name="国家局")
    building()
    assert len(building.built) == 2


def test_beside_other_rows_it_is_built(building, world):
    building()
    AuditEvent.objects.create(act="别的")
    building()
    assert len(building.built) == 2


def test_in_another_time_it_is_built(building):
    building()
    with time_machine.travel("2024-08-01"):
        building()
    assert len(building.built) == 2


def test_a_build_that_changes_what_stood_is_refused(world):
    def rename():
        Unit.objects.filter(pk=world.nation.pk).update(name="国家局")

    with pytest.raises(AssertionError, match="Unit: rows that stood before were changed"):
        Replay(rename, stands_on=(Unit,))()
    assert connection.in_atomic_block
