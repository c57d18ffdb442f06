"""What a worker does with an import: read and preview it; write what was confirmed."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from activities import importing_pictures, importing_preview, importing_writing
from activities.choices import JobState
from activities.exporting import signature
from activities.imaging import PhotoError
from activities.importing_copy import corrected
from activities.importing_result import CHANGED, NEW, WRONG, Planned
from activities.importing_rows import plan
from activities.importing_scope import Ground
from activities.models import WorkbookImport
from activities.rules import REPORTING
from activities.table_pictures import Pictures
from activities.table_reading import Book
from activities.table_reading import read as read_book
from orgs import audit, outbox
from orgs.capping import Refused
from orgs.choices import Channel
from orgs.models import Seat, User

SHOWING = 0.5  # seconds between two writes of how far it is
CHANGED_SINCE = "在您查看预览之后，有关活动又有变化，没有写入任何内容。下面是重新核对的结果，请再看一遍后确认。"


def read(job: WorkbookImport) -> None:
    """Preview the file. Raises Refused when it is no table of activities."""
    with _opened(job) as (book, pictures, ground):
        planned = plan(
            book, ground=ground, pictures=pictures, takes_spans=_takes_spans(job), progress=_telling(job, "核对各行")
        )
        _keep_preview(job, book, planned, pictures, ground)
        _show(job, "", JobState.RUNNING)


def write(job: WorkbookImport) -> None:
    """Write all rows, or none and a new preview when the database no longer agrees with the one confirmed."""
    with _opened(job) as (book, pictures, ground):
        options: dict[str, Any] = {
            "takes_spans": _takes_spans(job),
            "pictures": pictures,
            "progress": lambda done, total: None,
        }
        kept: importing_writing.Kept = {}
        if any(table.pictures for table in book.tables) or pictures.archive:
            first = plan(book, ground=ground, **options)
            if first.digest() == job.digest:
                kept = _kept(first, pictures, job)
        _stage(job, "写入")
        with transaction.atomic():
            job.user = entitled(job)  # anew: reading and the pictures take minutes
            importing_writing.lock_units(ground.own)
            anew = _ground(job)
            planned = plan(book, ground=anew, **options)  # anew: what was read before may have changed
            agrees = planned.digest() == job.digest and not planned.counts()[WRONG]
            if agrees and importing_writing.lock_rows(planned) and _take_over(job, planned):
                importing_writing.write(planned, campaign=job.campaign, by=job.user, source=job.public_id, kept=kept)
                return
        importing_pictures.discard(job)
        _keep_preview(job, book, planned, pictures, anew)
        _show(job, CHANGED_SINCE, JobState.WRITING)


def entitled(job: WorkbookImport) -> User:
    """The person as of now. Raises Refused when they report for the unit no more, or, once confirmed, when the password
    is another than the one it was confirmed under (promise A2)."""
    user = User.objects.filter(pk=job.user_id, is_active=True).first()
    if user is None or job.unit_id not in user.reach.units(*REPORTING):
        raise Refused("您已不再负责该单位的填报，没有写入任何内容。")
    if job.state == JobState.WRITING and job.counts.get("login") != signature(user):
        raise Refused("确认导入之后，您的密码有变动，没有写入任何内容。请重新上传并确认。")
    return user


def tell(job: WorkbookImport, kind: str) -> None:
    """A note in the portal to the person; it is seen by whoever acts from the seat."""
    seats = Seat.objects.acted_by(job.user).filter(unit=job.unit, role__in=REPORTING)[:1]
    if not seats:  # a section's import by somebody of the bureau
        seats = Seat.objects.acted_by(job.user).filter(role__in=REPORTING)[:1]
    stamp = f"{timezone.now():%Y%m%d%H%M%S%f}"
    outbox.post(kind, key=f"{kind}:{job.pk}:{stamp}", seats=seats, about={"import": job.pk}, channels=(Channel.PORTAL,))


@contextlib.contextmanager
def _opened(job: WorkbookImport) -> Iterator[tuple[Book, Pictures, Ground]]:
    _stage(job, "读取文件")
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(job.file.open("rb"))
        archive = stack.enter_context(job.pictures.open("rb")) if job.pictures else None
        book = read_book(file.file, job.file.size, job.name)
        yield book, Pictures(book.package, archive, most=settings.PHOTO_MAX_BYTES), _ground(job)


def _ground(job: WorkbookImport) -> Ground:
    return Ground(user=job.user, unit=job.unit, campaign=job.campaign)


def _kept(planned: Planned, pictures: Pictures, job: WorkbookImport) -> importing_writing.Kept:
    try:
        return importing_pictures.keep(planned, pictures=pictures, job=job, progress=_telling(job, "处理照片"))
    except PhotoError as error:
        raise Refused(f"有照片不能使用：{error}。没有写入任何内容，请更换照片后重新上传。") from error


def _keep_preview(job: WorkbookImport, book: Book, planned: Planned, pictures: Pictures, ground: Ground) -> None:
    """The preview's file, and the corrected copy where something is wrong."""
    importing_preview.keep(job, book, planned, pictures, ground)
    if job.corrected:
        job.corrected.storage.delete(str(job.corrected.name))
        job.corrected = ""
    if job.counts["wrong"]:
        _stage(job, "标注错误")
        job.corrected.save(f"{job.public_id}-corrected.xlsx", ContentFile(corrected(job, book, planned)), save=False)


def _show(job: WorkbookImport, message: str, before: str) -> None:
    """Say that the preview is there."""
    names = ("preview", "corrected", "counts", "digest", "done", "total")
    with transaction.atomic():
        moved = WorkbookImport.objects.filter(pk=job.pk, state=before)
        values = {name: getattr(job, name) for name in names}
        if moved.update(state=JobState.READY, stage="", message=message, claimed_at=None, **values):
            tell(job, "import_ready")


def _take_over(job: WorkbookImport, planned: Planned) -> bool:
    """The import is done, in the transaction that writes its rows; False when somebody else did or ended it."""
    counts = job.counts | planned.counts()
    counts.pop("stems", None)
    rows = WorkbookImport.objects.filter(pk=job.pk, state=JobState.WRITING)
    now = timezone.now()
    if not rows.update(state=JobState.DONE, stage="", counts=counts, finished_at=now, claimed_at=None):
        return False
    figures = {"new": counts[NEW], "changed": counts[CHANGED]}
    audit.record("导入·写入", job, by=job.user, unit=job.unit, roles=REPORTING, **figures)
    job.state = JobState.DONE
    tell(job, "import_done")
    return True


def _takes_spans(job: WorkbookImport) -> bool:
    return bool(job.counts.get("options", {}).get("takes_spans"))


def _stage(job: WorkbookImport, words: str) -> None:
    WorkbookImport.objects.filter(pk=job.pk).update(stage=words, done=0, total=0)


def _silently(done: int, total: int) -> None:
    """Inside the transaction nobody could see how far it is."""


def _telling(job: WorkbookImport, words: str) -> Callable[[int, int], None]:
    """A function that writes down how far it is, now and then."""
    last = [0.0]

    def told(done: int, total: int) -> None:
        if time.monotonic() - last[0] > SHOWING:
            last[0] = time.monotonic()
            WorkbookImport.objects.filter(pk=job.pk).update(stage=words, done=done, total=total)

    return told
