"""封面 of the yearly workbook, and 字段说明 of the flat file: what the file is, of what, and what each sheet holds."""

import datetime as dt
from collections.abc import Iterator, Sequence

from activities.resources.scope import Scope
from orgs.models import User
from orgs.sheetcells import Cell
from orgs.tables import PEOPLE, Said, Table
from orgs.workbooks import Sheet

COVER = "封面"
WIDTHS = (22, 100)
WITHIN = "{}及以下各级单位已报送的内容"
OWN = "{}（含内设机构）的内容，及联合开展的活动"
ROWS = "只含导出人有权查看的内容；未报送的草稿不含在内，本单位自己的除外"

DICTIONARY = Table("dictionary", "字段说明", (
    Said("sheet", "表", 16), Said("name", "字段", 26), Said("heading", "中文名", 24), Said("description", "说明", 100),
))  # fmt: skip


def cover_sheet(scope: Scope, user: User, now: dt.datetime, sheets: Sequence[tuple[str, str]]) -> Sheet:
    """`sheets` are (title, what it holds); each title leads to its sheet."""
    links: dict[str, str] = {}

    def rows() -> Iterator[tuple]:
        blank = Cell("", bare=True)
        yield Cell(f"{scope.campaign}汇总", bare=True, strong=True), blank
        yield blank, blank
        for name, value in _said(scope, user, now):
            yield Cell(name, strong=True), value
        yield blank, blank
        yield Cell("工作表", strong=True), Cell("内容", strong=True)
        for number, (title, about) in enumerate(sheets, start=len(_said(scope, user, now)) + 5):
            links[f"A{number}"] = title
            yield Cell(title, linked=True), about

    return Sheet(COVER, (), WIDTHS, rows(), filtered=False, links=links)


def _said(scope: Scope, user: User, now: dt.datetime) -> list[tuple[str, str]]:
    unit, campaign = scope.unit, scope.campaign
    return [
        ("单位", unit.name),
        ("质量月", f"{campaign}　主题：{campaign.theme}" if campaign.theme else str(campaign)),
        ("范围", WITHIN.format(unit.region.name) if unit.is_lead else OWN.format(unit.name)),
        ("条件", ROWS),
        ("生成时间", f"{now.year}年{now.month}月{now.day}日 {now:%H:%M}（北京时间）"),
        ("导出人", str(user)),
    ]


def dictionary_rows(tables: Sequence[Table], more: Sequence[tuple]) -> Iterator[tuple]:
    """A row for each column of each sheet."""
    for table in tables:
        for each in table.columns:
            if each.only != PEOPLE:
                yield table.name, each.name, each.heading, each.description
    yield from more
