"""Search over what is public: plans by title and unit, activities and cases by their words, regions by name."""

from django.db.models import Q

from activities import published_cases
from activities.hiding import readable, without_leaks
from campaigns.hiding import titled
from campaigns.models import Campaign
from campaigns.published import editions
from orgs.crumbs import region_url
from orgs.models import Region

MOST = 20


def search_all(campaign: Campaign, word: str) -> dict:
    """The first finds of each sort; five queries."""
    named = titled(word) | Q(plan__unit__name__icontains=word) | Q(plan__unit__region__name__icontains=word)
    about = Q(title__icontains=word) | Q(place__icontains=word) | Q(unit__name__icontains=word)
    activities = without_leaks(readable().filter(about | Q(text__icontains=word), campaign=campaign), word)
    regions = Region.objects.filter(Q(name__icontains=word) | Q(code=word))[:MOST]
    return {
        "plans": list(editions(campaign).filter(named)[:MOST]),
        "activities": list(activities.select_related("unit__region").order_by("-held_on", "-pk")[:MOST]),
        "cases": list(published_cases.saying(campaign, word)[:MOST]),
        "regions": [{"label": region.name, "url": region_url(campaign, region)} for region in regions],
    }
