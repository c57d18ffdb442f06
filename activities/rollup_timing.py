"""What the benchmark of the roll-up measures: a whole tree with activities, and the same figures in both ways."""

import time
from collections.abc import Callable

from django.db.models import Count, Q, Sum

from activities import scratch
from activities.choices import HANDED_IN, Outcome
from activities.models import Activity, Photo
from activities.rolling import SORTS, SUMS, fold, tally
from campaigns.models import Campaign
from orgs.models import Unit

ACTIVITIES, PHOTOS = 300_000, 100_000


def seconds(work: Callable[[], object]) -> float:
    """How long one run of `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def prepare() -> Campaign:
    """3,222 regions with a lead office each, 300,000 activities, 100,000 photos."""
    campaign = scratch.tree()
    scratch.activities(campaign, ACTIVITIES)
    scratch.extras(campaign, photos=PHOTOS)
    scratch.settle()  # otherwise the yardstick picks the wrong index and the comparison is unfair
    return campaign


def unit_by_unit(campaign: Campaign) -> dict:
    """The same figures by a query for each unit and table, as pages are often written."""
    sums = {f"{name}__value": Sum(name) for name in SUMS} | {f"{name}__given": Count(name) for name in SUMS}
    sums |= {f"{name}__qualified": Count(name, filter=~Q(**{f"{name}_qualifier": ""})) for name in SUMS}
    by_sort = {f"of_{sort}": Count("pk", filter=Q(sort=sort)) for sort in SORTS}
    own = []
    for unit in Unit.objects.select_related("region"):
        told = Activity.objects.filter(unit=unit, campaign=campaign, state__in=HANDED_IN)
        held = told.filter(outcome=Outcome.HELD)
        found = {name.removeprefix("of_"): value or 0 for name, value in held.aggregate(**by_sort, **sums).items()}
        found["units"] = int(any(found[sort] for sort in SORTS))
        found["planned"] = told.filter(outcome__in=(Outcome.PLANNED, Outcome.POSTPONED)).count()
        own.append((unit.region.path, tally(**found, photos=Photo.objects.filter(activity__in=held).count())))
    return fold(own)
