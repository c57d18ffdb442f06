"""The trail is append-only in the database itself, and sealed so that tampering is found."""

import importlib

import pytest
from django.db import DatabaseError, connection, transaction

from orgs import audit, sealing
from orgs.models import AuditEvent

triggers = importlib.import_module("orgs.migrations.0002_append_only_audit")


@pytest.fixture
def trail(world):
    for n in range(5):
        audit.record(f"试·{n}", world.fuzhou, by=world.people["fuzhou.drafter"], unit=world.fuzhou, n=n)
    return AuditEvent.objects.order_by("pk")


@pytest.fixture
def no_delete(db):
    """The suite drops this one on SQLite, so that it can empty its tables."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(triggers.SQLITE[0])


@pytest.fixture
def unguarded(db):
    """Somebody with the database's own password takes the triggers away."""

    def take_away() -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("DROP TRIGGER audit_no_update")
            else:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL alters no table with checks outstanding
                cursor.execute("ALTER TABLE orgs_auditevent DISABLE TRIGGER audit_append_only")

    return take_away


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.parametrize("field", ["act", "subject_id", "subject_name", "actor_id", "unit_id", "details", "at"])
def test_no_field_can_be_changed(trail, field):
    first = trail[0]
    value = {"details": {"n": 9}, "at": trail[4].at, "actor_id": None, "unit_id": None}.get(field, "别的")
    assert refused(lambda: AuditEvent.objects.filter(pk=first.pk).update(**{field: value}))
    assert AuditEvent.objects.get(pk=first.pk).act == "试·0"


def test_no_row_can_be_deleted(trail, no_delete):
    assert refused(trail[0].delete)
    assert refused(lambda: AuditEvent.objects.all().delete())
    assert AuditEvent.objects.count() == 5


def test_a_seal_is_set_once(trail):
    assert sealing.seal() == 5
    assert sealing.seal() == 0
    first = trail[0]
    assert refused(lambda: AuditEvent.objects.filter(pk=first.pk).update(seal="0" * 64))
    assert refused(lambda: AuditEvent.objects.filter(pk=first.pk).update(seal=""))


def test_the_chain_goes_on_over_batches(trail, monkeypatch, world):
    monkeypatch.setattr(sealing, "CHUNK", 2)
    assert sealing.seal() == 5
    audit.record("试·后来", world.fuzhou, by=None)
    assert sealing.seal() == 1
    assert list(sealing.breaks()) == []


@pytest.mark.parametrize("change", [{"act": "别的"}, {"details": {"n": 9}}, {"actor_id": None}, {"seal": "0" * 64}])
def test_a_changed_row_is_found(trail, unguarded, change):
    sealing.seal()
    unguarded()
    AuditEvent.objects.filter(pk=trail[2].pk).update(**change)
    assert trail[2] in list(sealing.breaks())


def test_a_row_taken_out_is_found_at_the_next(trail, unguarded):
    sealing.seal()
    unguarded()
    gone, following = trail[2].pk, trail[3].pk
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM orgs_auditevent WHERE id = %s", [gone])
    assert [event.pk for event in sealing.breaks()] == [following]


def test_a_row_put_in_later_is_found(trail, unguarded, world):
    sealing.seal()
    last = trail.last()
    audit.record("试·伪造", world.fuzhou, by=None)
    unguarded()
    AuditEvent.objects.filter(seal="").update(seal=last.seal)
    assert len(list(sealing.breaks())) == 1
