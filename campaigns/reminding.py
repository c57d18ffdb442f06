"""Reminders: what is due and not yet posted, never what is due exactly today."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from campaigns.choices import AWAITED
from campaigns.ladder import due_step, reminding_day
from campaigns.models import Obligation
from campaigns.obliging import seats_of
from campaigns.rungs import Ladders
from orgs import audit, outbox
from orgs.models import Unit

HORIZON = dt.timedelta(days=70)  # wide enough for every ladder with its grace, narrow enough for an index
AT_ONCE = 500  # reminders of one transaction


@dataclass(frozen=True)
class Alike:
    """Obligations that stand alike as far as reminding goes: one question to the ladder answers for all of them."""

    due_on: dt.date
    asker: int
    campaign: int
    reminded: int | None


def awaited() -> QuerySet[Obligation]:
    """Obligations that may be reminded of: asked for, not optional, not released, not answered."""
    return Obligation.objects.filter(
        state__in=AWAITED, optional=False, released_at=None, request__closed_at=None
    ).order_by("pk")


def remind(now: dt.datetime | None = None) -> int:
    """Post the reminder each obligation is due for at `now` (aware; default: this moment); returns how many.

    Runs every minute, in any number of workers, after any outage: `reminded_step` moves in the same transaction as the
    messages, under a lock on its row, so each step is posted once.
    """
    day = reminding_day(now or timezone.now())
    posted = 0
    for alike, step in _due(day):
        pks = list(_such(alike).values_list("pk", flat=True))
        for start in range(0, len(pks), AT_ONCE):
            posted += _post(alike, step, pks[start : start + AT_ONCE])
    return posted


def _due(day: dt.date) -> list[tuple[Alike, int]]:
    """What is to be posted, by kind of standing. Three queries, however many obligations there are."""
    rows = awaited().filter(due_on__range=(day - HORIZON, day + HORIZON)).order_by()
    found = [Alike(*row) for row in _kinds(rows)]
    if not found:
        return []
    askers = Unit.objects.select_related("region").in_bulk({each.asker for each in found})
    ladders = Ladders(each.campaign for each in found)
    due = []
    for each in found:
        steps = ladders.of(askers[each.asker], each.campaign).rungs.steps
        step = due_step(each.due_on, day, steps, frozenset() if each.reminded is None else {each.reminded})
        if step is not None:
            due.append((each, step))
    return due


def _kinds(rows: QuerySet[Obligation]) -> Iterable[tuple]:
    return rows.values_list("due_on", "request__unit", "request__campaign", "reminded_step").distinct()


def _such(alike: Alike) -> QuerySet[Obligation]:
    of = {"request__unit": alike.asker, "request__campaign": alike.campaign}
    return awaited().filter(due_on=alike.due_on, reminded_step=alike.reminded, **of)


@transaction.atomic
def _post(alike: Alike, step: int, pks: list[int]) -> int:
    """Of these, whatever still stands alike once its row is locked; others were reminded or answered meanwhile."""
    rows = list(_such(alike).filter(pk__in=pks).select_related("unit", "request").select_for_update(of=("self",)))
    if not rows:
        return 0
    Obligation.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_step=step)
    seats = seats_of({row.unit_id for row in rows})
    outbox.post_many(
        outbox.Item(
            "due",
            key=f"due:{row.pk}:{row.due_on:%Y%m%d}:{step}",
            seats=seats.get(row.unit_id, []),
            about={"obligation": row.pk, "step": step, "due_on": str(row.due_on)},
        )
        for row in rows
    )
    audit.record_many("报送·提醒", [(row, row.unit) for row in rows], step=step)
    return len(rows)
