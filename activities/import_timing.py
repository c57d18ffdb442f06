"""What the benchmark of the import measures: one workbook of 10,000 rows, brought in by us and by stock
django-import-export, each from the file's bytes to committed rows."""

import datetime as dt
import io
import time
from collections.abc import Sequence
from typing import Any

import tablib
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from import_export import resources
from import_export.fields import Field
from import_export.formats.base_formats import XLSX
from import_export.widgets import DateWidget, ForeignKeyWidget, IntegerWidget

from activities import importing, importing_job
from activities.choices import JobState, Outcome, Sort
from activities.models import Activity, WorkbookImport
from activities.table_columns import COLUMNS
from campaigns.models import Campaign
from orgs.models import Region, Seat, Unit, User
from orgs.workbooks import Sheet, write

ROWS = 10_000
UNITS = 20
HEADINGS = [column.heading for column in COLUMNS]


def prepare() -> tuple[User, list[Unit], Campaign]:
    """A city, its lead office with twenty sections, a reporter."""
    region = Region.objects.create(
        path="0001", depth=1, numchild=0, code="350100", name="福州市", short_name="福州", level="prefecture", rank=1
    )
    office = Unit.objects.create(region=region, name="福州市市场监督管理局", short_name="市局", kind="lead")
    sections = [
        Unit.objects.create(region=region, name=f"第{n}科", short_name=f"{n}科", kind="section", within=office)
        for n in range(UNITS)
    ]
    user = User.objects.create(username="reporter")
    Seat.objects.create(user=user, unit=office, role="reporter")
    campaign = Campaign.objects.create(
        year=2024, name="2024年“质量月”", starts_on=dt.date(2024, 9, 1), ends_on=dt.date(2024, 9, 30)
    )
    return user, [office, *sections], campaign


def table(units: Sequence[Unit], *, wrong: bool = False) -> bytes:
    """10,000 rows under the template's headings; with `wrong` every twentieth has a mistake."""
    file = io.BytesIO()
    rows = (_row(n, units, wrong=wrong and n % 20 == 7) for n in range(ROWS))
    write(file, [Sheet("活动明细", HEADINGS, [12] * len(HEADINGS), rows)], header="", footer="")
    return file.getvalue()


def _row(n: int, units: Sequence[Unit], *, wrong: bool) -> list[Any]:
    words = {
        "填报单位": units[n % len(units)].name,
        "活动": f"第{n}场质量咨询服务进社区活动",
        "类别": "唱歌" if wrong else str(Sort.labels[n % 6]),
        "开展情况": str(Outcome.HELD.label),
        "日期": dt.date(2024, 9, 1) + dt.timedelta(days=n % 30),
        "地点": f"第{n % 300}社区",
        "经营主体（家次）": n % 50,
        "一线员工（人次）": n % 300,
        "群众（人次）": n % 700,
        "群众限定词": "余" if n % 3 else "",
        "情况": "现场解答群众关心的质量问题，发放宣传资料，受到欢迎。",
    }
    return [words.get(heading) for heading in HEADINGS]


def ours(data: bytes, user: User, unit: Unit, campaign: Campaign) -> tuple[float, float]:
    """Seconds until the preview stands, and seconds of the import itself: reading, checking, writing, commit."""
    job = WorkbookImport(
        user=user, unit=unit, campaign=campaign, name="活动.xlsx", expires_at=timezone.now() + importing.LIFE
    )
    job.file.save(f"{job.public_id}.xlsx", ContentFile(data), save=False)
    job.state = JobState.RUNNING
    job.save()
    start = time.perf_counter()
    importing_job.read(job)
    read = time.perf_counter() - start
    job.refresh_from_db()
    importing.confirm(job=job, digest=job.digest, by=user)
    job.refresh_from_db()
    start = time.perf_counter()
    importing_job.write(job)
    return read, time.perf_counter() - start


class Stock(resources.ModelResource):
    """The same columns as anybody would declare them."""

    campaign = Field("campaign", "年份", widget=ForeignKeyWidget(Campaign, "year"))
    unit = Field("unit", "填报单位", widget=ForeignKeyWidget(Unit, "name"))
    title, sort, outcome = Field("title", "活动"), Field("sort", "类别"), Field("outcome", "开展情况")
    held_on, place = Field("held_on", "日期", widget=DateWidget("%Y-%m-%d")), Field("place", "地点")
    enterprises = Field("enterprises", "经营主体（家次）", widget=IntegerWidget(coerce_to_string=False))
    workers = Field("workers", "一线员工（人次）", widget=IntegerWidget(coerce_to_string=False))
    residents = Field("residents", "群众（人次）", widget=IntegerWidget(coerce_to_string=False))
    residents_qualifier, text = Field("residents_qualifier", "群众限定词", default=""), Field("text", "情况")

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user

    def init_instance(self, row: Any = None) -> Activity:
        return Activity(logged_by=self.user)

    class Meta:
        model = Activity
        import_id_fields = ("unit", "held_on", "title")
        fields = (
            *import_id_fields, "campaign", "sort", "outcome", "place", "enterprises", "workers", "residents",
            "residents_qualifier", "text",
        )  # fmt: skip
        clean_model_instances = True
        use_transactions = True


def stock(data: bytes, user: User) -> float:
    """Seconds of the stock way: tablib reads, a ModelResource brings in row by row."""
    start = time.perf_counter()
    resource = Stock(user)
    found = _stock_dataset(XLSX().create_dataset(data), resource)
    with transaction.atomic():
        result = resource.import_data(found, dry_run=False, raise_errors=False)
    taken = time.perf_counter() - start
    if result.has_errors() or result.has_validation_errors() or result.totals["new"] != ROWS:
        raise AssertionError("the yardstick must do the same work")
    return taken


def empty() -> None:
    """Away with the activities, for another round."""
    Activity.objects.all().delete()


def _stock_dataset(read: tablib.Dataset, resource: Stock) -> tablib.Dataset:
    """The words of drop-downs as the values that a plain Field takes, and the year."""
    sorts, outcomes = ({str(label): value for value, label in c.choices} for c in (Sort, Outcome))
    at = {heading: n for n, heading in enumerate(read.headers)}
    wanted = [f.column_name for f in resource.get_import_fields() if f.column_name in at]
    rows = []
    for row in read:
        cells = {heading: row[at[heading]] for heading in wanted}
        cells["类别"], cells["开展情况"] = sorts[cells["类别"]], outcomes[cells["开展情况"]]
        cells["群众限定词"] = cells["群众限定词"] or ""
        rows.append([*cells.values(), 2024])
    return tablib.Dataset(*rows, headers=[*wanted, "年份"])
