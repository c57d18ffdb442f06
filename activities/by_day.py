"""Activities held in a region and below by the day they began and by kind: the campaign's days one by one, what lies
before and after in one sum each. The parts add up to the figure 已开展活动."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from operator import add

from django.db.models import Count, QuerySet

from activities.choices import Sort
from activities.figures import held
from activities.rolling import SORTS, UNSORTED
from campaigns.models import Campaign
from orgs.models import Region

Numbers = tuple[int, ...]  # in the order of rolling.SORTS
NONE: Numbers = (0,) * len(SORTS)


@dataclass(frozen=True, slots=True)
class Day:
    date: dt.date
    numbers: Numbers = NONE

    @property
    def total(self) -> int:
        return sum(self.numbers)


@dataclass(frozen=True, slots=True)
class Days:
    """`days` are all days of the campaign, those without activities included."""

    days: tuple[Day, ...]
    before: Numbers
    after: Numbers

    @property
    def labels(self) -> list[str]:
        """The kinds, in the order of the numbers."""
        return [*Sort.labels, UNSORTED]

    @property
    def before_total(self) -> int:
        return sum(self.before)

    @property
    def after_total(self) -> int:
        return sum(self.after)

    @property
    def sums(self) -> Numbers:
        """By kind, over everything."""
        return _sum((self.before, *(day.numbers for day in self.days), self.after))

    @property
    def total(self) -> int:
        return sum(self.sums)


def by_day(region: Region, campaign: Campaign) -> Days:
    """One query. An activity of several days counts on the first."""
    return spread(rows_of(region, campaign), campaign.starts_on, campaign.ends_on)


def rows_of(region: Region, campaign: Campaign) -> QuerySet:
    """What `spread` wants."""
    return held(campaign, region.path).values_list("held_on", "sort").annotate(number=Count("pk"))


def spread(rows: Iterable[tuple[dt.date, str, int]], first: dt.date, last: dt.date) -> Days:
    """(day, kind, how many) laid out from the first day to the last, both included. Pure."""
    found: dict[dt.date, list[int]] = {}
    for day, sort, number in rows:
        found.setdefault(day, [*NONE])[SORTS.index(sort)] += number
    dates = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return Days(
        days=tuple(Day(date, tuple(found.get(date, NONE))) for date in dates),
        before=_sum(tuple(numbers) for day, numbers in found.items() if day < first),
        after=_sum(tuple(numbers) for day, numbers in found.items() if day > last),
    )


def _sum(parts: Iterable[Numbers]) -> Numbers:
    total = NONE
    for each in parts:
        total = tuple(map(add, total, each))
    return total
