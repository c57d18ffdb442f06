"""After the date: who else is told that an answer is missing. One list per person and day, never one message a unit.

The managers of the unit that owes are told first, then those of the office that asked; when, says the ladder.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from campaigns.choices import Told
from campaigns.ladder import AT, is_telling_day, reminding_day
from campaigns.models import Escalation, Obligation
from campaigns.reminding import HORIZON, awaited
from campaigns.rungs import Ladders
from campaigns.workdays import BEIJING
from orgs import audit, outbox
from orgs.among import Among
from orgs.models import Seat, Unit


@dataclass
class List:
    """What one person is told of, at one of the seats the person holds: by whom it is told, the obligations."""

    seat: Seat
    obligations: dict[str, list[int]] = field(default_factory=lambda: {told: [] for told in Told.values})


def tell_overdue(now: dt.datetime | None = None) -> int:
    """Post today's lists that are not posted yet; returns how many. From 9:00 Beijing on, once a day.

    Runs every minute in any number of workers; whatever comes to be due for telling later in the day waits for the
    next, so that nobody gets two lists; who is told of the own office's and of others' gets both in one. A new date of
    an obligation begins anew.
    """
    day = reminding_day(now or timezone.now())
    come = {told: pks for told in Told.values if (pks := _come(day, told))}
    return _post(day, come) if come else 0


def missing() -> QuerySet[Obligation]:
    """Never handed in. What was returned to be mended is not missing: the day of its first hand-in stays."""
    return awaited().filter(first_handed_in_at=None)


def _come(day: dt.date, told: str) -> list[int]:
    """Obligations to be told of by `day`, and not told of for their present date. Four queries at most."""
    late = missing().filter(due_on__range=(day - HORIZON, day - dt.timedelta(days=1))).order_by()
    kinds = list(late.values_list("due_on", "request__unit", "request__campaign").distinct())
    if not kinds:
        return []
    askers = Unit.objects.select_related("region").in_bulk({asker for _, asker, _ in kinds})
    ladders = Ladders(campaign for _, _, campaign in kinds)
    come = {
        kind for kind in kinds if is_telling_day(kind[0], day, _after(ladders.of(askers[kind[1]], kind[2]).rungs, told))
    }
    rows = _untold(late, told).values_list("pk", "due_on", "request__unit", "request__campaign") if come else ()
    return sorted(pk for pk, *kind in rows if tuple(kind) in come)


def _after(rungs, told: str) -> int | None:
    return rungs.tell_manager if told == Told.MANAGER else rungs.tell_above


def _untold(rows: QuerySet[Obligation], told: str) -> QuerySet[Obligation]:
    same_date = Escalation.objects.filter(obligation=OuterRef("pk"), due_on=OuterRef("due_on"), told=told)
    return rows.exclude(Exists(same_date))


@transaction.atomic
def _post(day: dt.date, come: dict[str, list[int]]) -> int:
    """Lock first, then ask whether somebody else has posted today's lists while we waited."""
    wanted = {pk for pks in come.values() for pk in pks}
    rows = list(
        missing()
        .filter(Among("pk", wanted), due_on__lt=day)
        .select_related("unit", "request__unit")
        .select_for_update(of=("self",))
    )
    nine = dt.datetime.combine(day, AT, BEIJING)
    today = (nine, nine + dt.timedelta(days=1))  # not "since nine": what a clock that ran ahead wrote is no hindrance
    if not rows or Escalation.objects.filter(at__range=today).exists():
        return 0
    of_told = {told: [row for row in rows if row.pk in set(pks)] for told, pks in come.items()}
    lists = _lists(of_told)
    for told, each in of_told.items():
        reached = {pk for one in lists for pk in one.obligations[told]}
        _note(told, [row for row in each if row.pk in reached])
    outbox.post_many(
        outbox.Item("overdue", key=f"overdue:{day:%Y%m%d}:{one.seat.user_id}", seats=[one.seat], about=one.obligations)
        for one in lists
    )
    return len(lists)


def _note(told: str, rows: list[Obligation]) -> None:
    Escalation.objects.bulk_create(
        [Escalation(obligation=row, told=told, due_on=row.due_on) for row in rows], ignore_conflicts=True
    )
    audit.record_many("报送·逾期告知", [(row, _told_unit(row, told)) for row in rows], told=told)


def _told_unit(row: Obligation, told: str) -> Unit:
    """The unit that owes, or the one that asked."""
    return row.unit if told == Told.MANAGER else row.request.unit


def _lists(of_told: dict[str, list[Obligation]]) -> list[List]:
    """One per person who manages a unit concerned or its bureau."""
    of_unit: dict[int, list[tuple[str, int]]] = {}
    for told, rows in of_told.items():
        for row in rows:
            unit = _told_unit(row, told)
            for pk in filter(None, {unit.pk, unit.within_id}):
                of_unit.setdefault(pk, []).append((told, row.pk))
    lists: dict[int, List] = {}
    managers = Seat.objects.current().filter(Among("unit_id", of_unit), role="manager").select_related("user")
    for seat in managers.order_by("pk"):
        found = lists.setdefault(seat.user_id, List(seat)).obligations
        for told, pk in of_unit[seat.unit_id]:
            found[told] += [pk] if pk not in found[told] else []
    return list(lists.values())
