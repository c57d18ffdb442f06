"""The list of activities as rows, as pictures and by day: one page of it, with what each shows."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from django.db.models import Count, Prefetch, QuerySet
from django.http import QueryDict

from activities.models import Activity, Photo
from activities.paging import ORDERS, Page, order_of, page

SIZES = {"list": 30, "cards": 24, "timeline": 40}
TEASER = 4  # pictures beside an activity on the time line


def listed(view: str, rows: QuerySet[Activity], scope: QuerySet[Activity], asked: QueryDict) -> dict:
    """`page` with activities, each with `pictures`, the cover first. Four queries at most."""
    full = rows.select_related("unit__region").defer("recognised").prefetch_related(pictures())
    fields = by_day(asked) if view == "timeline" else order_of(asked)
    found = page(full, asked, scope=scope, fields=fields, size=SIZES[view])
    return {"page": found, "days": days(rows, found) if view == "timeline" else []}


def pictures() -> Prefetch:
    """What everybody who sees the activity may see of its pictures: not those of a correction still to be accepted."""
    shown = Photo.objects.filter(correction=None).order_by("-is_cover", "order", "pk")
    return Prefetch("photos", queryset=shown, to_attr="pictures")


def by_day(asked: QueryDict) -> tuple[str, ...]:
    """The order asked for if it goes by day, else the latest first."""
    fields = order_of(asked)
    return fields if fields[0].endswith("held_on") else ORDERS[""][1]


def days(rows: QuerySet[Activity], found: Page) -> list[dict]:
    """The page's activities by day, each day with how many it has in all. One query."""
    dates = {activity.held_on for activity in found.rows}
    of_day = rows.filter(held_on__in=dates).order_by().values_list("held_on").annotate(number=Count("*"))
    totals: dict[dt.date, int] = dict(of_day)
    return [{"date": day, "total": totals.get(day, 0), "rows": list(each)} for day, each in _together(found.rows)]


def _together(rows: Iterable[Activity]) -> Iterable[tuple[dt.date, Iterable[Activity]]]:
    return groupby(rows, key=lambda activity: activity.held_on)
