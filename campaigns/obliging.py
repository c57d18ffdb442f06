"""From a plan's date for summaries to what each ticked unit owes."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from campaigns.choices import AWAITED, Answer, Ask, Extending
from campaigns.deadline import spoken
from campaigns.minutes import estimate
from campaigns.models import Edition, Extension, Obligation, Request
from campaigns.workdays import day_of
from orgs import audit, outbox
from orgs.among import Among
from orgs.models import Seat, Unit, User

ANSWERING = ("reporter", "manager")  # the roles that answer for a unit, and are told what it owes
AT_ONCE = 500  # obligations told of with one reading of their seats


def askable(unit: Unit):
    """Whom a unit may ask: a lead office the lead offices one level below and the bodies of its region; all of them
    their own sections."""
    found = Q(within=unit)
    if unit.is_lead:
        region = unit.region
        found |= Q(kind="lead", region__path__startswith=region.path, region__depth=region.depth + 1)
        found |= Q(region=region, within=None) & ~Q(kind="lead")
    units = Unit.objects.filter(found).taking_part()
    return units.select_related("region", "within").order_by("region__path", "order", "pk")


def collectable(unit: Unit):
    """Whom a unit may ask for proposals: those it may ask anything, and itself, for its own stand in the annex too."""
    found = Unit.objects.filter(Q(pk=unit.pk) | Q(pk__in=askable(unit).order_by().values("pk")))
    return found.select_related("region", "within").order_by("region__path", "order", "pk")


@transaction.atomic
def oblige(*, edition: Edition, before: Edition | None, by: User | None) -> Request | None:
    """Create the obligations that were ticked (default: nobody). A later edition moves the same request along.

    With a new edition the due date moves visibly, if the plan's own date did; newly ticked units are added; units no
    longer ticked are dropped unless they have answered already. What was changed at the request itself meanwhile
    stays.
    """
    request = Request.objects.filter(edition=before, kind=Ask.SUMMARY).first() if before else None
    if not (edition.summary_due and edition.asks):
        return request
    request = request or Request(campaign=edition.plan.campaign, unit=edition.plan.unit, kind=Ask.SUMMARY)
    was = request.due_on if request.pk else None
    if before is None or was is None or before.summary_due != edition.summary_due:
        request.due_on = edition.summary_due
    if request.locks_on is not None and request.locks_on < request.due_on:
        request.locks_on = request.due_on
    request.edition, request.why = edition, edition.why
    request.title = request.title or f"报送{edition.plan.campaign.year}年“质量月”活动总结"
    request.minutes = request.minutes or estimate(request.kind)
    request.save()
    owe(request, Unit.objects.filter(pk__in=edition.asks).taking_part())
    if before is not None:
        _drop(request, set(before.asks) - set(edition.asks), by)
    if was is not None and was != request.due_on:
        move(request, was, by)
    return request


def owe(request: Request, units, *, optional: bool = False) -> int:
    """Let the units owe the request an answer, and tell their seats; returns how many are new. Those that owe it
    already, or were let off, are left alone."""
    there = set(request.obligations.values_list("unit", flat=True))
    fresh = [unit for unit in units if unit.pk not in there]
    rows = [
        Obligation(request=request, unit=unit, due_on=request.due_on, locks_on=request.locks_on, optional=optional)
        for unit in fresh
    ]
    Obligation.objects.bulk_create(rows, ignore_conflicts=True)
    tell(request.obligations.filter(Among("unit_id", [unit.pk for unit in fresh])), "asked", "asked:{0.pk}")
    return len(fresh)


def tell(rows, kind: str, key: str, **about) -> None:
    """Post a message of `kind` to the seats that answer for each obligation; `key` is a format over the obligation.

    Every office of the country may be meant: the seats are read, and the messages written, for many at once.
    """
    owed = list(rows.select_related("unit").order_by("pk"))
    for at in range(0, len(owed), AT_ONCE):
        few = owed[at : at + AT_ONCE]
        seats = seats_of({each.unit_id for each in few})
        outbox.post_many(
            outbox.Item(kind, key.format(each), seats[each.unit_id], {"obligation": each.pk} | about)
            for each in few
            if each.unit_id in seats
        )


def seats_of(units: Collection[int]) -> dict[int, list[Seat]]:
    """The seats that answer for each unit, with their users. One query."""
    found: dict[int, list[Seat]] = {}
    rows = Seat.objects.current().filter(Among("unit_id", units), role__in=ANSWERING).select_related("user")
    for seat in rows.order_by("pk"):
        found.setdefault(seat.unit_id, []).append(seat)
    return found


def _drop(request: Request, units: Collection[int], by: User | None) -> None:
    for obligation in request.obligations.filter(state=Answer.OPEN, report=None, unit__in=units):
        audit.record("报送·不再要求", request, by=by, unit=obligation.unit)
        obligation.delete()


def move(request: Request, was: dt.date, by: User | None) -> None:
    """The request's new date for all that it concerns, who are told; their ladder of reminders begins anew.

    A later date granted to one unit stays, and so does the date of those that have answered, except where the new
    one shows that they were in time.
    """
    granted = Extension.objects.filter(decision=Extending.GRANTED, granted_until__gt=request.due_on)
    owed = request.obligations.counted().exclude(due_on=request.due_on)
    owed = owed.exclude(pk__in=granted.values("obligation"))
    awaited = list(owed.filter(state__in=AWAITED).values_list("pk", flat=True))
    handed_in = owed.exclude(first_handed_in_at=None).values_list("pk", "due_on", "first_handed_in_at")
    in_time = [pk for pk, due_on, first in handed_in if due_on < day_of(first) <= request.due_on]
    owed.filter(pk__in=[*awaited, *in_time]).update(due_on=request.due_on, reminded_step=None)
    awaited += _back_to_granted(request, granted)
    relock(request)
    reason = f"截止日期改为{spoken(request.due_on)}，原为{spoken(was)}"
    audit.record("报送·改期", request, by=by, unit=request.unit, due_on=str(request.due_on), reason=reason)
    stamp = f"{timezone.now():%y%m%d%H%M%S%f}"
    tell(Obligation.objects.filter(pk__in=awaited), "due_moved", "due_moved:{0.pk}:" + stamp, was=str(was))


def _back_to_granted(request: Request, granted: QuerySet[Extension]) -> list[int]:
    """A unit whose date had been moved past the one granted to it goes back to that; returns which."""
    latest = granted.filter(obligation=OuterRef("pk")).order_by("-granted_until").values("granted_until")[:1]
    beyond = request.obligations.counted().filter(state__in=AWAITED).alias(until=Subquery(latest))
    pks = list(beyond.filter(due_on__gt=F("until")).values_list("pk", flat=True))
    Obligation.objects.filter(pk__in=pks).update(due_on=Subquery(latest), reminded_step=None)
    return pks


def relock(request: Request) -> None:
    """The request's lock date for all; it never lies before a unit's own, later date."""
    owed = request.obligations.counted()
    owed.update(locks_on=request.locks_on)
    if request.locks_on is not None:
        owed.filter(due_on__gt=request.locks_on).update(locks_on=F("due_on"))


def seats_for(obligation: Obligation):
    """The seats concerned with an obligation: the unit's reporters and managers."""
    found = Seat.objects.current().filter(unit=obligation.unit, role__in=ANSWERING)
    return found.select_related("user")
