"""Records of what may be the same event: the same unit or a co-holder, a near day, a similar title or the same picture.

Pointed out, never refused. Of another unit's record only what was handed in is looked at, and its words are shown only
to who may see them. Whom no account stands behind (a contact's link) is told of nothing that is not handed in.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from activities.choices import HANDED_IN, Outcome
from activities.likeness import ALIKE, any_same, repeated, similarity
from activities.models import Activity, CoHolder, Photo
from activities.rules import inside
from campaigns.models import Campaign
from orgs.models import Unit, User

NEAR = dt.timedelta(days=3)
LOOKED_AT, PICTURES_LOOKED_AT, SHOWN = 300, 3000, 3


@dataclass(frozen=True, slots=True)
class Event:
    """What is compared."""

    unit: Unit
    campaign: Campaign
    title: str
    held_on: dt.date
    partners: frozenset[int] = frozenset()
    pictures: tuple[str, ...] = ()
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """Another record of perhaps the same event; `activity` is None where the person may not see it."""

    pk: int
    unit: Unit
    held_on: dt.date
    activity: Activity | None
    why: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        return f"twin={self.pk}"


def event_of(activity: Activity) -> Event:
    """What of a stored activity is compared; photos and co-holders are best prefetched."""
    return Event(
        unit=activity.unit,
        campaign=activity.campaign,
        title=activity.title,
        held_on=activity.held_on,
        partners=frozenset(holder.unit_id for holder in activity.co_holders.all() if holder.unit_id),
        pictures=tuple(photo.likeness for photo in activity.photos.all()),
        pk=activity.pk,
    )


def twins(event: Event, user: User | None, *, without: Collection[str] = (), own: Collection[int] = ()) -> list[Twin]:
    """The likeliest first, at most three; those in `without` (keys) are left out.

    `own`: units whose records are open in any state although nobody is logged in (a key's).
    Two queries, a third when the event has pictures. Near days only; the same picture counts on any day.
    """
    rows = _records(event, drafts=user is not None or event.unit.pk in own)
    pictured = _pictured(event, rows)
    close = rows.filter(held_on__range=(event.held_on - NEAR, event.held_on + NEAR))[:LOOKED_AT]
    found: dict[int, tuple[float, Activity]] = {row.pk: (_score(event, row), row) for row in close}
    found = {pk: each for pk, each in found.items() if each[0] >= ALIKE}
    for row in rows.filter(pk__in=pictured - set(found)) if pictured - set(found) else ():
        found[row.pk] = (0.0, row)
    ranked = sorted(found.values(), key=lambda each: (-(each[0] + (each[1].pk in pictured)), each[1].pk))
    made = [_twin(row, score, row.pk in pictured, _opens(row, user, own)) for score, row in ranked]
    return [twin for twin in made if twin.key not in without][:SHOWN]


def repeated_pictures(activity: Activity) -> list[tuple[Photo, Photo]]:
    """Pictures within the activity that look the same: (earlier, later)."""
    photos = list(activity.photos.all())
    return [(photos[a], photos[b]) for a, b in repeated([photo.likeness for photo in photos])]


def _records(event: Event, *, drafts: bool):
    """The unit's own (with or without drafts), those it holds with others, and those that its co-holders handed in."""
    own = Q(unit=event.unit, is_proposed=False) & (Q() if drafts else Q(state__in=HANDED_IN))
    joint = Q(state__in=HANDED_IN) & Q(pk__in=CoHolder.objects.filter(unit=event.unit).values("activity"))
    partners = Q(state__in=HANDED_IN, unit__in=event.partners) if event.partners else Q(pk__in=())
    rows = Activity.objects.filter(own | joint | partners, campaign=event.campaign).exclude(pk=event.pk)
    return rows.exclude(outcome=Outcome.CANCELLED).select_related("unit__region").prefetch_related("co_holders")


def _pictured(event: Event, rows) -> set[int]:
    """Activities of the campaign among those records that have one of the event's pictures."""
    if not event.pictures:
        return set()
    records = rows.order_by().select_related(None).prefetch_related(None).values("pk")
    photos = Photo.objects.standing().filter(activity__in=records).exclude(likeness="").order_by("-pk")
    theirs: dict[int, list[str]] = defaultdict(list)
    for activity, likeness in photos.values_list("activity", "likeness")[:PICTURES_LOOKED_AT]:
        theirs[activity].append(likeness)
    return {activity for activity, likenesses in theirs.items() if any_same(event.pictures, likenesses)}


def _score(event: Event, row: Activity) -> float:
    same_day = 0.001 if row.held_on == event.held_on else 0.0
    return similarity(event.title, row.title) + same_day


def _opens(row: Activity, user: User | None, own: Collection[int]) -> bool:
    """Whether its words may be shown; of one that is merely public they are masked: unit and day alone."""
    return row.unit_id in own or (user is not None and inside(user, row))


def _twin(row: Activity, score: float, pictured: bool, seen: bool) -> Twin:
    why = [*(["标题相近"] if score >= ALIKE else []), *(["有相同的照片"] if pictured else [])]
    return Twin(row.pk, row.unit, row.held_on, row if seen else None, tuple(why))
