"""What the photo page posts: words and ticks by photo id, and the button pressed (up, down) with the photo's id."""

from collections.abc import Mapping, Sequence
from typing import Any

from activities.models import Photo, Video
from activities.picturing import moved
from orgs.scoping import number

STEPS = {"up": -1, "down": 1}


def arranged(data: Mapping[str, str], photos: Sequence[Photo]) -> dict[str, Any]:
    """What `picturing.arrange` takes: words of the photos that were posted, the cover, the order after the move."""
    dragged = [number(pk) for pk in data.get("order", "").split(",")[: len(photos)]]
    known = [photo.pk for photo in photos]
    order = [pk for pk in dict.fromkeys(dragged) if pk in known]
    order += [pk for pk in known if pk not in order]
    for name, steps in STEPS.items():
        order = moved(order, number(data.get(name)), steps)
    words = {f"{name}s": _posted(data, name, photos) for name in ("caption", "credit", "alt")}
    return {**words, "order": order, "cover": number(data.get("cover"), None)}


def ticked(data: Mapping[str, str], photos: Sequence[Photo]) -> list[Photo]:
    return [photo for photo in photos if f"delete-{photo.pk}" in data]


def ticked_films(data: Mapping[str, str], films: Sequence[Video]) -> list[Video]:
    return [film for film in films if f"delete-film-{film.pk}" in data]


def _posted(data: Mapping[str, str], name: str, photos: Sequence[Photo]) -> dict[int, str]:
    return {photo.pk: data[f"{name}-{photo.pk}"] for photo in photos if f"{name}-{photo.pk}" in data}
