"""What the page of a region shows. At most eleven queries."""

from django.db.models import OuterRef, Q, Subquery

from activities import published, tiling
from activities.hiding import readable
from campaigns.models import Campaign, DirectExecution
from campaigns.region_plans import counted_plans
from orgs.crumbs import region_crumbs
from orgs.models import Region, Unit

LATEST = 8


def find(campaign: Campaign, code: str) -> Region | None:
    """The region with its lead office and what it declares to carry out directly, in one query."""
    lead = Unit.objects.leads().filter(region=OuterRef("pk"))
    direct = DirectExecution.objects.public().filter(campaign=campaign, unit__region=OuterRef("pk"), unit__kind="lead")
    return (
        Region.objects.filter(code=code)
        .annotate(
            lead=Subquery(lead.values("pk")[:1]),
            lead_name=Subquery(lead.values("name")[:1]),
            carries_out=Subquery(direct.values("plan__public_id")[:1]),
            carries_out_of=Subquery(direct.values("plan__unit__name")[:1]),
        )
        .first()
    )


def region_page(campaign: Campaign, region: Region) -> dict:
    """The context of the template for a region found by `find`."""
    around = Region.objects.filter(Q(path__in=region.line) | Q(path__startswith=region.path, depth=region.depth + 1))
    line = [each for each in around if each.depth <= region.depth]
    below = [each for each in around if each.depth > region.depth]
    plans = tiling.plans_below(campaign, region)
    held = tiling.held_below(campaign, region)
    latest = readable().filter(campaign=campaign).within(region.path).order_by("-held_on", "-pk")
    return {
        "campaign": campaign,
        "region": region,
        "heading": region.name if region.depth > 1 else "各地",
        "crumbs": region_crumbs(campaign, region, line),
        "plans": counted_plans(campaign, region),
        "below": tiling.tiles(campaign, below, tiling.by_branch(plans), held),
        "plan_count": sum(plans.values()),
        "activity_count": sum(held.values()),
        "planned": published.planned_by(campaign, region.lead) if region.lead else [],
        "activities": list(published.with_pictures(latest.select_related("unit__region"))[:LATEST]),
        "announced": [figure for figure in published.announced(campaign, region) if figure.region_id == region.pk],
        "press_notes": list(published.press_notes(campaign, region)),
    }
