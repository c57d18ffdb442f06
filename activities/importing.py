"""Importing a workbook of activities: received, read and previewed by a worker, confirmed, written — all rows or none.

WAITING → RUNNING → READY → (confirmed) WRITING → DONE. A claim older than ABANDONED belongs to a worker that died; the
next tick takes its row again. The writing transaction decides on every row anew: when that differs from the preview,
nothing is written and the new preview waits for another confirmation.
"""

import datetime as dt
import logging
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from activities import importing_job, importing_pictures
from activities.choices import JobState
from activities.exporting import signature
from activities.importing_result import WRONG
from activities.models import WorkbookImport
from activities.rules import REPORTING
from activities.table_pictures import check_archive
from campaigns.models import Campaign
from orgs import audit
from orgs.capping import WITH_PICTURES, Refused, check_bytes
from orgs.doorbell import ring
from orgs.models import Unit, User
from orgs.moves import StaleState

log = logging.getLogger(__name__)
WORK = "activities.tasks.work_imports"
LIFE = dt.timedelta(days=3)
ABANDONED = dt.timedelta(minutes=11)  # above a task's own time limit
ATTEMPTS = 3
MOST_OPEN = 10  # imports of one person that wait or are looked at
OPEN = (JobState.WAITING, JobState.RUNNING, JobState.READY, JobState.WRITING)
BROKEN = "读取或写入时出现意外问题，没有写入任何内容。请稍后重新上传；仍不成功的，请把文件交给系统管理员。"


def receive(*, unit: Unit, campaign: Campaign, file: File, pictures: File | None, by: User) -> WorkbookImport:
    """Keep an uploaded workbook (and a ZIP of pictures) until a worker reads it. Raises ValidationError by field."""
    name = (file.name or "").rpartition("/")[2][-150:]
    suffix = name.lower().rpartition(".")[2]
    if suffix not in ("xlsx", "csv"):
        raise ValidationError({"file": "只能读取.xlsx和.csv文件。请用Excel或WPS另存为“Excel工作簿（.xlsx）”后再上传。"})
    try:
        check_bytes(file.size) if suffix == "csv" else _check_size(file.size)
    except Refused as error:
        raise ValidationError({"file": str(error)}) from None
    if pictures is not None:
        try:
            check_archive(pictures, pictures.size)
        except Refused as error:
            raise ValidationError({"pictures": str(error)}) from None
    if WorkbookImport.objects.filter(user=by, state__in=OPEN).count() >= MOST_OPEN:
        raise ValidationError(f"您有{MOST_OPEN}份导入还没有办完，请先确认或取消。")
    job = WorkbookImport(unit=unit, campaign=campaign, user=by, name=name, expires_at=timezone.now() + LIFE)
    return _keep(job, file, pictures, suffix)


@transaction.atomic
def _keep(job: WorkbookImport, file: File, pictures: File | None, suffix: str) -> WorkbookImport:
    job.file.save(f"{job.public_id}.{suffix}", file, save=False)
    if pictures is not None:
        pictures.seek(0)
        job.pictures.save(f"{job.public_id}.zip", pictures, save=False)
    job.save()
    audit.record("导入·上传", job, by=job.user, unit=job.unit, roles=REPORTING, name=job.name)
    ring(WORK)
    return job


@transaction.atomic
def choose(*, job: WorkbookImport, options: Mapping[str, bool], by: User) -> None:
    """Read it again with other options (takes_spans: vague times count as what they span). Raises StaleState."""
    counts = {"options": dict(options)}
    _move(job, JobState.READY, JobState.WAITING, "重新核对", counts=counts, claimed_at=None, message="")
    ring(WORK)


@transaction.atomic
def confirm(*, job: WorkbookImport, digest: str, by: User) -> None:
    """Have the previewed rows written. Raises StaleState when it is not the preview that stands (any more), and
    ValidationError while rows are wrong: all are written or none."""
    if job.counts.get(WRONG):
        raise ValidationError("还有错误的行，改正并重新上传后才能导入。")
    fresh = {"claimed_at": None, "stage": "排队写入", "message": "", "counts": job.counts | {"login": signature(by)}}
    _move(job, JobState.READY, JobState.WRITING, "确认导入", shown=digest, **fresh)
    audit.record("导入·确认", job, by=by, unit=job.unit, roles=REPORTING)
    ring(WORK)


@transaction.atomic
def cancel(*, job: WorkbookImport, by: User) -> None:
    """Nothing is written, the files are removed. Raises StaleState once it is being written."""
    moved = WorkbookImport.objects.filter(pk=job.pk, state__in=(JobState.WAITING, JobState.RUNNING, JobState.READY))
    if not moved.update(state=JobState.CANCELLED, finished_at=timezone.now()):
        raise StaleState(job, "取消")
    audit.record("导入·取消", job, by=by, unit=job.unit, roles=REPORTING)
    transaction.on_commit(lambda: _forget(job))


def work() -> int:
    """Do what waits: read, or write what was confirmed; returns how many were taken. Safe in several workers."""
    now = timezone.now()
    dead = WorkbookImport.objects.filter(claimed_at__lt=now - ABANDONED)
    dead.filter(state=JobState.RUNNING).update(state=JobState.WAITING, claimed_at=None)
    dead.filter(state=JobState.WRITING).update(claimed_at=None)
    waiting = WorkbookImport.objects.filter(state__in=(JobState.WAITING, JobState.WRITING), claimed_at=None)
    taken = 0
    for pk, state in list(waiting.order_by("pk").values_list("pk", "state")):
        claim = WorkbookImport.objects.filter(pk=pk, state=state, claimed_at=None)
        running = JobState.RUNNING if state == JobState.WAITING else state
        if claim.update(claimed_at=timezone.now(), state=running):
            taken += 1
            _do(WorkbookImport.objects.select_related("user", "unit__region", "campaign").get(pk=pk))
    return taken


def sweep() -> int:
    """Remove imports past their time with their files; returns how many."""
    dead = list(WorkbookImport.objects.filter(expires_at__lte=timezone.now()).exclude(state=JobState.WRITING))
    for job in dead:
        _forget(job)
        job.delete()
    return len(dead)


def _do(job: WorkbookImport) -> None:
    attempts = job.counts.get("attempts", 0) + 1
    job.counts = job.counts | {"attempts": attempts}
    WorkbookImport.objects.filter(pk=job.pk).update(counts=job.counts)
    try:
        _check(job, attempts)
        importing_job.write(job) if job.state == JobState.WRITING else importing_job.read(job)
    except Refused as error:
        _fail(job, str(error))
    except Exception:
        log.exception("import %s failed", job.pk)
        _fail(job, BROKEN)


def _check(job: WorkbookImport, attempts: int) -> None:
    """Asked again whenever a worker takes it up: rights end, and what kills its worker must not do so for ever."""
    if attempts > ATTEMPTS:
        raise Refused(BROKEN)
    importing_job.entitled(job)


def _fail(job: WorkbookImport, message: str) -> None:
    moved = WorkbookImport.objects.filter(pk=job.pk, state__in=(JobState.RUNNING, JobState.WRITING))
    if moved.update(state=JobState.FAILED, message=message, finished_at=timezone.now(), claimed_at=None):
        importing_pictures.discard(job)
        importing_job.tell(job, "import_failed")


def _check_size(size: int) -> None:
    if size > WITH_PICTURES:
        raise Refused(f"文件超过{WITH_PICTURES // 1024 // 1024}MB，请分成几份，或把照片放进压缩包另行上传。")


def _move(job: WorkbookImport, before: str, after: str, act: str, shown: str | None = None, **changes) -> None:
    rows = WorkbookImport.objects.filter(pk=job.pk, state=before)
    if shown is not None:
        rows = rows.filter(digest=shown)
    if not rows.update(state=after, **changes):
        job.refresh_from_db()
        raise StaleState(job, act)


def _forget(job: WorkbookImport) -> None:
    """Remove the files; pictures too, unless activities show them."""
    job.refresh_from_db()
    for file in (job.file, job.pictures, job.preview, job.corrected):
        if file:
            file.storage.delete(str(file.name))
    if job.state != JobState.DONE:
        importing_pictures.discard(job)
