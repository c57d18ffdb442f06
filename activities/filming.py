"""Videos of an activity, where the installation takes them: told by content, kept privately, without their place."""

import hashlib
import io
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities import ffmpeg, films, imaging
from activities.films import NoFilm
from activities.imaging import PhotoError
from activities.models import Activity, Video
from activities.picturing import ask, discard, lock, short, stored
from orgs import audit
from orgs.ids import public_id
from orgs.models import User

MOST = 5  # of one activity
_PLACE = (
    "视频文件中可能带有拍摄位置，本系统现在无法自动去除。请在手机上关闭位置信息后重新导出，或用剪辑软件另存一份再上传"
)


class FilmError(PhotoError):
    """A video that is refused; its text is a Chinese sentence for the person who chose it."""


def add_all(*, activity: Activity, files: Iterable[File], by: User | None) -> list[str]:
    """Add videos; one that is refused is named in the sentences returned."""
    refused = []
    for file in files:
        try:
            add(activity=activity, file=file, by=by)
        except FilmError as error:
            refused.append(f"视频“{short(file.name)}”没有保存：{error}。")
    return refused


def add(*, activity: Activity, file: File, by: User | None) -> Video:
    """Keep one video, written anew without notes where ffmpeg is there, else as it came if it does not tell its place.

    Raises FilmError when it is no acceptable video, there already, or one too many; StaleState when the activity cannot
    be changed now.
    """
    ask(activity)
    _check_size(activity, file)
    with tempfile.TemporaryDirectory(prefix="film-") as folder:
        source, digest = _copied(file, Path(folder))
        with source.open("rb") as copy:
            kind = _kind(copy)
        ready = _cleaned(source, kind)
        name, size = (file.name or "")[-150:], ready.stat().st_size
        video = Video(activity=activity, media_type=kind, digest=digest, original_name=name, size=size, added_by=by)
        return _keep(video, ready, by)


@transaction.atomic
def remove(*, videos: Iterable[Video], activity: Activity, by: User) -> int:
    """Delete videos and their files for good; returns how many."""
    lock(activity)
    gone = [video for video in videos if video.activity_id == activity.pk]
    for video in gone:
        audit.record("活动·删除视频", activity, by=by, unit=activity.unit, name=video.original_name)
        video.delete()
    transaction.on_commit(lambda: throw_away(gone), robust=True)
    return len(gone)


def throw_away(videos: Iterable[Video]) -> None:
    """Delete the files of videos whose rows are gone."""
    for video in videos:
        default_storage.delete(str(video.file.name))
        discard([video.poster_stem] if video.poster_stem else [])


def _check_size(activity: Activity, file: File) -> None:
    most = settings.VIDEO_MAX_BYTES
    if not most:
        raise FilmError("本系统没有开通视频上传")
    if not file.size:
        raise FilmError(f"选择的文件是空的，{films.ACCEPTED}")
    if file.size > most:
        raise FilmError(f"视频超过{most // 1024 // 1024}MB，请压缩或截短后再上传")
    if activity.videos.count() >= MOST:
        raise FilmError(f"每项活动最多{MOST}段视频，请先删去不需要的")


def _copied(file: File, folder: Path) -> tuple[Path, str]:
    """A copy on this machine's disk, whatever the storage, and the original's SHA-256."""
    target, digest = folder / "in", hashlib.sha256()
    with target.open("wb") as copy:
        for piece in file.chunks():
            digest.update(piece)
            copy.write(piece)
    return target, digest.hexdigest()


def _kind(copy: BinaryIO) -> str:
    try:
        return films.media_type(copy)
    except NoFilm as error:
        raise FilmError(str(error)) from None


def _cleaned(source: Path, kind: str) -> Path:
    """The file without its notes."""
    target = source.with_name("out")
    try:
        with source.open("r+b") as copy:
            films.blank_notes(copy, kind)
        if ffmpeg.is_here():
            if not ffmpeg.without_notes(source, target, kind):
                raise FilmError(films.DAMAGED)
            source = target
        with source.open("rb") as copy:
            if films.tells_place(copy, kind):
                raise FilmError(_PLACE)
    except NoFilm as error:
        raise FilmError(str(error)) from None
    return source


def _keep(video: Video, source: Path, by: User | None) -> Video:
    kind = video.media_type
    poster = _poster(source, kind)
    video.file = target = f"films/{timezone.localdate():%Y/%m}/{public_id()}.{films.EXTENSIONS[kind]}"
    try:
        with source.open("rb") as copy:
            video.seconds = films.seconds(copy, kind)
            default_storage.save(target, File(copy))
        if poster is None:
            return _record(video, by)
        with stored(poster) as video.poster_stem:
            return _record(video, by)
    except BaseException:
        default_storage.delete(target)  # a file without its row would never be found again
        raise


def _poster(source: Path, kind: str) -> imaging.Prepared | None:
    found = ffmpeg.frame(source, kind)
    try:
        return imaging.prepare(io.BytesIO(found)) if found else None
    except PhotoError:
        return None


@transaction.atomic
def _record(video: Video, by: User | None) -> Video:
    activity = video.activity
    lock(activity)
    if activity.videos.count() >= MOST:
        raise FilmError(f"每项活动最多{MOST}段视频，请先删去不需要的")
    video.order = activity.videos.count()
    try:
        with transaction.atomic():
            video.save()
    except IntegrityError:
        raise FilmError("本活动已有同一段视频，不必重复上传") from None
    audit.record("活动·添加视频", activity, by=by, unit=activity.unit, name=video.original_name)
    return video
