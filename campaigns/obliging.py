"""From a plan's date for summaries to what each ticked unit owes."""

from django.db import transaction
from django.db.models import Q

from campaigns.choices import Answer, Ask
from campaigns.models import Edition, Obligation, Request
from orgs import audit, outbox
from orgs.models import Seat, Unit, User


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

    With a new edition the due date moves visibly for all that have not been answered; newly ticked units are added;
    units no longer ticked are dropped unless they have answered already.
    """
    request = Request.objects.filter(edition=before, kind=Ask.SUMMARY).first() if before else None
    if not (edition.summary_due and edition.asks):
        return request
    request = request or Request(campaign=edition.plan.campaign, unit=edition.plan.unit, kind=Ask.SUMMARY)
    moved = request.pk is not None and request.due_on != edition.summary_due
    request.edition, request.due_on = edition, edition.summary_due
    request.why = edition.why
    request.title = request.title or f"报送{edition.plan.campaign.year}年“质量月”活动总结"
    request.save()
    owe(request, Unit.objects.filter(pk__in=edition.asks).taking_part())
    _drop(request, edition.asks, by)
    if moved:
        _move(request, by)
    return request


def owe(request: Request, units, *, optional: bool = False) -> None:
    """Let the units owe the request an answer, and tell their seats. Those that owe it already are left alone."""
    rows = [Obligation(request=request, unit=unit, due_on=request.due_on, optional=optional) for unit in units]
    Obligation.objects.bulk_create(rows, ignore_conflicts=True)
    for obligation in request.obligations.select_related("unit"):
        seats = seats_for(obligation)
        outbox.post("asked", key=f"asked:{obligation.pk}", seats=seats, about={"obligation": obligation.pk})


def _drop(request: Request, asks: list[int], by: User | None) -> None:
    for obligation in request.obligations.filter(state=Answer.OPEN, report=None).exclude(unit__in=asks):
        audit.record("报送·不再要求", request, by=by, unit=obligation.unit)
        obligation.delete()


def _move(request: Request, by: User | None) -> None:
    request.obligations.filter(state__in=(Answer.OPEN, Answer.RETURNED)).update(
        due_on=request.due_on, reminded_step=None
    )
    audit.record("报送·改期", request, by=by, unit=request.unit, due_on=str(request.due_on))


def seats_for(obligation: Obligation):
    """The seats concerned with an obligation: the unit's reporters and managers."""
    found = Seat.objects.current().filter(unit=obligation.unit, role__in=("reporter", "manager"))
    return found.select_related("user")
