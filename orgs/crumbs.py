"""The breadcrumb of regions on public pages."""

from django.urls import reverse

from orgs.models import Region


def region_crumbs(campaign, region: Region, line: list[Region] | None = None) -> list[dict]:
    """From the campaign's home down to the region. One query, none when the `line` of regions is given."""
    line = region.breadcrumb() if line is None else line
    return [
        {"label": f"{campaign.year}年质量月", "url": reverse("activities:campaign", args=(campaign.slug,))},
        *({"label": each.short_name, "url": region_url(campaign, each)} for each in line),
    ]


def region_url(campaign, region: Region) -> str:
    """The region's page in a campaign; the nation's is the list of all."""
    if region.depth == 1:
        return reverse("activities:regions", args=(campaign.slug,))
    return reverse("activities:region", args=(campaign.slug, region.code))
