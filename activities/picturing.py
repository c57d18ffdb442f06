"""Photos of an activity: checked and written anew, kept privately, described, ordered, deleted."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities import imaging
from activities.choices import EDITABLE, Correcting, State
from activities.imaging import PhotoError, Prepared
from activities.models import Activity, Correction, Photo
from activities.photo_files import name_of, names_of, stem_on
from orgs import audit
from orgs.models import User
from orgs.moves import StaleState

LONGEST = {"caption": 120, "credit": 60, "alt": 200}  # the words beside a photo, and how long they may be


def add_all(
    *,
    activity: Activity,
    files: Iterable[File],
    by: User | None,
    keep_full: bool = False,
    correction: Correction | None = None,
) -> list[str]:
    """Add several photos. One that is refused is named in the sentences returned, and costs the others nothing.

    With a `correction` they wait in it, seen by nobody but its readers, until it is accepted.
    """
    refused = []
    for file in files:
        try:
            add(activity=activity, file=file, by=by, keep_full=keep_full, correction=correction)
        except PhotoError as error:
            refused.append(f"照片“{short(file.name)}”没有保存：{error}。")
    return refused


def add(
    *,
    activity: Activity,
    file: File,
    by: User | None,
    keep_full: bool = False,
    correction: Correction | None = None,
) -> Photo:
    """Add one photo in three sizes, each as JPEG and WebP, without place, camera or any other metadata.

    With `keep_full` also as large as it came, as JPEG, for people inside to take away.
    Raises PhotoError when it is no acceptable picture, there already, or one too many; StaleState when the activity
    cannot be changed now. The picture is made before the transaction begins, so that nobody waits for it.
    """
    _has_room(activity)
    prepared = made_ready(cast(BinaryIO, file), keep_full=keep_full)
    return keep(activity=activity, name=file.name or "", prepared=prepared, by=by, correction=correction)


def keep(
    *, activity: Activity, name: str, prepared: Prepared, by: User | None, correction: Correction | None = None
) -> Photo:
    """Keep a photo that was made ready before. Raises as `add` does."""
    with stored(prepared) as stem:
        return _record(activity, name, prepared, stem, by, correction=correction)


@contextmanager
def stored(prepared: Prepared) -> Iterator[str]:
    """Write the files under a fresh stem; they go again when what follows fails: without a row none finds them."""
    stem = stem_on(timezone.localdate())
    try:
        for size, rendition in prepared.renditions.items():
            default_storage.save(name_of(stem, size, "jpg"), ContentFile(rendition.jpeg))
            if rendition.webp:
                default_storage.save(name_of(stem, size, "webp"), ContentFile(rendition.webp))
        yield stem
    except BaseException:
        discard([stem])
        raise


@transaction.atomic
def arrange(
    *,
    activity: Activity,
    by: User | None,
    captions: Mapping[int, str] | None = None,
    credits: Mapping[int, str] | None = None,
    alts: Mapping[int, str] | None = None,
    order: Iterable[int] = (),
    cover: int | None = None,
) -> None:
    """Set the words by photo id, the order when given, and the cover (0 for none) when given.

    Ids of other activities' photos, and of those that wait in a correction, are passed over.
    """
    lock(activity)
    photos = {photo.pk: photo for photo in activity.photos.standing()}
    for field, words in (("caption", captions), ("credit", credits), ("alt", alts)):
        for pk, text in (words or {}).items():
            if pk in photos:
                setattr(photos[pk], field, " ".join(text.replace("\0", "").split())[: LONGEST[field]])
    wanted = [pk for pk in order if pk in photos]
    for place, pk in enumerate([*wanted, *(pk for pk in photos if pk not in wanted)]):
        photos[pk].order = place
    Photo.objects.bulk_update(photos.values(), [*LONGEST, "order"])
    if cover is not None and (cover in photos or not cover):
        activity.photos.filter(is_cover=True).exclude(pk=cover).update(is_cover=False)
        activity.photos.filter(pk=cover).update(is_cover=True)
    audit.record("活动·照片说明和次序", activity, by=by, unit=activity.unit)


@transaction.atomic
def remove(
    *, photos: Iterable[Photo], activity: Activity, by: User | None, correction: Correction | None = None
) -> int:
    """Delete photos and their files for good; returns how many. With a `correction` only those that wait in it."""
    lock(activity, correction)
    where = (activity.pk, correction and correction.pk)
    gone = [photo for photo in photos if (photo.activity_id, photo.correction_id) == where]
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


def made_ready(stream: BinaryIO, *, keep_full: bool) -> Prepared:
    """The photo in its sizes, within this installation's limits. Raises PhotoError."""
    most, pixels = settings.PHOTO_MAX_BYTES, settings.PHOTO_MAX_PIXELS
    return imaging.prepare(stream, keep_full=keep_full, max_bytes=most, max_pixels=pixels)


@transaction.atomic
def _record(
    activity: Activity, name: str, prepared: Prepared, stem: str, by: User | None, *, correction: Correction | None
) -> Photo:
    lock(activity, correction)
    _has_room(activity)
    last = activity.photos.order_by("-order").values_list("order", flat=True).first()
    large = prepared.renditions["large"]
    try:
        with transaction.atomic():
            photo = Photo.objects.create(
                activity=activity, stem=stem, width=large.width, height=large.height, digest=prepared.digest,
                likeness=prepared.fingerprint, taken_at=prepared.info.taken_at, original_name=name[-150:], added_by=by,
                order=0 if last is None else last + 1, correction=correction,
                has_full=imaging.FULL in prepared.renditions,
            )  # fmt: skip
    except IntegrityError:
        raise PhotoError("本活动已有同一张照片，不必重复上传") from None
    audit.record("活动·添加照片", activity, by=by, unit=activity.unit, name=name[-150:])
    return photo


def lock(activity: Activity, correction: Correction | None = None) -> None:
    """Hold the activity's row until the transaction ends. Raises as `ask`."""
    _changeable(Activity.objects.select_for_update().get(pk=activity.pk), correction)


def ask(activity: Activity, correction: Correction | None = None) -> None:
    """Whether its photos, or those that wait in a correction, may be changed now. Raises StaleState."""
    _changeable(Activity.objects.get(pk=activity.pk), correction)


def _changeable(activity: Activity, correction: Correction | None) -> None:
    if activity.state not in ((State.ACCEPTED,) if correction else EDITABLE):
        raise StaleState(activity, "修改照片")
    if (
        correction
        and not Correction.objects.filter(pk=correction.pk, state__in=(Correcting.DRAFT, Correcting.RETURNED)).exists()
    ):
        correction.refresh_from_db()
        raise StaleState(correction, "修改照片")


def _has_room(activity: Activity) -> None:
    if Photo.objects.filter(activity=activity).count() >= settings.PHOTOS_PER_ACTIVITY:
        raise PhotoError(f"每项活动最多{settings.PHOTOS_PER_ACTIVITY}张照片，请先删去不需要的")


def discard(stems: Iterable[str]) -> None:
    """Delete the files of photos whose rows are gone."""
    for name in (name for stem in stems for name in names_of(stem)):
        default_storage.delete(name)


def short(name: str | None) -> str:
    """A file's name as a sentence can hold it."""
    name = name or "未命名"
    return name if len(name) <= 40 else f"{name[:20]}…{name[-15:]}"
