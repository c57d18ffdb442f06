"""Drafts recognised in a material: confirmed, mended, merged, divided or discarded, one by one, by a person."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from activities import logging
from activities.checking import UNNAMED
from activities.deciding import tell_unit
from activities.materials import blank
from activities.models import Activity, Photo
from activities.models.activity import PARTICIPATION
from activities.noticing.pictures import BEIJING
from orgs import audit
from orgs.models import User
from orgs.moves import StaleState


@transaction.atomic
def confirm(
    *, draft: Activity, words: Mapping[str, Any], holders: logging.Holders, counters: Iterable[str], version: int,
    by: User,
) -> Activity:  # fmt: skip
    """The draft is a normal one from now on, with the counters named. Raises as `logging.change` does."""
    _still(draft)
    logging.change(activity=draft, words=words, holders=holders, version=version, by=by)
    draft.counters.exclude(kind__in=list(counters)).delete()
    audit.record("活动·核对确认", draft, by=by, unit=draft.unit)
    if draft.entered_by_id and draft.taken_over_at is None:
        tell_unit(draft, "activity_entered")
    return draft


@transaction.atomic
def merge(*, draft: Activity, into: Activity, by: User) -> None:
    """Put one draft into another of the same material: pictures and words are joined; what `into` lacks it takes over.

    Raises ValidationError when the pictures are too many for one activity, StaleState when either is confirmed.
    """
    _still(draft, into)
    _move(draft.photos.all(), into)
    if into.title == UNNAMED:
        into.title = draft.title
    if into.recognised.get("undated") and not draft.recognised.get("undated"):
        into.held_on, into.ends_on = draft.held_on, draft.ends_on
        into.recognised["undated"] = False
    for name in (*(PARTICIPATION), "place", "planned_as_id", "item_key", "item_root", "plan_id"):
        if getattr(into, name) in (None, ""):
            setattr(into, name, getattr(draft, name))
            if name in PARTICIPATION:
                setattr(into, f"{name}_qualifier", getattr(draft, f"{name}_qualifier"))
    into.text = "\n".join(filter(None, (into.text, draft.text)))[:20000]
    into.recognised["also"] = [*into.recognised.get("also", []), *_parts(draft)]
    _take_rows(draft, into)
    into.version += 1
    into.save()
    logging.delete(activity=draft, by=by)
    audit.record("活动·合并草稿", into, by=by, unit=into.unit, name=str(draft))


@transaction.atomic
def divide(*, photos: Iterable[Photo], draft: Activity, into: Activity | None, by: User) -> Activity:
    """Move pictures to another draft, or to a new one that is dated by the first picture's time when it has one."""
    _still(*filter(None, (draft, into)))
    moved = [photo for photo in photos if photo.activity_id == draft.pk]
    if not moved:
        raise ValidationError("请先勾选要移走的照片。")
    if into is None:
        taken = moved[0].taken_at
        assert draft.material is not None
        into = blank(draft.material, taken.astimezone(BEIJING).date() if taken else None)
    _move(Photo.objects.filter(pk__in=[photo.pk for photo in moved], activity=draft), into)
    audit.record("活动·移动照片", into, by=by, unit=into.unit, name=f"{len(moved)}张")
    return into


@transaction.atomic
def discard(*, draft: Activity, by: User) -> None:
    """Drop a draft with its pictures; the source keeps its words and files."""
    _still(draft)
    logging.delete(activity=draft, by=by)


def _still(*drafts: Activity) -> None:
    """Lock them in one order (two merges crosswise would wait for each other), and read what stands there by now."""
    locked = Activity.objects.select_for_update().filter(pk__in=[each.pk for each in drafts]).order_by("pk")
    found = {each.pk: each for each in locked}
    for each in drafts:
        stands = found.get(each.pk)
        if stands is None or not stands.is_proposed or not stands.is_editable:
            raise StaleState(stands or each, "核对")
        each.refresh_from_db()


def _move(photos, into: Activity) -> None:
    """A picture that is there already stays behind."""
    there = set(into.photos.values_list("digest", flat=True))
    moved = [photo for photo in photos if photo.digest not in there]
    last = max(into.photos.values_list("order", flat=True), default=-1)
    if len(there) + len(moved) > settings.PHOTOS_PER_ACTIVITY:
        raise ValidationError(
            f"每项活动最多{settings.PHOTOS_PER_ACTIVITY}张照片，放不下这么多，请少选几张或先删去一些。"
        )
    for place, photo in enumerate(moved, last + 1):
        photo.activity, photo.order, photo.is_cover = into, place, False
    Photo.objects.bulk_update(moved, ["activity", "order", "is_cover"])


def _parts(draft: Activity) -> list[dict]:
    own = {name: draft.recognised[name] for name in ("from", "to", "marks") if name in draft.recognised}
    return [*([own] if "from" in own else []), *draft.recognised.get("also", [])]


def _take_rows(draft: Activity, into: Activity) -> None:
    kinds = set(into.counters.values_list("kind", flat=True))
    draft.counters.exclude(kind__in=kinds).update(activity=into)
    names = set(into.co_holders.values_list("name", flat=True))
    draft.co_holders.exclude(name__in=names).update(activity=into)
