"""What each format of an export is made of. Called by the job with what it may ask of it."""

import csv
import io
from collections.abc import Callable, Mapping
from functools import partial
from typing import IO

from django.utils import timezone

from activities import briefing, zipping
from activities.choices import ExportFormat
from activities.export_jobs import Job
from activities.models import ExportFile
from activities.resources.book import book, flat
from activities.resources.cases import case_sheet
from activities.resources.pictures import photo_sheet, shots
from activities.resources.scope import Scope
from activities.resources.sheets import activity_sheet, obligation_sheet
from activities.resources.summary import summary_sheet
from orgs.cells import for_csv
from orgs.models import User
from orgs.workbooks import Sheet, single_rows, write


def scope_of(export: ExportFile) -> Scope:
    return Scope(export.unit, export.campaign, export.query)


def size(scope: Scope, format: str, user: User) -> int:
    """How many rows, or pictures, the export has now."""
    activities = scope.activities(user).order_by()
    photos = scope.photos(user).filter(activity__in=activities.values("pk"))
    if format in (ExportFormat.PICTURES, ExportFormat.BRIEF):
        return photos.count()
    if format == ExportFormat.ACTIVITIES:
        return activities.count()
    owed = scope.obligations(user).order_by().count()
    if format == ExportFormat.OBLIGATIONS:
        return owed
    cases = scope.cases(user).order_by().count()
    if format in (ExportFormat.BOOK, ExportFormat.FLAT):
        return activities.count() + cases + owed
    return activities.count() + photos.count() + cases + owed


def make(job: Job) -> None:
    """Write the job's file."""
    export = job.export
    export.rows = size(scope_of(export), export.format, job.user())
    ExportFile.objects.filter(pk=export.pk).update(rows=export.rows)
    MAKERS[ExportFormat(export.format)](job, scope_of(export))


def _workbook(job: Job, scope: Scope) -> None:
    rows: dict[int, int] = {}
    sheets = [
        summary_sheet(scope, job.user, partial(job.begin, "汇总")),
        _activities(job, scope, rows),
        case_sheet(scope, job.user, partial(job.begin, "典型案例"), job.wrote),
        _photos(job, scope, rows, thumbnails=bool(job.export.options.get("thumbnails"))),
    ]
    if not scope.query:
        sheets.append(obligation_sheet(scope, job.user, partial(job.begin, "报送情况"), job.wrote))
    _write(job.file, job, sheets)


def _book(job: Job, scope: Scope) -> None:
    _write(job.file, job, book(job, scope))


def _flat(job: Job, scope: Scope) -> None:
    _write(job.file, job, flat(job, scope), plain=True)


def _csv(sheet_of: Callable[[Job, Scope], Sheet], job: Job, scope: Scope) -> None:
    sheet = sheet_of(job, scope)
    words = io.TextIOWrapper(job.file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(words)
    writer.writerow(sheet.headings)
    writer.writerows([for_csv(value) for value in row] for row in single_rows(sheet.rows))
    words.detach()


def _pictures(job: Job, scope: Scope) -> None:
    """The ZIP, with the two sheets that say what is what in it: their row numbers are those of the folders."""
    rows: dict[int, int] = {}

    def tables(file: IO[bytes]) -> None:
        counting: Callable[[int], None] = lambda number: job.wrote(0)  # noqa: E731  (progress counts pictures)
        listed = activity_sheet(scope, job.user, partial(job.begin, "活动明细"), counting, rows)
        found = shots(scope, job.user, rows)
        catalogue = photo_sheet(found, partial(job.begin, "照片目录"), counting, thumbnails=False)
        _write(file, job, [listed, catalogue])

    def pictures():
        job.begin("照片")
        for shot in shots(scope, job.user, rows):
            yield shot.path, shot.largest
            job.wrote()

    zipping.write(job.file, tables_name="活动明细和照片目录.xlsx", tables=tables, pictures=pictures())


def _brief(job: Job, scope: Scope) -> None:
    job.begin("照片")
    rows: dict[int, int] = {}
    for found in activity_rows(scope, job.user):
        rows[found] = len(rows) + 2
    pictures = []
    for shot in shots(scope, job.user, rows):
        data = shot.read("medium")
        job.wrote()
        if data is not None:
            caption = shot.caption or shot.title
            pictures.append(briefing.Shot(data, shot.description, caption, shot.title, shot.held_on, shot.unit))
    job.begin("排版")
    export = job.export
    today = timezone.localdate()
    briefing.write(job.file, pictures, title=f"{export.campaign}活动照片简报", unit=str(export.unit), day=today)


def activity_rows(scope: Scope, asker: Callable[[], User]) -> list[int]:
    return list(scope.activities(asker()).values_list("pk", flat=True))


def _activities(job: Job, scope: Scope, rows: dict[int, int] | None = None) -> Sheet:
    return activity_sheet(scope, job.user, partial(job.begin, "活动明细"), job.wrote, rows)


def _obligations(job: Job, scope: Scope) -> Sheet:
    return obligation_sheet(scope, job.user, partial(job.begin, "报送情况"), job.wrote)


def _photos(job: Job, scope: Scope, rows: Mapping[int, int], *, thumbnails: bool) -> Sheet:
    found = shots(scope, job.user, rows)
    return photo_sheet(found, partial(job.begin, "照片目录"), job.wrote, thumbnails=thumbnails)


def _write(file: IO[bytes], job: Job, sheets: list[Sheet], *, plain: bool = False) -> None:
    today, export = timezone.localdate(), job.export
    footer = f"{export.campaign}　{today.year}年{today.month}月{today.day}日导出"
    write(file, sheets, header=str(export.unit), footer=footer, plain=plain)


MAKERS: Mapping[ExportFormat, Callable[[Job, Scope], None]] = {
    ExportFormat.WORKBOOK: _workbook,
    ExportFormat.BOOK: _book,
    ExportFormat.FLAT: _flat,
    ExportFormat.ACTIVITIES: partial(_csv, _activities),
    ExportFormat.OBLIGATIONS: partial(_csv, _obligations),
    ExportFormat.PICTURES: _pictures,
    ExportFormat.BRIEF: _brief,
}
