"""Photos for reports that go out as Word and PDF."""

from collections.abc import Iterable

from django.core.files.storage import default_storage

from activities.models import Photo
from activities.photo_files import name_of
from campaigns import report_pictures
from campaigns.report_pictures import Shot


def shots(ids: Iterable[str]) -> dict[str, Shot]:
    """The photos by their public ids, as they are now (hidden faces and all); one query. Those whose file is gone, and
    those that wait in a correction, are left out."""
    found: dict[str, Shot] = {}
    for photo in Photo.objects.standing().filter(public_id__in=list(ids)).select_related("activity"):
        try:
            with default_storage.open(name_of(photo.stem, "medium", "jpg")) as file:
                data = file.read()
        except FileNotFoundError:
            continue
        words = photo.alt or photo.caption or photo.activity.title
        found[photo.public_id] = Shot(data, photo.width, photo.height, words)
    return found


def register_all() -> None:
    report_pictures.register(shots)
