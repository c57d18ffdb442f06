"""Public plans of a region, counted; the query count does not grow with the region."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from campaigns.composition import Tally, tallies
from campaigns.models import AnnexEntry, Campaign, Edition, Party
from campaigns.published import editions
from orgs.choices import Level
from orgs.models import Region


def counted_plans(campaign: Campaign, region: Region) -> list[Edition]:
    """Public plans of the region's own units; `issuers` and `annexed` are numbers. One query."""
    issuers = Party.objects.filter(edition=OuterRef("pk"), role="issuer")
    annexed = AnnexEntry.objects.filter(edition=OuterRef("pk"))
    found = editions(campaign).filter(plan__unit__region=region)
    return list(found.annotate(issuers=_how_many(issuers), annexed=_how_many(annexed)))


def counted(campaign: Campaign, region: Region) -> list[tuple[Edition, Tally]]:
    """The same with their tallies. Two queries."""
    rows = counted_plans(campaign, region)
    by_edition = tallies(rows)
    return [(edition, by_edition[edition.pk]) for edition in rows]


def _how_many(rows) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("edition").annotate(n=Count("pk")).values("n")), 0)


def plans_by_level(campaign: Campaign, region: Region) -> dict[str, int]:
    """How many public plans there are in the region and below, by the level of the issuing unit's region."""
    rows = Edition.objects.foremost().filter(plan__campaign=campaign, plan__unit__region__path__startswith=region.path)
    found = dict(rows.order_by().values_list("plan__unit__region__level").annotate(Count("pk")))
    return {level: found.get(level, 0) for level in Level.values}
