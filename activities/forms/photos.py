"""What the photo page posts: caption-<id>, delete-<id>, and the button pressed (up, down) with the photo's id."""

from collections.abc import Mapping, Sequence

from activities.models import Photo
from activities.picturing import moved
from orgs.scoping import number

STEPS = {"up": -1, "down": 1}


def arranged(data: Mapping[str, str], photos: Sequence[Photo]) -> tuple[dict[int, str], list[int]]:
    """Captions by photo id (only those posted), and the order of ids after the button's move."""
    captions = {photo.pk: data[f"caption-{photo.pk}"] for photo in photos if f"caption-{photo.pk}" in data}
    order = [photo.pk for photo in photos]
    for name, steps in STEPS.items():
        order = moved(order, number(data.get(name)), steps)
    return captions, order


def ticked(data: Mapping[str, str], photos: Sequence[Photo]) -> list[Photo]:
    return [photo for photo in photos if f"delete-{photo.pk}" in data]
