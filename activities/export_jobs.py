"""Making the files that were asked for: claimed by one worker, seen while it goes on, taken again after a kill.

A job asks again, for each piece, who it is for: a right withdrawn, a seat moved, a user disabled or a password changed
ends it (promise A2).
"""

import datetime as dt
import errno
import logging
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from activities.choices import EXPORTING, JobState
from activities.exporting import LIFE, parts_folder, signature
from activities.models import ExportFile
from orgs import audit, outbox
from orgs.choices import Channel
from orgs.models import Seat, User

log = logging.getLogger(__name__)

ABANDONED = dt.timedelta(seconds=60)  # a claim this old without a sign of life belongs to a worker that died
ATTEMPTS = 3
BEAT = 0.5  # seconds between two signs of life
LONG = dt.timedelta(minutes=1)  # who waited longer is told by mail as well

WITHDRAWN = "您的岗位或账号在生成期间有变动，导出已停止。"


class Overtaken(Exception):
    """The job was cancelled, or another worker has it."""


class Withdrawn(Exception):
    """Who asked for it is no longer entitled to it."""


class Job:
    """One claimed export, and what its maker may ask of it."""

    def __init__(self, export: ExportFile, file: IO[bytes]) -> None:
        self.export, self.file = export, file
        self.done, self.stage = 0, ""
        self._last = time.monotonic()

    def user(self) -> User:
        """The requester as of now; Withdrawn when no longer entitled."""
        user = User.objects.filter(pk=self.export.user_id, is_active=True).first()
        if user is None or self.export.unit_id not in user.reach.units(*EXPORTING):
            raise Withdrawn(WITHDRAWN)
        if signature(user) != self.export.options.get("login"):
            raise Withdrawn(WITHDRAWN)
        return user

    def begin(self, stage: str) -> None:
        """What the person sees it is at now. Raises Overtaken."""
        self.stage = stage
        self._beat()

    def wrote(self, number: int = 1) -> None:
        """So many rows or photos more. Raises Overtaken."""
        self.done += number
        if time.monotonic() - self._last >= BEAT:
            self._beat()

    def _beat(self) -> None:
        self._last, now = time.monotonic(), timezone.now()
        if not _mine(self.export).update(claimed_at=now, stage=self.stage, done=self.done):
            raise Overtaken
        self.export.claimed_at = now


def run(make: Callable[[Job], None]) -> int:
    """Make what is waiting; returns how many. Safe to run in several workers at once."""
    number = 0
    while (export := _claim()) is not None:
        _work(export, make)
        number += 1
    return number


def _claim() -> ExportFile | None:
    """The longest waiting one, or one whose worker died; None when there is none, or enough are being made."""
    now = timezone.now()
    left = Q(state=JobState.RUNNING, claimed_at__lt=now - ABANDONED)
    alive = ExportFile.objects.filter(state=JobState.RUNNING).exclude(left)
    if alive.count() >= settings.EXPORTS_AT_ONCE:
        return None
    waiting = ExportFile.objects.filter(Q(state=JobState.WAITING) | left, expires_at__gt=now).order_by("pk")
    for export in waiting.select_related("unit__region", "campaign")[:10]:
        attempts = export.options.get("attempts", 0) + 1
        here = ExportFile.objects.filter(pk=export.pk, state=export.state, claimed_at=export.claimed_at)
        if attempts > ATTEMPTS:
            here.update(state=JobState.FAILED, message="生成程序几次中途停止。请缩小范围后重试，或联系系统管理员。")
            continue
        options = export.options | {"attempts": attempts}
        if here.update(state=JobState.RUNNING, claimed_at=now, options=options, done=0, stage="准备"):
            export.state, export.claimed_at, export.options = JobState.RUNNING, now, options
            return export
    return None


def _work(export: ExportFile, make: Callable[[Job], None]) -> None:
    handle, name = tempfile.mkstemp(suffix=".part", dir=parts_folder())
    try:
        with os.fdopen(handle, "w+b") as file:
            job = Job(export, file)
            make(job)
            job.begin("保存")
        job.user()  # asked once more: the last piece may have taken a while
        _keep(job, Path(name))
    except Overtaken:
        log.info("export %s was cancelled or taken over", export.pk)
    except (Withdrawn, ValidationError) as refused:
        _fail(export, refused.messages[0] if isinstance(refused, ValidationError) else str(refused))
    except SoftTimeLimitExceeded:
        _fail(export, "内容较多，没有在9分钟内完成。请在活动列表中筛选，缩小范围后再导出。")
    except OSError as error:
        log.warning("export %s was not written: %s", export.pk, error)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        _fail(export, "服务器磁盘空间不足，文件没有写完。请联系系统管理员。" if full else "文件没有写成，请稍后重试。")
    except Exception:
        log.exception("export %s failed", export.pk)
        _fail(export, "生成时出错，内容没有受影响。请重试；仍不成功时请联系系统管理员。")
    finally:
        Path(name).unlink(missing_ok=True)


class _Written(File):
    """Tells the storage where the file already lies, so that it is moved and not copied."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def _keep(job: Job, path: Path) -> None:
    """The file first, then the row: a row without its file would be a link to nothing."""
    export = job.export
    suffix = export.name.rpartition(".")[2]
    with path.open("rb") as stream:
        content = _Written(stream, name=str(path))
        stored = export.file.storage.save(f"tables/{timezone.localdate():%Y/%m}/{export.public_id}.{suffix}", content)
    try:
        _record(job, stored)
    except BaseException:
        export.file.storage.delete(stored)
        raise


@transaction.atomic
def _record(job: Job, stored: str) -> None:
    export, now = job.export, timezone.now()
    values = {"state": JobState.DONE, "file": stored, "rows": job.done, "done": job.done, "stage": ""}
    if not _mine(export).update(**values, expires_at=now + LIFE):
        raise Overtaken
    requester = job.user()
    audit.record("导出·生成", export, by=requester, unit=export.unit, rows=job.done, format=export.format)
    channels = (Channel.PORTAL, Channel.MAIL) if now - export.made_at > LONG else (Channel.PORTAL,)
    outbox.post(
        "export_done", key=f"export:{export.public_id}", seats=_seat(export, requester), channels=channels,
        about={"export": export.pk},
    )  # fmt: skip


def _fail(export: ExportFile, sentence: str) -> None:
    with transaction.atomic():
        if _mine(export).update(state=JobState.FAILED, message=sentence, stage=""):
            audit.record("导出·未完成", export, by=None, unit=export.unit, why=sentence)


def _seat(export: ExportFile, user: User) -> list[Seat]:
    """The post from which the person exports for the unit, the own one before one stood in for."""
    covering = Q(unit=export.unit_id) | Q(unit=export.unit.within_id)
    seats = list(Seat.objects.acted_by(user).filter(covering, role__in=EXPORTING).select_related("user", "unit"))
    return sorted(seats, key=lambda seat: (seat.user_id != user.pk, seat.pk))[:1]


def _mine(export: ExportFile):
    """The row as long as this worker has it: each sign of life changes `claimed_at`."""
    return ExportFile.objects.filter(pk=export.pk, state=JobState.RUNNING, claimed_at=export.claimed_at)
