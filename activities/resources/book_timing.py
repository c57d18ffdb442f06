"""What the benchmark of the yearly workbook measures: the nation's, over a country's year, as the job makes it."""

import tempfile
import time

from openpyxl import Workbook

from activities import export_jobs, exporting, scratch
from activities.choices import ExportFormat, JobState
from activities.models import ExportFile
from activities.overview_timing import ACTIVITIES, PHOTOS
from activities.resources import making
from activities.resources.scope import Scope
from activities.resources.sheets import activity_sheet
from campaigns.models import Campaign
from orgs.models import Unit, User
from orgs.workbooks import single_rows


def prepare() -> None:
    campaign = scratch.tree()
    scratch.people()
    scratch.notice(campaign)
    scratch.reports(campaign)
    scratch.activities(campaign, ACTIVITIES)
    scratch.extras(campaign, photos=PHOTOS)
    scratch.settle()


def ours() -> float:
    """Seconds from taking the job to the stored file, asked for as on the page."""
    scope, user = _asked()
    total = making.size(scope, ExportFormat.BOOK, user)
    made = exporting.ask(unit=scope.unit, campaign=scope.campaign, format=ExportFormat.BOOK, total=total, by=user)
    start = time.perf_counter()
    export_jobs.run(making.make)
    took = time.perf_counter() - start
    done = ExportFile.objects.get(pk=made.pk)
    if done.state != JobState.DONE or done.rows < total:
        raise AssertionError(f"the workbook is {done.state}: {done.message}")
    return took


def cell_by_cell() -> float:
    """Seconds for the rows of 活动明细 alone, given to openpyxl in its mode for large files."""
    scope, user = _asked()
    sheet = activity_sheet(scope, lambda: User.objects.get(pk=user.pk), lambda: None, lambda number: None)
    book = Workbook(write_only=True)
    start = time.perf_counter()
    page = book.create_sheet(sheet.title)
    page.append(sheet.headings)
    for row in single_rows(sheet.rows):
        page.append([value.replace(tzinfo=None) if hasattr(value, "tzinfo") else value for value in row])
    with tempfile.TemporaryFile() as file:
        book.save(file)
    return time.perf_counter() - start


def _asked() -> tuple[Scope, User]:
    nation = Unit.objects.get(region__depth=1)
    return Scope(nation, Campaign.objects.get()), User.objects.get(username="load.nation")
