"""What an export holds: exactly the rows its user may see, read in pieces, so that no cursor stays open."""

from collections.abc import Callable, Iterator, Sequence

from django.db.models import Q, QuerySet

from activities.choices import EXPORTING
from activities.models import Activity, Case
from activities.querysets import ActivityQuerySet
from campaigns.models import Campaign, Obligation
from orgs.models import Unit, User
from orgs.querysets import below

PIECE = 4000  # rows: a tenth of a second


def activities(*, user: User, unit: Unit, campaign: Campaign) -> QuerySet[Activity]:
    """Activities in the unit's export, by region and day: of the region and all below for a lead office, else its own
    and those it co-holds; in each case only what the user may see."""
    own = Q(unit=unit) | Q(unit__within=unit) | Q(pk__in=Activity.co_holding([unit.pk]))
    reach = Q(unit__region__path__startswith=unit.region.path) if unit.is_lead else own
    rows = Activity.objects.visible_to(user).confirmed().filter(reach, campaign=campaign)
    return rows.order_by("unit__region__path", "unit__order", "unit_id", "held_on", "pk")


def exportable(rows: ActivityQuerySet, user: User) -> QuerySet[Activity]:
    """Those of a list that the user may take away: of the units, or handed in within the regions, where the user
    holds a post that exports; and the joint ones of those units."""
    units = user.reach.units(*EXPORTING)
    paths = frozenset(user.reach.offices(*EXPORTING).values())
    return rows.confirmed().filter(
        Q(unit__in=units) | Q(pk__in=Activity.co_holding(units)) | below(paths, "unit__region__path")
    )  # fmt: skip


def obligations(*, user: User, unit: Unit, campaign: Campaign) -> QuerySet[Obligation]:
    """What the unit owes, what is owed to it, and, for a lead office, what is owed within its region; without what was
    withdrawn, or fell away when a unit was closed."""
    own = Q(unit=unit) | Q(unit__within=unit) | Q(request__unit=unit)
    reach = own | Q(unit__region__path__startswith=unit.region.path) if unit.is_lead else own
    rows = Obligation.objects.visible_to(user).counted().filter(reach, request__campaign=campaign)
    rows = rows.filter(request__closed_at=None)
    return rows.order_by("unit__region__path", "unit__order", "unit_id", "due_on", "pk")


def cases(*, user: User, unit: Unit, campaign: Campaign) -> QuerySet[Case]:
    """Typical cases in the unit's export: of the region and below for a lead office, else its own; as visible."""
    own = Q(unit=unit) | Q(unit__within=unit)
    reach = Q(unit__region__path__startswith=unit.region.path) if unit.is_lead else own
    return Case.objects.filter(pk__in=Case.objects.visible_to(user).values("pk")).filter(reach, campaign=campaign)


def in_pieces(
    rows: Callable[[User], QuerySet], asker: Callable[[], User], size: int = PIECE
) -> Iterator[tuple[QuerySet, Sequence[int]]]:
    """Piece by piece: the rows in scope at that moment, and the ids to look for among them, in order.

    Who asks, and what that person may see, is asked anew for each piece: what was taken back meanwhile does not leave.
    """
    pks = list(rows(asker()).values_list("pk", flat=True))
    for at in range(0, len(pks), size):
        yield rows(asker()), pks[at : at + size]
