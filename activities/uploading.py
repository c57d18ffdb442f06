"""Files on their way in pieces. What is confirmed lies on the disk; a whole one becomes a photo, exactly once."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db.models import F, Q, Sum
from django.utils import timezone

from activities import picturing, upload_files
from activities.choices import UploadState
from activities.imaging import PhotoError
from activities.models import Activity, Photo, Upload
from orgs.models import User
from orgs.moves import StaleState

LIFE = dt.timedelta(hours=24)
MOST_AT_ONCE = 200  # unfinished files of one person; thirty photos, begun anew a few times
UNFINISHED = (UploadState.OPEN, UploadState.ARRIVED)


class UploadRefused(Exception):
    """The file is not taken; the text says why, `status` is HTTP's word for it."""

    def __init__(self, sentence: str, status: int):
        super().__init__(sentence)
        self.status = status


class OffsetConflict(Exception):
    """The piece does not follow what is there already."""


def begin(
    *, activity: Activity, name: str, size: int, by: User, submission: UUID | None = None, wants_full: bool = False
) -> Upload:
    """Announce a photo of `size` bytes for a draft. Raises UploadRefused."""
    if not activity.is_editable:
        raise UploadRefused(f"这项活动当前状态为“{activity.get_state_display()}”，不能再添加照片。", 409)
    if not size:
        raise UploadRefused("选择的文件是空的，请重新选择。", 400)
    if size > settings.PHOTO_MAX_BYTES:
        raise UploadRefused(f"图片超过{settings.PHOTO_MAX_BYTES // 1024 // 1024}MB，请压缩后再上传。", 413)
    mine = Upload.objects.visible_to(by).filter(state__in=UNFINISHED)
    under_way = mine.aggregate(bytes=Sum("size"))["bytes"] or 0
    if mine.count() >= MOST_AT_ONCE or under_way + size > settings.UPLOADS_MAX_BYTES:
        raise UploadRefused("未传完的文件过多，请先传完或删除；未传完的文件24小时后自动清除。", 429)
    return Upload.objects.create(
        user=by, activity=activity, submission=submission, name=name[-150:], size=size, wants_full=wants_full,
        expires_at=timezone.now() + LIFE,
    )  # fmt: skip


def offset_of(upload: Upload) -> int:
    """How far it is: never more than the disk has, should a disk have lost what it had confirmed."""
    if upload.state != UploadState.OPEN:
        return upload.size
    return min(upload.offset, upload_files.length_of(upload.public_id))


def append(*, upload: Upload, offset: int, pieces: Iterable[bytes]) -> int:
    """Add the pieces in order, each confirmed before the next is waited for; returns the new offset.

    Raises OffsetConflict when `offset` is not where the file ends, or another request has gone on with it meanwhile;
    UploadRefused when there is more than was announced. No transaction: it would be held while a slow line sends.
    """
    _follows(upload, offset)
    for piece in pieces:
        offset = _keep(upload, offset, piece)
    return offset


def settle(*, upload: Upload) -> Upload:
    """Make a photo of a file that is whole. May be called any number of times, by several at once: it becomes one."""
    whole = Q(state=UploadState.OPEN, offset=F("size")) | Q(state=UploadState.ARRIVED)
    if Upload.objects.filter(whole, pk=upload.pk).update(state=UploadState.ARRIVED):
        try:
            photo, refused = _photo_of(upload)
        except FileNotFoundError:  # another request has settled it and put the file away
            photo, refused = None, "文件已不在，请重新上传"
        state = UploadState.KEPT if photo else UploadState.REFUSED
        waiting = Upload.objects.filter(pk=upload.pk, state=UploadState.ARRIVED)
        waiting.update(state=state, photo=photo, message=refused[:200])
        upload_files.remove(upload.public_id)
    upload.refresh_from_db()
    return upload


def cancel(*, upload: Upload) -> None:
    """The sender does not want it any more. A photo it has become stays."""
    upload.delete()
    upload_files.remove(upload.public_id)


def sweep() -> int:
    """Settle what a killed server left whole; remove what was not finished in 24 hours; returns how many went."""
    for upload in Upload.objects.filter(state__in=UNFINISHED, offset=F("size")):
        settle(upload=upload)
    dead = list(Upload.objects.filter(expires_at__lte=timezone.now()))
    for upload in dead:
        cancel(upload=upload)
    lost = upload_files.older_than(LIFE.total_seconds())
    known = set(Upload.objects.filter(public_id__in=lost).values_list("public_id", flat=True))
    for name in set(lost) - known:  # the rows went with their activity
        upload_files.remove(name)
    return len(dead)


def _follows(upload: Upload, offset: int) -> None:
    upload.refresh_from_db()  # Upload.DoesNotExist when it was ended or swept meanwhile
    if upload.state != UploadState.OPEN or offset_of(upload) != offset:
        raise OffsetConflict


def _keep(upload: Upload, offset: int, piece: bytes) -> int:
    if offset + len(piece) > upload.size:
        raise UploadRefused("收到的内容比文件还长，请重新上传。", 413)
    with upload_files.locked(upload.public_id) as file:
        _follows(upload, offset)
        upload_files.put(file, offset, piece)
        # the row follows the disk: a server killed in between knows less than there is, never more
        moved = Upload.objects.filter(pk=upload.pk, state=UploadState.OPEN, offset=upload.offset)
        if not moved.update(offset=offset + len(piece)):
            raise OffsetConflict
    return offset + len(piece)


def _photo_of(upload: Upload) -> tuple[Photo | None, str]:
    """The photo, or why there is none. One that is there already is the same photo, sent twice."""
    activity = upload.activity
    if activity is None:
        return None, "这项活动已删除"
    sender = User.objects.filter(pk=upload.user_id, is_active=True).first()  # anew: rights may have ended on the way
    if sender is None or not sender.has_perm("activities.write_activity", activity):
        return None, "您已不再负责这项活动"
    digest = upload_files.digest_of(upload.public_id)
    known = activity.photos.filter(digest=digest).first()
    if known:
        return known, ""
    try:
        with upload_files.path_of(upload.public_id).open("rb") as file:
            return _add(upload, activity, File(file, name=upload.name)), ""
    except (PhotoError, StaleState) as error:
        known = activity.photos.filter(digest=digest).first()
        return known, "" if known else str(error)


def _add(upload: Upload, activity: Activity, file: File) -> Photo:
    """The one place where a file becomes a picture."""
    return picturing.add(activity=activity, file=file, by=upload.user, keep_full=upload.wants_full)
