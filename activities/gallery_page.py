"""The wall of photos: the pictures of a list's activities by day, all of them or those of one action."""

from collections.abc import Iterator
from itertools import groupby

from django.db.models import F, QuerySet
from django.http import QueryDict

from activities.models import Activity, Photo
from activities.paging import page

SIZE = 60
LATEST = ("-held_on", "-pk", "photo_order", "photo_pk")
EARLIEST = ("held_on", "pk", "photo_order", "photo_pk")


def gallery(rows: QuerySet[Activity], scope: QuerySet[Activity], asked: QueryDict) -> dict:
    """`page` of photos and the same by `days`. Two queries, three from the second page on."""
    fields = EARLIEST if asked.get("order") == "day" else LATEST
    found = page(_with_photos(rows), asked, scope=_with_photos(scope), fields=fields, size=SIZE, key="photo_pk")
    found.rows = list(_photos([row["photo_pk"] for row in found.rows]))
    grouped = groupby(found.rows, key=lambda photo: photo.activity.held_on)
    return {"page": found, "days": [{"date": day, "photos": list(photos)} for day, photos in grouped]}


def _with_photos(rows: QuerySet[Activity]) -> QuerySet:
    """A row for each photo, but none of a correction still to be accepted.

    Read from the activities on: asked of the photos, PostgreSQL first gathers all the activities.
    """
    # all three through one join; a condition on `photos__…` would make another, and every photo appear several times
    joined = rows.annotate(
        photo_pk=F("photos__pk"), photo_order=F("photos__order"), photo_correction=F("photos__correction")
    )
    return joined.filter(photo_pk__isnull=False, photo_correction=None).values("photo_pk", "photo_order")


def _photos(pks: list[int]) -> Iterator[Photo]:
    found = Photo.objects.select_related("activity__unit").in_bulk(pks)
    return (found[pk] for pk in pks if pk in found)
