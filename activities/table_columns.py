"""The columns of the activities' table, declared once: heading ↔ field ↔ how a cell is read ↔ what the template says.

The headings are those of the export (`resources.ActivityResource`), so that what goes out comes in again; the ones that
only the portal writes (`SHOWN_ONLY`) are known and left alone. Tables of plans have headings of their own and are
recognised by the rules that read notices (`campaigns.reader.tables`).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from import_export.fields import Field

from activities.choices import CounterKind, Outcome, Qualifier, Sort
from activities.headings import HEADINGS, SUMS
from activities.table_cells import QUALIFIERS, Choice, CounterQualifiers, Day, Figure, Names, Text
from campaigns.reader import tables

COUNTER = "counter:"
EXAMPLE = "示例"  # in the column 编号: the row shows how to fill in, and is not read
SHOWN_ONLY = (
    "序号",
    *(HEADINGS[name] for name in ("region", "photos", "state", "openness", "handed_in_at", "source")),
)
FIGURES = tuple((name, HEADINGS[name]) for name in SUMS)
LEAD, SUPPORT, NOTE = "lead", "support", "note"  # columns of plans' tables alone


class TableColumn(Field):
    """`note` stands as a comment on the heading of the template."""

    def __init__(self, name: str, heading: str, widget: Any, width: int, note: str = "") -> None:
        super().__init__(attribute=name, column_name=heading, widget=widget)
        self.name, self.heading, self.width, self.note = name, heading, width, note


def _column(name: str, widget: Any, width: int, note: str = "") -> TableColumn:
    return TableColumn(name, HEADINGS[name], widget, width, note)


def _figures() -> list[TableColumn]:
    found = []
    for name, heading in FIGURES:
        note = "整数；也可写“400余”“近200”。没有统计的留空，不要写0。"
        found.append(TableColumn(name, heading, Figure(), 11, note))
        note = "约、余、近；准确数留空。左边数字已写成“400余”的，这里不必再填。"
        found.append(_column(f"{name}_qualifier", Choice(Qualifier, QUALIFIERS), 9, note))
    return found


_HELD = {"已举办": "held", "已完成": "held", "计划": "planned", "延期开展": "postponed"}
_NOTES = {
    "action": "从下拉列表选择方案中的专项行动，或附件所列本单位活动；自行开展的留空。",
    "qualifiers": "其他指标带“约、余、近”的在这里注明，如：资料约；咨询余。",
    "photos": "与工作簿一同上传的压缩包（ZIP）中的文件名，多张用“、”隔开；也可把照片直接放在本行单元格里。",
    "public_id": "由门户生成，请勿改动：再次导入时据此认出同一项活动。新的活动留空。",
}
COLUMNS = (
    _column("unit", Text(120), 26, "您负责填报的单位，留空即为本单位。"),
    _column("co_holders", Names(), 24, "多个单位用“、”隔开。本地区的写全称或简称，其他单位写名称。"),
    _column("title", Text(200), 44, "必填。一句话写明开展了什么活动，最多200个字。"),
    _column("sort", Choice(Sort), 20, "从下拉列表选择，可留空。"),
    _column("action", Text(250), 28, _NOTES["action"]),
    _column("outcome", Choice(Outcome, _HELD), 11, "留空即为“已开展”。"),
    _column("outcome_reason", Text(200), 20, "延期或取消的活动必填。"),
    _column("held_on", Day(), 13, "必填，如2024-09-10；写“9月10日”按本年度计。不写“近日”“上旬”。"),
    _column("ends_on", Day(), 13, "当天结束的留空。"),
    _column("place", Text(120), 22),
    *_figures(),
    *(TableColumn(f"{COUNTER}{kind}", HEADINGS[kind], Figure(), 10, "可留空。") for kind in CounterKind.values),
    _column("qualifiers", CounterQualifiers(), 18, _NOTES["qualifiers"]),
    _column("text", Text(20_000), 50),
    TableColumn("photos", "照片文件名", Names(), 26, _NOTES["photos"]),
    _column("public_id", Text(40), 18, _NOTES["public_id"]),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
_OF_PLANS = {
    tables.NAME: BY_NAME["title"],
    tables.TIME: BY_NAME["held_on"],
    tables.PLACE: BY_NAME["place"],
    tables.UNIT: TableColumn(LEAD, "单位", Names(), 20),
    tables.LEAD: TableColumn(LEAD, "牵头单位", Names(), 20),
    tables.SUPPORT: TableColumn(SUPPORT, "配合单位", Names(), 20),
}


def _plain(heading: Any) -> str:
    return re.sub(r"[\s*＊]|[（(]必填[）)]", "", unicodedata.normalize("NFKC", str(heading)))


_BY_HEADING = {_plain(column.heading): column for column in COLUMNS}
_SHOWN = {_plain(heading) for heading in SHOWN_ONLY}


@dataclass
class Layout:
    """What the columns of one table are, by place. `unknown` is read by nothing and told to the person."""

    columns: dict[int, TableColumn]
    headings: dict[int, str]
    is_plan: bool = False
    unknown: list[int] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    @cached_property
    def places(self) -> dict[str, int]:
        return {column.name: at for at, column in self.columns.items()}

    def place(self, name: str) -> int | None:
        return self.places.get(name)


def recognise(cells: Sequence[Any]) -> Layout | None:
    """The layout that a row of headings gives its table; None when it is no row of headings."""
    words = [str(cell).strip() if isinstance(cell, str) else "" for cell in cells]
    headings = {at: word for at, word in enumerate(words) if word}
    own = {at: _BY_HEADING[_plain(word)] for at, word in headings.items() if _plain(word) in _BY_HEADING}
    names = {column.name for column in own.values()}
    if {"title", "held_on"} <= names:
        return _layout(own, headings)
    if tables.header_of(tuple(words)) is None:
        return None
    return _plan(headings, own)


def _plan(headings: dict[int, str], own: dict[int, TableColumn]) -> Layout:
    roles = {at: tables.role_of(word) for at, word in headings.items()}
    if tables.NAME not in roles.values():  # 活动内容 alone names the activity
        at = next(at for at, role in roles.items() if role == tables.CONTENT)
        roles[at] = tables.NAME
    columns: dict[int, TableColumn] = {}
    for at, role in roles.items():
        if role in (tables.CONTENT, tables.NOTE):
            columns[at] = TableColumn(NOTE, headings[at], Text(20_000), 30)
        elif role in _OF_PLANS and _OF_PLANS[role].name not in {column.name for column in columns.values()}:
            columns[at] = _OF_PLANS[role]
        elif at in own:
            columns[at] = own[at]
    return _layout(columns, headings, is_plan=True)


def _layout(columns: dict[int, TableColumn], headings: dict[int, str], *, is_plan: bool = False) -> Layout:
    found = Layout({}, headings, is_plan)
    for at, column in columns.items():
        if column.name != NOTE and column.name in {each.name for each in found.columns.values()}:
            found.doubled.append(headings[at])
        else:
            found.columns[at] = column
    found.unknown = [at for at, word in headings.items() if at not in columns and _plain(word) not in _SHOWN]
    return found
