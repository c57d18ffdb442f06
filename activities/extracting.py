"""What a unit's export holds: exactly the rows its user may see, read in pieces, so that no cursor stays open."""

from collections.abc import Iterator

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from activities.models import Activity
from campaigns.models import Campaign, Item, Obligation
from orgs.models import Unit, User

PIECE = 500


def activities(*, user: User, unit: Unit, campaign: Campaign) -> QuerySet[Activity]:
    """Activities in the unit's export, by region and day: of the region and all below for a lead office, else its own
    and those it co-holds; in each case only what the user may see."""
    own = Q(unit=unit) | Q(unit__within=unit) | Q(pk__in=Activity.co_holding([unit.pk]))
    reach = Q(unit__region__path__startswith=unit.region.path) if unit.is_lead else own
    rows = Activity.objects.visible_to(user).filter(reach, campaign=campaign)
    return rows.order_by("unit__region__path", "unit__order", "unit_id", "held_on", "pk")


def obligations(*, user: User, unit: Unit, campaign: Campaign) -> QuerySet[Obligation]:
    """What the unit owes, what is owed to it, and, for a lead office, what is owed within its region."""
    own = Q(unit=unit) | Q(unit__within=unit) | Q(request__unit=unit)
    reach = own | Q(unit__region__path__startswith=unit.region.path) if unit.is_lead else own
    rows = Obligation.objects.visible_to(user).filter(reach, request__campaign=campaign)
    return rows.order_by("unit__region__path", "unit__order", "unit_id", "due_on", "pk")


def described(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """With what the columns need: names, co-holders, how many photos, the action's heading."""
    words = Item.objects.filter(key=OuterRef("item_key"), edition__plan=OuterRef("plan")).order_by("-edition__number")
    return (
        rows.select_related("unit__region")
        .prefetch_related("co_holders")
        .annotate(photo_count=Count("photos"), action=Subquery(words.values("heading")[:1]))
    )


def in_pieces(rows: QuerySet, *, full: QuerySet) -> Iterator:
    """Every row of `rows`, in order, read through `full` (the same rows with what the columns need).

    The scope is asked again for each piece: what was taken back meanwhile does not leave.
    """
    pks = list(rows.values_list("pk", flat=True))
    for at in range(0, len(pks), PIECE):
        piece = pks[at : at + PIECE]
        found = {row.pk: row for row in full.filter(pk__in=piece)}
        yield from (found[pk] for pk in piece if pk in found)
