"""The wall of photos: the pictures of a list's activities, by day, all or those of one action."""

from itertools import groupby

from django.db.models import QuerySet
from django.http import QueryDict

from activities.models import Activity, Photo
from activities.paging import Page, page

SIZE = 60
LATEST, EARLIEST = ("-activity__held_on", "-activity", "order", "pk"), ("activity__held_on", "activity", "order", "pk")


def gallery(rows: QuerySet[Activity], scope: QuerySet[Activity], asked: QueryDict) -> dict:
    """`page` of photos and the same by `days`. Two queries, three from the second page on."""
    fields = EARLIEST if asked.get("order") == "day" else LATEST
    found = page(_of(rows), asked, scope=_of(scope), fields=fields, size=SIZE)
    return {"page": found, "days": _days(found)}


def _of(rows: QuerySet[Activity]) -> QuerySet[Photo]:
    """Photos of these activities, but not those of a correction still to be accepted."""
    shown = Photo.objects.filter(activity__in=rows.order_by().values("pk"), correction=None)
    return shown.select_related("activity__unit")


def _days(found: Page) -> list[dict]:
    grouped = groupby(found.rows, key=lambda photo: photo.activity.held_on)
    return [{"date": day, "photos": list(photos)} for day, photos in grouped]
