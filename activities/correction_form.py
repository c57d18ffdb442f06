"""What the form of a correction needs beside its fields: the photos, and both texts when two people wrote."""

from collections.abc import Iterable, Mapping
from typing import Any

from activities import counting, logging
from activities.models import Activity, Correction, Photo
from activities.snapshots import columns_of
from activities.words import as_text


def own_photos(activity: Activity, correction: Correction | None) -> list[Photo]:
    """The photos that stand, then those that wait in the correction; captions as the correction has them."""
    found = [
        p for p in Photo.objects.filter(activity=activity) if p.correction_id in (None, correction and correction.pk)
    ]
    captions: Mapping[str, str] = correction.words.get("captions", {}) if correction else {}
    for photo in found:
        photo.caption = captions.get(photo.public_id, photo.caption)
    return sorted(found, key=lambda photo: photo.correction_id is not None)


def both_texts(activity: Activity, form: Any, correction: Correction | None) -> dict[str, str]:
    """What the person typed, and what stands: the other's correction, or the activity itself when there is none."""
    mine = as_text(form.words(), form.cleaned_data["holders"])
    if correction is not None:
        words = columns_of(correction.words) | {"counters": correction.words.get("counters", ())}
        return {"mine": mine, "theirs": as_text(words, _names(correction.words["holders"]))}
    stored = {name: getattr(activity, name) for name in logging.WORDS} | {"counters": counting.rows_of(activity)}
    return {"mine": mine, "theirs": as_text(stored, [holder.name for holder in activity.co_holders.all()])}


def _names(holders: Iterable[Mapping[str, Any]]) -> list[str]:
    return [row["name"] for row in holders]
