"""What the benchmark of the roll-up measures: a whole tree with activities, and the same figures in both ways."""

import datetime as dt
import random
import time
from collections.abc import Callable

from django.db import connection
from django.db.models import Count, Q, Sum

from activities.choices import HANDED_IN, Outcome, Sort
from activities.models import Activity, Photo
from activities.rolling import SUMS, fold, tally
from campaigns.models import Campaign
from orgs.models import Region, Unit

SHAPE = (("nation", 1), ("province", 31), ("prefecture", 340), ("county", 2850))
ACTIVITIES, PHOTOS = 50_000, 20_000


def seconds(work: Callable[[], object]) -> float:
    """How long one run of `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def prepare() -> Campaign:
    """3,222 regions with a lead office each, 50,000 activities, 20,000 photos."""
    campaign = tree()
    _log(campaign)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # otherwise the yardstick picks the wrong index and the comparison is unfair
    return campaign


def tree() -> Campaign:
    rows: list[Region] = []
    above = [""]
    for depth, (level, number) in enumerate(SHAPE, start=1):
        born = [f"{above[n % len(above)]}{n // len(above) + 1:04d}" for n in range(number)]
        rows += [
            Region(path=path, depth=depth, numchild=0, code=f"{len(rows) + n:06d}", name=f"地区{path}",
                   short_name="地区", level=level, rank=n)
            for n, path in enumerate(born)
        ]  # fmt: skip
        above = born
    Region.objects.bulk_create(rows)
    regions = Region.objects.all()
    Unit.objects.bulk_create(Unit(region=r, name=f"{r.name}局", short_name="局", kind="lead") for r in regions)
    day = dt.date(2024, 9, 1)
    return Campaign.objects.create(year=2024, name="2024年全国“质量月”", starts_on=day, ends_on=dt.date(2024, 9, 30))


def _log(campaign: Campaign) -> None:
    chance = random.Random(2024)  # noqa: S311  (figures to count, no secrets)
    units = list(Unit.objects.values_list("pk", flat=True))
    rows = [
        Activity(
            campaign=campaign,
            unit_id=chance.choice(units),
            title=f"活动{n}",
            held_on=campaign.starts_on + dt.timedelta(days=n % 30),
            sort=chance.choice(Sort.values),
            state=chance.choice(("handed_in", "accepted", "accepted", "draft")),
            enterprises=chance.choice((None, n % 50)),
            workers=n % 300,
            residents=n % 700,
            residents_qualifier=chance.choice(("", "", "余")),
        )
        for n in range(ACTIVITIES)
    ]
    made = Activity.objects.bulk_create(rows, batch_size=2000)
    Photo.objects.bulk_create(
        (Photo(activity=made[n], stem=f"none/{n}", width=3, height=2, original_name="", digest=f"{n:x}")
         for n in range(PHOTOS)), batch_size=2000)  # fmt: skip


def unit_by_unit(campaign: Campaign) -> dict:
    """The same figures by a query for each unit and table, as pages are often written."""
    sums = {f"{name}__value": Sum(name) for name in SUMS} | {f"{name}__given": Count(name) for name in SUMS}
    sums |= {f"{name}__qualified": Count(name, filter=~Q(**{f"{name}_qualifier": ""})) for name in SUMS}
    by_sort = {f"of_{sort}": Count("pk", filter=Q(sort=sort)) for sort in Sort.values}
    own = []
    for unit in Unit.objects.select_related("region"):
        held = Activity.objects.filter(unit=unit, campaign=campaign, state__in=HANDED_IN, outcome=Outcome.HELD)
        found = {name.removeprefix("of_"): value or 0 for name, value in held.aggregate(**by_sort, **sums).items()}
        photos = Photo.objects.filter(activity__in=held).count()
        own.append((unit.region.path, tally(**found, photos=photos, units=int(any(found.values())))))
    return fold(own)
