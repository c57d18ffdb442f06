"""Making an export file and letting it go: who took what, when, stands in the audit trail."""

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Sequence
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from activities.choices import ExportFormat
from activities.models import ExportFile
from campaigns.models import Campaign
from orgs import audit
from orgs.cells import for_csv
from orgs.models import Unit, User
from orgs.workbooks import Sheet, write

LIFE = dt.timedelta(hours=24)
IN_MEMORY = 8 * 1024 * 1024


def export(*, unit: Unit, campaign: Campaign, sheets: Sequence[Sheet], total: int, format: str, by: User) -> ExportFile:
    """Write the sheets as one file that `by` alone may fetch for 24 hours.

    `total` is how many rows the sheets have; more than EXPORT_MAX_ROWS is a ValidationError. Nothing is kept when the
    writing fails half-way.
    """
    if total > settings.EXPORT_MAX_ROWS:
        raise ValidationError(
            f"共{total}行，超过一次导出的上限{settings.EXPORT_MAX_ROWS}行。请由下级单位分别导出，或联系系统管理员。"
        )
    sweep()
    now = timezone.localtime()
    made = ExportFile(unit=unit, campaign=campaign, format=format, user=by, rows=total, expires_at=now + LIFE)
    made.name = f"{unit.short_name}{campaign.year}年质量月{_what(format)}{now:%Y%m%d-%H%M}.{_suffix(format)}"
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        if format == ExportFormat.WORKBOOK:
            footer = f"{campaign}　{now.year}年{now.month}月{now.day}日导出"
            write(file, sheets, header=str(unit), footer=footer)
        else:
            _write_csv(file, sheets[0])
        _keep(made, File(file), by)
    return made


@transaction.atomic
def take(*, export: ExportFile, by: User) -> IO[bytes]:
    """Open the file for its requester, on record."""
    audit.record("导出·下载", export, by=by, unit=export.unit, name=export.name)
    return export.file.open("rb")


def sweep() -> int:
    """Remove files past their 24 hours; returns how many."""
    dead = list(ExportFile.objects.filter(expires_at__lte=timezone.now()))
    for each in dead:
        each.file.storage.delete(str(each.file.name))
        each.delete()
    return len(dead)


@transaction.atomic
def _keep(made: ExportFile, file: File, by: User) -> None:
    file.seek(0)
    made.file.save(f"tables/{timezone.localdate():%Y/%m}/{made.public_id}.{_suffix(made.format)}", file, save=False)
    made.save()
    audit.record("导出·生成", made, by=by, unit=made.unit, rows=made.rows, format=made.format)


def _write_csv(file: IO[bytes], sheet: Sheet) -> None:
    words = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(words)
    writer.writerow(sheet.headings)
    writer.writerows([for_csv(value) for value in row] for row in sheet.rows)
    words.detach()


def _suffix(format: str) -> str:
    return "xlsx" if format == ExportFormat.WORKBOOK else "csv"


def _what(format: str) -> str:
    words = {"activities": "活动明细", "obligations": "报送情况"}
    return words.get(format, "活动与报送情况")
