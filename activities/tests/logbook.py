"""Activities for tests: one line each, in the state a test needs."""

import datetime as dt
import itertools

from activities.models import Activity, Photo
from orgs.models import Region, Unit

NUMBERS = itertools.count(1)


def log(unit, campaign, title: str = "", **values) -> Activity:
    """An accepted activity of `unit`, held, unless told otherwise."""
    values = {"state": "accepted", "held_on": dt.date(2024, 9, 10), "sort": "publicity", **values}
    return Activity.objects.create(unit=unit, campaign=campaign, title=title or f"活动{next(NUMBERS)}", **values)


def picture(activity: Activity) -> Photo:
    number = next(NUMBERS)
    return Photo.objects.create(activity=activity, stem=f"none/{number}", width=3, height=2, original_name="一.jpg",
                                digest=f"{number:064x}")  # fmt: skip


def make_children(region, number: int, campaign) -> list:
    """So many prefectures below `region`, each with a lead office and one accepted activity."""
    regions = Region.objects.bulk_create(
        Region(path=f"{region.path}C{n:03d}", depth=region.depth + 1, numchild=0, code=f"C{n:05d}", name=f"演示{n}市",
               short_name=f"演示{n}", level="prefecture", rank=n) for n in range(number))  # fmt: skip
    units = Unit.objects.bulk_create(
        Unit(region=each, name=f"{each.name}市场监督管理局", short_name="局", kind="lead") for each in regions
    )
    Activity.objects.bulk_create(
        Activity(unit=unit, campaign=campaign, title="活动", held_on=dt.date(2024, 9, 2), state="accepted")
        for unit in units
    )
    return units
