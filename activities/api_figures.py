"""A region's public figures in the shape of the open interface; the query count does not grow with the region."""

from activities import published
from campaigns.models import Campaign
from campaigns.region_plans import counted, plans_by_level
from orgs.api_shapes import unit_shape
from orgs.models import Region


def figures_shape(campaign: Campaign, region: Region) -> dict:
    """Documents of the region's own units, and counts over everything below it."""
    levels = plans_by_level(campaign, region)
    return {
        "campaign": campaign.slug,
        "region": region.code,
        "documents": [_document(edition, tally) for edition, tally in counted(campaign, region)],
        "plans": {"total": sum(levels.values()), "by_level": levels},
        "planned": published.planned(campaign, region).count(),
        "activities": published.totals(campaign, region),
        "announced": [_announced(figure) for figure in published.announced(campaign, region)],
    }


def _document(edition, tally) -> dict:
    return {
        "plan_id": edition.plan.public_id,
        "unit": unit_shape(edition.plan.unit),
        "title": edition.title,
        "issuers": edition.issuers,
        "annex": edition.annexed,
        "kinds": tally,
    }


def _announced(figure) -> dict:
    return {
        "region": figure.region.code,
        **{name: getattr(figure, name) for name in ("counted", "value", "qualifier", "wording", "breakdown", "note")},
        "source": f"{figure.source_publisher}《{figure.source_title}》",
        "published_on": figure.published_on,
    }
