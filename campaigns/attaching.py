"""Files of a report: attached and taken back while nobody has it; each download in the trail."""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from campaigns.discarding import discard
from campaigns.models import Report, ReportFile
from campaigns.reporting import is_open, lock
from orgs import attachments, audit
from orgs.models import User


@transaction.atomic
def attach(*, report: Report, file: File, by: User | None) -> ReportFile:
    """Attach a checked file (see `orgs.attachments`); it is kept privately under a random name."""
    lock(report)
    if not is_open(report):
        raise ValidationError("这份总结已经报送，不能再添加附件。")
    row = keep_file(report=report, file=file, by=by)
    audit.record("总结·添加附件", report, by=by, unit=report.unit, name=row.name)
    return row


def keep_file(*, report: Report, file: File, by: User | None, is_sealed: bool = False) -> ReportFile:
    """The row and the stored file; the caller holds the lock and says in the trail what it is."""
    name = (file.name or "附件")[-150:]
    file = attachments.cleaned(file)
    digest = attachments.digest(file)
    row = ReportFile(report=report, name=name, size=file.size, digest=digest, added_by=by, is_sealed=is_sealed)
    suffix = "." + name.rpartition(".")[2].lower()[:8] if "." in name else ""
    row.file.save(f"reports/{timezone.localdate():%Y/%m}/{row.public_id}{suffix}", file)
    return row


@transaction.atomic
def detach(*, file: ReportFile, by: User) -> None:
    lock(file.report)
    if not is_open(file.report):
        raise ValidationError("这份总结已经报送，不能删除附件。")
    audit.record("总结·删除附件", file.report, by=by, unit=file.report.unit, name=file.name)
    discard(file)


def note_download(*, file: ReportFile, by: User) -> None:
    """Who looked at what stands in the trail."""
    audit.record("总结·下载附件", file.report, by=by, unit=file.report.unit, name=file.name)
