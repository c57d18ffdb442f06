"""What another system does with its unit's activities by a key: the same verbs as the pages, nobody as the actor.

The trail names the key (`audit.through`). A key opens the activities of its unit and the sections within; all else is
as if it did not exist.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from activities import counting, logging, picturing
from activities.models import Activity, HandIn, Photo
from activities.querysets import ActivityQuerySet
from campaigns.models import Campaign
from orgs.models import ApiToken, Unit
from orgs.tokens import units_of

RELATED = ("unit__region", "campaign", "plan", "planned_as")
Rows = Iterable[Mapping[str, Any]]


class StaleVersion(Exception):
    """The activity is not the one the other system has read; nothing was written. `activity` is what stands there."""

    def __init__(self, activity: Activity):
        super().__init__("这项活动在您读取之后又有修改，没有写入。现在的内容附后，请合并后按新的版本再送。")
        self.activity = activity


def activities_of(token: ApiToken) -> ActivityQuerySet:
    """Every confirmed activity the key opens, in any state, with its `moment`: when anything about it last changed.

    Words, figures, state, decisions, disclosure and photos that were added count; five queries for any number of rows.
    """
    shown = Prefetch("photos", Photo.objects.standing())
    rows = Activity.objects.confirmed().filter(unit__in=units_of(token)).select_related(*RELATED)
    return rows.prefetch_related("co_holders", "counters", shown).annotate(moment=_moment())


def since(rows: ActivityQuerySet, at: dt.datetime, pk: int = 0) -> ActivityQuerySet:
    """Those behind the place (moment, pk) in the order of change; pk 0 takes in the moment itself."""
    return rows.filter(Q(moment__gt=at) | Q(moment=at, pk__gt=pk)).order_by("moment", "pk")


@transaction.atomic
def create(
    *, unit: Unit, campaign: Campaign, words: Mapping[str, Any], holders: logging.Holders, counters: Rows | None
) -> Activity:
    """Keep a new draft. Raises ValidationError by field."""
    activity = logging.log(unit=unit, campaign=campaign, words=words, by=None, holders=holders)
    counting.first(activity, counters or ())
    return activity


@transaction.atomic
def amend(
    *,
    activity: Activity,
    version: int,
    words: Mapping[str, Any],
    holders: logging.Holders | None = None,
    counters: Rows | None = None,
) -> None:
    """Change a draft or a returned activity; what is None stays. Raises as `logging.change`, StaleVersion for its
    StaleActivity."""
    if holders is None:
        holders = [(holder.unit, holder.name) for holder in activity.co_holders.select_related("unit")]
    try:
        logging.change(activity=activity, words=words, version=version, by=None, holders=holders)
    except logging.StaleActivity as stale:
        raise StaleVersion(stale.activity) from None
    if counters is not None:
        counting.keep(activity, counters)


@transaction.atomic
def hand_in(*, activity: Activity, version: int | None) -> None:
    """报送. Raises as `logging.hand_in`, and StaleVersion when a version is given that is not the one there."""
    _at(activity, version)
    logging.hand_in(activity=activity, by=None)


@transaction.atomic
def delete(*, activity: Activity, version: int | None) -> None:
    """Delete a draft. Raises as `logging.delete`, and StaleVersion."""
    _at(activity, version)
    logging.delete(activity=activity, by=None)


def add_photo(*, activity: Activity, file: Any, caption: str) -> Photo:
    """Add one photo with its caption. Raises as `picturing.add`."""
    fresh = Activity.objects.get(pk=activity.pk)  # without the photos that were read before
    photo = picturing.add(activity=fresh, file=file, by=None)
    if caption:
        picturing.arrange(activity=fresh, captions={photo.pk: caption}, by=None)
        photo.refresh_from_db()
    return photo


def _at(activity: Activity, version: int | None) -> None:
    locked = Activity.objects.select_for_update().get(pk=activity.pk)
    if version is not None and locked.version != version:
        raise StaleVersion(activity)


def _moment() -> Greatest:
    decided = HandIn.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
    pictured = Photo.objects.filter(activity=OuterRef("pk"), correction=None).order_by().values("activity")
    # any NULL makes the greatest NULL on SQLite
    times = (
        F("handed_in_at"),
        F("disclosed_at"),
        Subquery(decided.values(latest=Max("decided_at"))),
        Subquery(pictured.values(latest=Max("added_at"))),
    )
    return Greatest(F("changed_at"), *(Coalesce(time, F("changed_at")) for time in times))
