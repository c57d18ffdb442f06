"""代录: which units an office enters for, and as which office."""

from django.db.models import Q, QuerySet

from activities.rules import REPORTING
from orgs.models import Region, Unit, User


def units_of(user: User) -> QuerySet[Unit]:
    """Units the person's lead offices enter for and send links to: those of the region, and the lead offices directly
    below; never the person's own. The predicate is `rules.enters_for`."""
    found = Q(pk__in=[])
    for path in user.reach.offices(*REPORTING).values():
        depth = len(path) // Region.steplen + 1
        found |= Q(region__path=path) | Q(kind="lead", region__path__startswith=path, region__depth=depth)
    units = Unit.objects.filter(found).exclude(pk__in=user.reach.units(*REPORTING))
    return units.select_related("region").order_by("region__path", "order", "pk")


def current_units_of(user: User) -> QuerySet[Unit]:
    return units_of(user) & Unit.objects.taking_part()


def office_of(user: User, unit: Unit) -> Unit:
    """The office as which the person enters for the unit; the nearest one. Raises LookupError when there is none."""
    offices = user.reach.offices(*REPORTING)
    near = [(len(path), pk) for pk, path in offices.items() if unit.region.path.startswith(path)]
    if not near:
        raise LookupError("no office of the person coordinates the unit")
    return Unit.objects.select_related("region").get(pk=max(near)[1])
