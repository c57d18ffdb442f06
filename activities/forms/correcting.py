"""The form of a correction: the activity's own, with a word why, and what becomes of the photos."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from activities.forms.counting import NAMES, quantities
from activities.forms.logging import ActivityForm, initial_of
from activities.models import Activity, Correction, Photo
from activities.snapshots import columns_of


class CorrectionForm(ActivityForm):
    note = forms.CharField(
        label="更正说明", max_length=200, required=False, help_text="为什么更正，可不填；审核单位会看到。"
    )


def corrected_initial(activity: Activity, correction: Correction | None) -> dict[str, Any]:
    """What the form shows: the correction's words, else the activity's own, and no version as long as none began."""
    if correction is None:
        return initial_of(activity) | {"version": None}
    meant = copy.copy(activity)
    for name, value in columns_of(correction.words).items():
        setattr(meant, name, value)
    shown: dict[str, Any] = {"holders": [row["name"] for row in correction.words.get("holders", ())]}
    if "counters" in correction.words:
        shown |= dict.fromkeys(NAMES) | quantities(correction.words["counters"])
    return initial_of(meant) | shown | {"note": correction.note, "version": correction.version}


def photo_choices(data: Mapping[str, str], photos: Sequence[Photo]) -> tuple[dict[str, str], list[str], list[Photo]]:
    """Captions by public id; ids of standing photos to be left out; waiting ones to be deleted at once."""
    names = {photo.public_id: f"caption-{photo.pk}" for photo in photos}
    captions = {key: data[name] for key, name in names.items() if name in data}
    ticked = [photo for photo in photos if f"delete-{photo.pk}" in data]
    removed = [photo.public_id for photo in ticked if photo.correction_id is None]
    return captions, removed, [photo for photo in ticked if photo.correction_id is not None]
