"""What may be ticked for a drafted report: the unit's typical cases and those it adopted, photos of accepted
activities. Two queries each, however many there are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse

from activities.casework import ADOPTED, PARTS
from activities.choices import State
from activities.models import Case, Photo, PutForward
from activities.report_scope import held
from activities.report_shapes import Shown, Told
from campaigns.models import Campaign
from orgs.models import Unit

PHOTOS = 48  # offered: the cover of each activity first
TICKED = 4  # photos ticked beforehand: one page
CASES = 3


@dataclass(frozen=True, slots=True)
class Offered:
    """A case or photo that may be taken, ticked beforehand or not."""

    id: str
    label: str
    note: str
    ticked: bool
    photo: Photo | None = None


def cases_of(unit: Unit, campaign: Campaign, ids: Collection[str] | None = None) -> list[tuple[Told, bool]]:
    """Own cases, then those put forward to the unit and adopted there, in the words put forward; each with whether it
    is the unit's own. Only those with anything written."""
    rows = Case.objects.filter(campaign=campaign) if ids is None else Case.objects.filter(public_id__in=ids)
    own = rows.filter(unit=unit).order_by("pk")
    found = [(_told(case, {name: getattr(case, name) for name in ("title", *NAMES)}), True) for case in own]
    taken = PutForward.objects.filter(case__in=rows, office=unit, answer=ADOPTED).exclude(case__unit=unit)
    for row in taken.select_related("case__unit").order_by("pk"):
        found.append((_told(row.case, row.words, row.case.unit.name), False))
    return [(told, mine) for told, mine in found if any(text.strip() for _, text in told.parts)]


def photos_of(unit: Unit, campaign: Campaign, ids: Collection[str] | None = None) -> list[Photo]:
    """Photos of accepted activities, the covers first, then by day; those with `ids`, in that order."""
    activities = held(unit, campaign).filter(state=State.ACCEPTED).order_by().values("pk")
    rows = Photo.objects.filter(activity__in=activities, correction=None).select_related("activity__unit")
    if ids is not None:
        found = {photo.public_id: photo for photo in rows.filter(public_id__in=ids)}
        return [found[each] for each in ids if each in found]
    return list(rows.order_by("-is_cover", "activity__held_on", "activity", "order", "pk")[:PHOTOS])


def offered_cases(unit: Unit, campaign: Campaign, before: Collection[str] | None) -> list[Offered]:
    """`before`: the ids in the draft that is there; None when there is none yet."""
    rows = cases_of(unit, campaign)
    first = {told.public_id for told, _ in rows[:CASES]} if before is None else set(before)
    return [
        Offered(told.public_id, told.title, "" if mine else f"采用自{told.unit}", told.public_id in first)
        for told, mine in rows
    ]


def offered_photos(unit: Unit, campaign: Campaign, before: Collection[str] | None) -> list[Offered]:
    photos = photos_of(unit, campaign)
    missing = [each for each in before or () if each not in {photo.public_id for photo in photos}]
    photos = photos_of(unit, campaign, missing) + photos if missing else photos
    first = {photo.public_id for photo in photos[:TICKED]} if before is None else set(before)
    return [
        Offered(photo.public_id, photo.activity.title, _where(photo, unit), photo.public_id in first, photo)
        for photo in photos
    ]


def shown(photos: Iterable[Photo]) -> list[Shown]:
    return [Shown(photo.public_id, photo.caption or photo.activity.title, photo.activity_id) for photo in photos]


NAMES = tuple(name for name, _ in PARTS)


def _told(case: Case, words: dict, unit: str = "") -> Told:
    parts = [(label, str(words.get(name, ""))) for name, label in PARTS]
    return Told(
        case.public_id, str(words.get("title", case.title)), parts, reverse("activities:case", args=[case.pk]), unit
    )


def _where(photo: Photo, unit: Unit) -> str:
    day = f"{photo.activity.held_on.month}月{photo.activity.held_on.day}日"
    return day if photo.activity.unit_id == unit.pk else f"{day}　{photo.activity.unit.short_name}"
