"""The activities' table in the back office: django-import-export's resource, with our own way of bringing rows in.

Stock import_data goes row by row (a query and a full save each). Here the same decisions as for a unit's own import are
made for the whole table at once and told in the library's own Result and RowResult, so that its pages, its preview and
its signed confirmation work as they do for every other table.
"""

from typing import Any, cast

import tablib
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import format_html_join
from import_export import resources
from import_export.fields import Field
from import_export.results import Error, InvalidRow, Result, RowResult

from activities import importing_writing
from activities.headings import HEADINGS
from activities.importing_differences import Change
from activities.importing_result import CHANGED, KINDS, LEFT, NEW, SAME, WRONG, Planned, Row
from activities.importing_rows import plan
from activities.importing_scope import Ground
from activities.models import Activity
from activities.table_columns import COLUMNS, recognise
from activities.table_pictures import Pictures
from activities.table_reading import Book, Table
from campaigns.models import Campaign
from orgs.columns import Column
from orgs.models import Unit, User

YEAR = "年份"
KIND = {NEW: RowResult.IMPORT_TYPE_NEW, CHANGED: RowResult.IMPORT_TYPE_UPDATE, SAME: RowResult.IMPORT_TYPE_SKIP,
        LEFT: RowResult.IMPORT_TYPE_SKIP, WRONG: RowResult.IMPORT_TYPE_INVALID}  # fmt: skip


class ActivityImportResource(resources.ModelResource):
    """Columns of the template, and 年份; for the system administrator, to whom every unit is open.

    New rows need 填报单位 by a full name that only one unit has; rows with 编号 are changed while they may be.
    """

    year = Column(YEAR, "campaign__year")
    unit, title = Column(HEADINGS["unit"], "unit__name"), Column(HEADINGS["title"], "title")
    co_holders = Column(HEADINGS["co_holders"], lambda row: "、".join(each.name for each in row.co_holders.all()))
    sort, outcome = Column(HEADINGS["sort"], "get_sort_display"), Column(HEADINGS["outcome"], "get_outcome_display")
    outcome_reason = Column(HEADINGS["outcome_reason"], "outcome_reason")
    held_on, ends_on, place = (
        Column(HEADINGS["held_on"], "held_on"),
        Column(HEADINGS["ends_on"], "ends_on"),
        Column(HEADINGS["place"], "place"),
    )
    enterprises = Column(HEADINGS["enterprises"], "enterprises")
    enterprises_qualifier = Column(HEADINGS["enterprises_qualifier"], "enterprises_qualifier")
    workers = Column(HEADINGS["workers"], "workers")
    workers_qualifier = Column(HEADINGS["workers_qualifier"], "workers_qualifier")
    residents = Column(HEADINGS["residents"], "residents")
    residents_qualifier = Column(HEADINGS["residents_qualifier"], "residents_qualifier")
    text, state = Column(HEADINGS["text"], "text"), Column(HEADINGS["state"], "get_state_display")
    public_id = Column(HEADINGS["public_id"], "public_id")

    class Meta:
        model = Activity
        import_id_fields = ("public_id",)
        fields = (
            "year", "unit", "co_holders", "title", "sort", "outcome", "outcome_reason", "held_on", "ends_on", "place",
            "enterprises", "enterprises_qualifier", "workers", "workers_qualifier", "residents", "residents_qualifier",
            "text", "state", "public_id",
        )  # fmt: skip

    def get_import_fields(self) -> list[Field]:
        return [Field(column_name=YEAR), *COLUMNS]

    def get_export_queryset(self):
        rows = Activity.objects.select_related("campaign", "unit").prefetch_related("co_holders")
        return rows.order_by("campaign__year", "unit_id", "held_on", "pk")

    def import_data(self, dataset: tablib.Dataset, dry_run: bool = False, **kwargs: Any) -> Result:
        """Decide on all rows, and write them unless `dry_run` or one is wrong. All rows or none."""
        result = self.get_result_class()()
        result.diff_headers = ["结果", "填报单位", "日期", "活动", "内容"]
        result.total_rows = len(dataset)
        with transaction.atomic():
            pairs = [(self._planned(campaign, rows), campaign) for campaign, rows in self._by_year(dataset, result)]
            if not dry_run and not result.has_errors() and not any(p.counts()[WRONG] for p, _ in pairs):
                for planned, campaign in pairs:
                    _write(planned, campaign, cast(User, kwargs["user"]))
        for planned, _ in pairs:
            _tell(result, planned)
        return result

    def _by_year(self, dataset: tablib.Dataset, result: Result) -> list[tuple[Campaign, Table]]:
        """The rows of each campaign as a table of its own; a year without campaign is an error of the table."""
        headings = list(dataset.headers or [])
        layout = recognise(headings)
        if layout is None or layout.is_plan or YEAR not in headings:
            result.append_base_error(_error(f"表头应含“{YEAR}”“活动”“日期”等列，见本页所列。"))
            return []
        at = headings.index(YEAR)
        layout.unknown = [each for each in layout.unknown if each != at]
        known = {str(campaign.year): campaign for campaign in Campaign.objects.filter(is_demo=False)}
        tables: dict[str, Table] = {}
        for number, row in enumerate(dataset, start=2):
            tables.setdefault(str(row[at]), Table("", layout, 1, [])).rows.append((number, list(row)))
        for year in tables.keys() - known.keys():
            result.append_base_error(_error(f"没有{year or '（空）'}年的“质量月”，请核对“{YEAR}”一列。"))
        return [(known[year], table) for year, table in tables.items() if year in known]

    def _planned(self, campaign: Campaign, table: Table) -> Planned:
        names = {str(row[at]) for _, row in table.rows if (at := table.layout.place("unit")) is not None}
        units = Unit.objects.filter(name__in=names).select_related("region")
        ground = Ground(user=None, unit=None, campaign=campaign)
        ground.allow(units)
        importing_writing.lock_units(ground.own)
        pictures = Pictures(None, None, most=0)
        return plan(Book([table]), ground=ground, pictures=pictures, takes_spans=False, progress=lambda done, all: None)


def _write(planned: Planned, campaign: Campaign, by: User) -> None:
    importing_writing.lock_rows(planned)
    importing_writing.write(planned, campaign=campaign, by=by, source="后台", kept={})


def _tell(result: Result, planned: Planned) -> None:
    for row in sorted(planned.rows, key=lambda row: row.number):
        if row.kind == WRONG:
            sentences = ValidationError([f"第{row.number}行：{words}" for _, words in row.faults])
            result.invalid_rows.append(InvalidRow(row.number, sentences, _values(row)))
        told = RowResult()
        told.import_type, told.diff = KIND[row.kind], _diff(row)
        told.object_id = row.stored.pk if row.stored else None
        told.object_repr = row.title
        result.rows.append(told)
        result.increment_row_result_total(told)


def _values(row: Row) -> list[str]:
    return [row.unit, str(row.held_on or ""), row.title]


def _diff(row: Row) -> list[str]:
    label = dict(zip(KINDS, ("新增", "修改", "相同", "错误", "不导入"), strict=True))[row.kind]
    return [label, *_values(row), _changes(row.changes)]


def _changes(changes: list[Change]) -> str:
    return format_html_join("；", "{}：<del>{}</del> → <ins>{}</ins>", changes)


def _error(words: str) -> Error:
    return Error(ValidationError(words))
