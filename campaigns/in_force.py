"""Which issued plan a unit works by."""

from django.db.models import QuerySet

from campaigns.choices import Scope
from campaigns.models import Campaign, Edition
from orgs.choices import UnitKind
from orgs.models import Unit


def edition_for(unit: Unit, campaign: Campaign) -> Edition | None:
    """The edition in force for `unit`: its own (or its bureau's), else the one it declared to carry out directly, else
    the nearest one issued for the whole region by a lead office in the line above. At most three queries.
    """
    return next((found for each in candidates(unit, campaign) if (found := each.first())), None)


def candidates(unit: Unit, campaign: Campaign) -> tuple[QuerySet[Edition], ...]:
    """The unit's own, the one it carries out directly, those above: the first of the first that has any is in force."""
    issued = Edition.objects.issued().filter(plan__campaign=campaign).select_related("plan__unit__region")
    own = issued.filter(plan__unit__in=[unit.pk, unit.within_id or unit.pk]).order_by("plan__scope")
    direct = issued.filter(plan__direct_executions__unit=unit)
    above = issued.filter(
        plan__scope=Scope.REGION,
        plan__unit__kind=UnitKind.LEAD,
        plan__unit__region__path__in=unit.region.line,
    )
    return own, direct, above.order_by("-plan__unit__region__depth")
