"""Photos of an activity: checked and written anew, kept privately, captioned, ordered, deleted."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities import imaging
from activities.choices import EDITABLE
from activities.imaging import PhotoError, Prepared
from activities.models import Activity, Photo
from activities.photo_files import name_of, names_of, stem_on
from orgs import audit
from orgs.models import User
from orgs.moves import StaleState

CAPTION = 120


def add_all(*, activity: Activity, files: Iterable[File], by: User | None) -> list[str]:
    """Add several photos. One that is refused is named in the sentences returned, and costs the others nothing."""
    refused = []
    for file in files:
        try:
            add(activity=activity, file=file, by=by)
        except PhotoError as error:
            refused.append(f"照片“{_short(file.name)}”没有保存：{error}。")
    return refused


def add(*, activity: Activity, file: File, by: User | None) -> Photo:
    """Add one photo in three sizes, each as JPEG and WebP, without place, camera or any other metadata.

    Raises PhotoError when it is no acceptable picture, there already, or one too many; StaleState when the activity
    cannot be changed now. The picture is made before the transaction begins, so that nobody waits for it.
    """
    _has_room(activity)
    return keep(activity=activity, name=file.name or "", prepared=_prepared(cast(BinaryIO, file)), by=by)


def keep(*, activity: Activity, name: str, prepared: Prepared, by: User | None) -> Photo:
    """Keep a photo that was made ready before. Raises as `add` does."""
    stem = stem_on(timezone.localdate())
    try:
        _store(stem, prepared)
        return _record(activity, name, prepared, stem, by)
    except BaseException:
        discard([stem])  # a file without its row would never be found again
        raise


@transaction.atomic
def arrange(*, activity: Activity, captions: Mapping[int, str], order: Iterable[int] = (), by: User) -> None:
    """Set captions by photo id, and the order when given; ids of other activities' photos are passed over."""
    _lock(activity)
    photos = {photo.pk: photo for photo in activity.photos.all()}
    for pk, caption in captions.items():
        if pk in photos:
            photos[pk].caption = caption.replace("\0", "").strip()[:CAPTION]
    wanted = [pk for pk in order if pk in photos]
    for place, pk in enumerate([*wanted, *(pk for pk in photos if pk not in wanted)]):
        photos[pk].order = place
    Photo.objects.bulk_update(photos.values(), ["caption", "order"])
    audit.record("活动·照片说明和次序", activity, by=by, unit=activity.unit)


@transaction.atomic
def remove(*, photos: Iterable[Photo], activity: Activity, by: User | None) -> int:
    """Delete photos and their files for good; returns how many."""
    _lock(activity)
    gone = [photo for photo in photos if photo.activity_id == activity.pk]
    for photo in gone:
        audit.record("活动·删除照片", activity, by=by, unit=activity.unit, name=photo.original_name)
        photo.delete()
    transaction.on_commit(lambda: discard(photo.stem for photo in gone))
    return len(gone)


def moved(order: list[int], pk: int, steps: int) -> list[int]:
    """The order with one id moved by `steps` places (−1 = one forward); the ends hold."""
    if pk not in order:
        return order
    rest = [other for other in order if other != pk]
    rest.insert(max(0, order.index(pk) + steps), pk)
    return rest


def _prepared(stream: BinaryIO) -> Prepared:
    """The photo in three sizes, within this installation's limits."""
    info = imaging.inspect(stream, max_bytes=settings.PHOTO_MAX_BYTES)
    if info.width * info.height > settings.PHOTO_MAX_PIXELS:
        most = settings.PHOTO_MAX_PIXELS // 10_000
        raise PhotoError(f"图片像素过多（{info.width}×{info.height}），最多{most}万像素，请缩小后再上传")
    return imaging.prepare(stream, max_bytes=settings.PHOTO_MAX_BYTES)


@transaction.atomic
def _record(activity: Activity, name: str, prepared: Prepared, stem: str, by: User | None) -> Photo:
    _lock(activity)
    _has_room(activity)
    last = activity.photos.order_by("-order").values_list("order", flat=True).first()
    large = prepared.renditions["large"]
    try:
        with transaction.atomic():
            photo = Photo.objects.create(
                activity=activity, stem=stem, width=large.width, height=large.height, digest=prepared.digest,
                likeness=prepared.fingerprint, taken_at=prepared.info.taken_at, original_name=name[-150:], added_by=by,
                order=0 if last is None else last + 1,
            )  # fmt: skip
    except IntegrityError:
        raise PhotoError("本活动已有同一张照片，不必重复上传") from None
    audit.record("活动·添加照片", activity, by=by, unit=activity.unit, name=name[-150:])
    return photo


def _lock(activity: Activity) -> None:
    locked = Activity.objects.select_for_update().get(pk=activity.pk)
    if locked.state not in EDITABLE:
        raise StaleState(locked, "修改照片")


def _has_room(activity: Activity) -> None:
    if activity.photos.count() >= settings.PHOTOS_PER_ACTIVITY:
        raise PhotoError(f"每项活动最多{settings.PHOTOS_PER_ACTIVITY}张照片，请先删去不需要的")


def _store(stem: str, prepared: Prepared) -> None:
    for size, rendition in prepared.renditions.items():
        default_storage.save(name_of(stem, size, "jpg"), ContentFile(rendition.jpeg))
        default_storage.save(name_of(stem, size, "webp"), ContentFile(rendition.webp))


def discard(stems: Iterable[str]) -> None:
    """Delete the files of photos whose rows are gone."""
    for name in (name for stem in stems for name in names_of(stem)):
        default_storage.delete(name)


def _short(name: str | None) -> str:
    name = name or "未命名"
    return name if len(name) <= 40 else f"{name[:20]}…{name[-15:]}"
