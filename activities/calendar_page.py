"""The list of activities as a calendar: a month of weeks from Monday on, or one week. Days are Beijing's."""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from activities.asked import but
from activities.choices import Outcome, Sort
from activities.models import Activity
from campaigns.models import Campaign

FEW = {"month": 40, "week": 60}  # a day with more activities shows how many, not which
SHOWN = {"month": 3, "week": 12}
AT_ALL = 2_000  # with more in the whole range, those that began before it are left out
COLUMNS = ("pk", "title", "held_on", "ends_on", "outcome", "unit__short_name", "place")
WEEK = dt.timedelta(days=7)
EARLIEST, LATEST = dt.date(1978, 1, 1), dt.date(2200, 1, 1)


@dataclass
class Day:
    date: dt.date
    inside: bool  # of the month shown
    is_today: bool
    count: int = 0  # activities that begin on this day
    sorts: list[tuple[str, int]] = field(default_factory=list)
    entries: list = field(default_factory=list)  # those that begin here, then those that go on
    more: int = 0
    url: str = ""  # the list of this day


def calendar_of(rows: QuerySet[Activity], asked: QueryDict, campaign: Campaign, today: dt.date) -> dict:
    """`weeks` of days with their activities, the neighbours' addresses. Two queries."""
    by_week = bool(asked.get("week"))
    day = (_day(asked.get("week", "")) if by_week else _day(f"{asked.get('month', '')}-01")) or _near(campaign, today)
    span = "week" if by_week else "month"
    first, weeks = _range(day, span)
    last = weeks[-1][-1]
    days = {each: Day(each, by_week or each.month == first.month, each == today) for week in weeks for each in week}
    _count(rows, days, span)
    _fill(rows, days, weeks[0][0], span)
    for each in days.values():
        each.url = but(asked, view=None, month=None, week=None, since=each.date, until=each.date)
    return {
        "span": span,
        "first": first,
        "last": last,
        "weeks": [[days[each] for each in week] for week in weeks],
        "before": _around(first, span, forward=False),
        "after": _around(first, span, forward=True),
        "other": {"week": str(_monday(_near_in(first, today)))} if not by_week else {"month": f"{day:%Y-%m}"},
        "total": sum(each.count for each in days.values() if each.inside),
    }


def _count(rows: QuerySet[Activity], days: dict[dt.date, Day], span: str) -> None:
    """How many begin on each day, in a week by sort as well."""
    found = rows.filter(held_on__range=(min(days), max(days))).order_by()
    if span == "month":  # of a month only the day is asked, which an index answers
        for date, number in found.values_list("held_on").annotate(number=Count("*")):
            days[date].count = number
        return
    of_day: dict[dt.date, Counter[str]] = {}
    for date, sort, number in found.values_list("held_on", "sort").annotate(number=Count("*")):
        days[date].count += number
        of_day.setdefault(date, Counter())[sort] += number
    for date, sorts in of_day.items():
        days[date].sorts = [(label, sorts[sort]) for sort, label in [*Sort.choices, ("", "未填类别")] if sorts[sort]]


def _fill(rows: QuerySet[Activity], days: dict[dt.date, Day], first: dt.date, span: str) -> None:
    """Name the activities of days that have few, and those that go on from an earlier day."""
    few = [each.date for each in days.values() if 0 < each.count <= FEW[span]]
    wanted = Q(held_on__in=few)
    if sum(each.count for each in days.values()) <= AT_ALL:
        wanted |= Q(held_on__lt=first, ends_on__gte=first)
    labels = dict(Outcome.choices)
    for row in rows.filter(wanted).order_by("held_on", "pk").values(*COLUMNS):
        begins, until = row["held_on"], row["ends_on"] or row["held_on"]
        row["unusual"] = "" if row["outcome"] == Outcome.HELD else labels[row["outcome"]]
        for date in _from_to(max(begins, first), until):
            if date not in days:
                break
            if days[date].count <= FEW[span]:
                days[date].entries.append(row | {"goes_on": date > begins})
    for each in days.values():
        each.entries.sort(key=lambda entry: entry["goes_on"])
        each.more, each.entries = max(0, len(each.entries) - SHOWN[span]), each.entries[: SHOWN[span]]


def _range(day: dt.date, span: str) -> tuple[dt.date, list[list[dt.date]]]:
    """The first day of what is shown, and its days by week."""
    if span == "week":
        monday = _monday(day)
        return monday, [list(_from_to(monday, monday + WEEK - dt.timedelta(days=1)))]
    return day.replace(day=1), calendar.Calendar().monthdatescalendar(day.year, day.month)


def _around(first: dt.date, span: str, *, forward: bool) -> dict[str, str]:
    if span == "week":
        return {"week": str(first + WEEK if forward else first - WEEK)}
    other = first + dt.timedelta(days=32) if forward else first - dt.timedelta(days=1)
    return {"month": f"{other:%Y-%m}"}


def _near(campaign: Campaign, today: dt.date) -> dt.date:
    """Today while the campaign runs, else its first day."""
    return today if campaign.starts_on <= today <= campaign.ends_on else campaign.starts_on


def _near_in(first: dt.date, today: dt.date) -> dt.date:
    return today if (today.year, today.month) == (first.year, first.month) else first


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _from_to(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + dt.timedelta(days=n) for n in range((last - first).days + 1))


def _day(text: str) -> dt.date | None:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None
