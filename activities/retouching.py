"""A photo is turned, cut, covered in parts or replaced: it is written anew under another name, the old files go."""

from typing import BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F

from activities import imaging
from activities.imaging import PhotoError, Prepared
from activities.models import Correction, Photo
from activities.photo_files import FULL, name_of
from activities.picturing import ask, discard, lock, made_ready, stored
from activities.retouch import Retouch
from orgs import audit
from orgs.ids import public_id
from orgs.models import User

GONE = "照片文件已不在，请用“换一张”重新上传"
SAME = "本活动已有同一张照片，不必重复上传"


class PhotoChanged(Exception):
    """Somebody else changed the photo since the person opened it; nothing was written."""

    def __init__(self) -> None:
        super().__init__("在您处理期间，其他人已修改了这张照片，您的修改没有保存。下面是现在的照片，请看过再处理。")


def retouch(*, photo: Photo, how: Retouch, seen: int, by: User) -> Photo:
    """Do `how` to the photo for good. `seen` is the number of edits the person saw.

    Raises PhotoChanged, StaleState when the photo cannot be changed now, RetouchError, PhotoError.
    """
    ask(photo.activity, photo.correction)  # before the work, and once more after it
    try:
        with default_storage.open(name_of(photo.stem, FULL if photo.has_full else "large", "jpg")) as file:
            prepared = imaging.rewrite(cast(BinaryIO, file), how, keep_full=photo.has_full)
    except FileNotFoundError:
        raise PhotoError(GONE) from None
    said = "、".join(word for word, done in (("遮挡", how.hidden), ("裁剪", how.cut), ("旋转", how.turn)) if done)
    return _exchange(photo, prepared, seen=seen, by=by, act="活动·处理照片", note=f"{photo.original_name}（{said}）")


def replace(*, photo: Photo, file: File, seen: int, by: User, keep_full: bool = False) -> Photo:
    """Put another picture in the photo's place; words, order and cover stay. Raises as `retouch`."""
    ask(photo.activity, photo.correction)
    prepared = made_ready(cast(BinaryIO, file), keep_full=keep_full)
    name = (file.name or "")[-150:]
    return _exchange(photo, prepared, seen=seen, by=by, act="活动·替换照片", note=name, original_name=name,
                     taken_at=prepared.info.taken_at)  # fmt: skip


def _exchange(photo: Photo, prepared: Prepared, *, seen: int, by: User, act: str, note: str, **more) -> Photo:
    """New files under a new stem and a new public address, so that no cache answers with what was covered."""
    large = prepared.renditions["large"]
    with stored(prepared) as stem, transaction.atomic():
        lock(photo.activity, photo.correction)
        old, address = photo.public_id, public_id()
        values = {
            "stem": stem, "public_id": address, "digest": prepared.digest, "likeness": prepared.fingerprint,
            "width": large.width, "height": large.height, "has_full": FULL in prepared.renditions, **more,
        }  # fmt: skip
        try:
            with transaction.atomic():
                changed = Photo.objects.filter(pk=photo.pk, edits=seen, stem=photo.stem)
                done = changed.update(edits=F("edits") + 1, **values)
        except IntegrityError:
            raise PhotoError(SAME) from None
        if not done:
            raise PhotoChanged
        if photo.correction is not None:
            _rename(photo.correction, old, address)
        audit.record(act, photo.activity, by=by, unit=photo.activity.unit, name=note)
        stem_before = photo.stem
        # robust: an error here would make `stored` take the new files away too
        transaction.on_commit(lambda: discard([stem_before]), robust=True)
    photo.refresh_from_db()
    return photo


def _rename(correction: Correction, old: str, new: str) -> None:
    """A correction keeps its photos' captions by their addresses."""
    now = Correction.objects.select_for_update().get(pk=correction.pk)
    captions = now.words.get("captions", {})
    if old in captions:
        words = now.words | {"captions": {new if key == old else key: text for key, text in captions.items()}}
        Correction.objects.filter(pk=now.pk).update(words=words)
