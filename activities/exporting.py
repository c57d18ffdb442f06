"""Asking for an export, letting its file go, cancelling it; who took what, when, stands in the audit trail.

The file is made by a job (`export_jobs.py`); the row here is the job.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from activities.choices import ExportFormat, JobState
from activities.models import ExportFile
from activities.models.export import export_storage
from campaigns.models import Campaign
from orgs import audit
from orgs.doorbell import ring
from orgs.filenames import safe
from orgs.models import Message, Unit, User
from orgs.moves import StaleState

MAKE = "activities.tasks.make_exports"
LIFE = dt.timedelta(hours=24)
AT_WORK = (JobState.WAITING, JobState.RUNNING)
MOST_WAITING = 5  # of one person
PICTURES_MOST = {ExportFormat.PICTURES: 10_000, ExportFormat.BRIEF: 200}  # photos in one file
WHOLE = (ExportFormat.OBLIGATIONS, ExportFormat.BOOK, ExportFormat.FLAT)  # of a unit's all, never of a list
SUFFIX = dict.fromkeys((ExportFormat.WORKBOOK, ExportFormat.BOOK, ExportFormat.FLAT), "xlsx") | {
    ExportFormat.PICTURES: "zip",
    ExportFormat.BRIEF: "docx",
}
WHAT = {
    ExportFormat.BOOK: "汇总工作簿",
    ExportFormat.FLAT: "数据平面表",
    ExportFormat.ACTIVITIES: "活动明细",
    ExportFormat.OBLIGATIONS: "报送情况",
    ExportFormat.PICTURES: "活动照片",
    ExportFormat.BRIEF: "活动照片简报",
}


@transaction.atomic
def ask(
    *,
    unit: Unit,
    campaign: Campaign,
    format: str,
    total: int,
    by: User,
    query: str = "",
    options: Mapping | None = None,
) -> ExportFile:
    """Put an export in the queue; the same one asked for again while it waits is the one that waits.

    `total` is how many rows (or photos) it has now. ValidationError when there are too many, none to show, or the
    person has five waiting already.
    """
    _check(format, total)
    asked = {"unit": unit, "campaign": campaign, "format": format, "query": query}
    waiting = _waiting(by)
    chosen = dict(options or {})
    for each in waiting:
        if all(getattr(each, name) == value for name, value in asked.items()) and _chosen(each) == chosen:
            return each
    _check_room(waiting)
    now = timezone.localtime()
    made = ExportFile.objects.create(
        **asked, user=by, rows=total, state=JobState.WAITING, expires_at=now + LIFE,
        options=chosen | {"login": signature(by)}, name=_name(unit, campaign, format, query, now),
    )  # fmt: skip
    audit.record("导出·申请", made, by=by, unit=unit, format=format, query=query, rows=total)
    ring(MAKE)
    return made


@transaction.atomic
def cancel(*, export: ExportFile, by: User) -> None:
    """End the job; whoever is making it notices with the next piece. StaleState when it is over already."""
    if not ExportFile.objects.filter(pk=export.pk, state__in=AT_WORK).update(state=JobState.CANCELLED, message=""):
        raise StaleState(export, "取消")
    audit.record("导出·取消", export, by=by, unit=export.unit, name=export.name)


@transaction.atomic
def again(*, export: ExportFile, by: User) -> None:
    """Put one that failed or was cancelled back into the queue. StaleState when somebody did already, ValidationError
    when the person has five waiting."""
    waiting = _waiting(by)
    if export.pk not in {each.pk for each in waiting}:
        _check_room(waiting)
    over = ExportFile.objects.filter(pk=export.pk, state__in=(JobState.FAILED, JobState.CANCELLED))
    options = _chosen(export) | {"login": signature(by)}
    fresh = {"state": JobState.WAITING, "stage": "", "done": 0, "message": "", "claimed_at": None, "options": options}
    if not over.update(**fresh, expires_at=timezone.now() + LIFE):
        raise StaleState(export, "重新生成")
    audit.record("导出·重新生成", export, by=by, unit=export.unit, name=export.name)
    ring(MAKE)


@transaction.atomic
def take(*, export: ExportFile, by: User) -> IO[bytes]:
    """Open the file for its requester, on record; who fetches it has no need of the message that it is there."""
    Message.objects.filter(key__startswith=f"export:{export.public_id}:", read_at=None).update(read_at=timezone.now())
    audit.record("导出·下载", export, by=by, unit=export.unit, name=export.name)
    return export.file.open("rb")


def sweep() -> int:
    """Remove files past their 24 hours, and what killed workers left; returns how many files."""
    now = timezone.now()
    dead = list(ExportFile.objects.filter(expires_at__lte=now))
    for each in dead:
        if each.file:
            each.file.storage.delete(str(each.file.name))
        each.delete()
    for part in parts_folder().glob("*.part"):
        if part.stat().st_mtime < (now - LIFE).timestamp():
            part.unlink(missing_ok=True)
    return len(dead)


def parts_folder() -> Path:
    """Where files stand while they are written: on the disk of the finished ones, so that finishing is a rename."""
    return Path(export_storage().location)


def signature(user: User) -> str:
    """Changes with the password: what was asked for under the old one is not made any more (promise A2)."""
    return salted_hmac("activities.exporting", user.password).hexdigest()[:20]


def _chosen(export: ExportFile) -> dict:
    return {name: value for name, value in export.options.items() if name not in ("login", "attempts")}


def _waiting(by: User) -> list[ExportFile]:
    """The person's exports at work; counted one request at a time, or two would both find the last place free."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    return list(ExportFile.objects.filter(user=by, state__in=AT_WORK, expires_at__gt=timezone.now()))


def _check_room(waiting: list[ExportFile]) -> None:
    if len(waiting) >= MOST_WAITING:
        raise ValidationError(f"您已有{len(waiting)}个导出正在生成，请等其中一个完成，或先取消不需要的。")


def _check(format: str, total: int) -> None:
    most = PICTURES_MOST.get(ExportFormat(format))
    if most is None and total > settings.EXPORT_MAX_ROWS:
        raise ValidationError(
            f"共{total}行，超过一次导出的上限{settings.EXPORT_MAX_ROWS}行。请由下级单位分别导出，或联系系统管理员。"
        )
    if most is not None and not total:
        raise ValidationError("所选范围内没有可以导出的照片。请改选范围，或先在活动中上传照片。")
    if most is not None and total > most:
        raise ValidationError(f"共{total}张照片，超过一次导出的上限{most}张。请在活动列表中筛选后再导出。")


def _name(unit: Unit, campaign: Campaign, format: str, query: str, now: dt.datetime) -> str:
    what = WHAT.get(ExportFormat(format), "活动" if query else "活动与报送情况")
    suffix = SUFFIX.get(ExportFormat(format), "csv")
    listed = "（筛选）" if query else ""
    return f"{safe(unit.short_name)}{campaign.year}年质量月{what}{listed}{now:%Y%m%d-%H%M}.{suffix}"
