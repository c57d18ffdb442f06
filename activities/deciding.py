"""Which lead office decides on an activity, and who is told when it moves."""

from django.utils import timezone

from activities.models import Activity
from orgs import outbox
from orgs.choices import UnitKind
from orgs.models import Region, Seat, Unit

STEP = Region.steplen


def office_for(unit: Unit) -> Unit | None:
    """The region's lead office; for a lead office itself the one directly above; for the national one itself.

    The other direction is `querysets.decided_by`.
    """
    path = unit.region.path
    if unit.kind == UnitKind.LEAD and len(path) > STEP:
        path = path[:-STEP]
    return Unit.objects.leads().filter(region__path=path).first()


def tell_office(activity: Activity, kind: str = "activity_handed_in", **about) -> None:
    """Tell the posts at the deciding office that something was handed in; `about` says what beside the activity."""
    seats = Seat.objects.current().filter(unit=office_for(activity.unit), role__in=("manager", "reviewer"))
    _post(kind, activity, seats, about)


def tell_unit(activity: Activity, kind: str, **about) -> None:
    """Tell the unit's reporters (those of its bureau when a section has none of its own), and who entered it for it."""
    units = [activity.unit_id, activity.unit.within_id or activity.unit_id]
    if activity.entered_by_id and activity.taken_over_at is None:
        units.append(activity.entered_by_id)
    _post(kind, activity, Seat.objects.current().filter(unit__in=units, role="reporter"), about)


def _post(kind: str, activity: Activity, seats, about: dict) -> None:
    stamp = f"{timezone.now():%Y%m%d%H%M%S%f}"
    outbox.post(kind, key=f"{kind}:{activity.pk}:{stamp}", seats=seats.select_related("user"),
                about={"activity": activity.pk} | about)  # fmt: skip
