"""Regions as tiles in administrative order, with what is public in each. Not a map."""

from collections.abc import Iterable

from django.db.models import Count
from django.db.models.functions import Substr

from activities.models import Activity
from campaigns.models import Campaign, Edition
from orgs.crumbs import region_url
from orgs.models import Region


def tiles(campaign: Campaign, regions: Iterable[Region], plans: dict[str, int], held: dict[str, int]) -> list[dict]:
    """One tile per region; `plans` and `held` count by tree path, what lies below a region counts as its own."""
    return [
        {
            "label": region.short_name,
            "url": region_url(campaign, region),
            "note": _note(plans.get(region.path, 0), held.get(region.path, 0)),
            "has": bool(plans.get(region.path)),
        }
        for region in regions
    ]


def _note(plans: int, held: int) -> str:
    return " ".join([*([f"方案{plans}"] if plans else []), *([f"活动{held}"] if held else [])])


def plans_below(campaign: Campaign, region: Region) -> dict[tuple[str, str], int]:
    """(path one level below the region, level of the issuing unit) → public plans there and further below.

    The region's own plans stand under its own path. One query.
    """
    inside = {"plan__campaign": campaign, "plan__unit__region__path__startswith": region.path}
    branch = Substr("plan__unit__region__path", 1, len(region.path) + Region.steplen)
    found = Edition.objects.foremost().filter(**inside).order_by().annotate(branch=branch)
    rows = found.values_list("branch", "plan__unit__region__level")
    return {(branch, level): count for branch, level, count in rows.annotate(Count("pk"))}


def held_below(campaign: Campaign, region: Region) -> dict[str, int]:
    """Path one level below the region → public activities there and further below; its own stand under its own path."""
    rows = Activity.objects.public().filter(campaign=campaign, unit__region__path__startswith=region.path)
    branch = Substr("unit__region__path", 1, len(region.path) + Region.steplen)
    return dict(rows.order_by().annotate(branch=branch).values_list("branch").annotate(Count("pk")))


def by_branch(plans: dict[tuple[str, str], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for (branch, _), count in plans.items():
        found[branch] = found.get(branch, 0) + count
    return found


def by_level(plans: dict[tuple[str, str], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for (_, level), count in plans.items():
        found[level] = found.get(level, 0) + count
    return found
