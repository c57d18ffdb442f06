"""A table pasted from Word, Excel or WPS: its cells, what each column is, and each row read as what it is to become.

Pure. Such programs put tabs between cells and quotation marks around cells with line breaks.
"""

import csv
import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from campaigns.reader.dates import first_span

MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 500, 20, 200_000
SKIP = "skip"

# column → the words that real tables head it with
HEADS: dict[str, tuple[str, ...]] = {
    SKIP: ("序号", "编号", "No."),
    "title": ("活动名称", "活动", "活动内容", "活动项目", "名称", "项目", "事项", "工作任务", "专项行动", "任务"),
    "content": ("活动主要内容", "主要内容", "内容", "具体内容", "活动形式", "具体安排", "工作内容"),
    "day": ("活动时间", "时间", "日期", "举办时间", "时间安排", "时间节点", "完成时限"),
    "place": ("地点", "活动地点", "地点或范围", "范围", "地点/范围"),
    "unit_name": ("单位", "报送单位", "部门", "地区", "举办单位", "主办单位", "承办单位"),
    "lead": ("牵头", "牵头部门", "牵头单位", "牵头科室", "责任单位", "责任部门", "责任科室", "负责单位", "负责部门"),
    "support": ("配合", "配合单位", "配合部门", "协助", "协助部门", "协办单位", "参与单位", "参加单位"),
    "under": ("重点安排", "所属安排", "类别", "板块"),
    "note": ("备注", "说明"),
}
LABELS = {SKIP: "不使用", "title": "名称", "content": "内容", "day": "时间", "place": "地点或范围", "unit_name": "单位",
          "lead": "牵头", "support": "配合", "under": "所属重点安排", "note": "备注"}  # fmt: skip
LIMITS = {"unit_name": 80, "place": 120, "lead": 120, "support": 200, "note": 200}


class Unreadable(ValueError):
    """What was pasted is no table that can be read; the text is a sentence for the person."""


@dataclass(frozen=True)
class Table:
    head: tuple[str, ...]  # the headings as written; empty when there are none
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]  # what each column was taken for


@dataclass
class Line:
    """One row as it will be written, and what a person should look at."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    remarks: list[str] = field(default_factory=list)


def table_of(text: str, wanted: Sequence[str]) -> Table:
    """Cut the text into cells and guess each column among `wanted`. Raises Unreadable."""
    if len(text) > MOST_LETTERS:
        raise Unreadable(f"粘贴的内容过长（超过{MOST_LETTERS // 10_000}万字）。请分几次粘贴。")
    rows = [row for row in _cells(text) if any(row)]
    if not rows:
        raise Unreadable("没有读到内容。请在Word、Excel或WPS中选中表格，复制后粘贴到这里。")
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"一次最多{MOST_ROWS}行，现在有{len(rows)}行。请分几次粘贴。")
    width = max(len(row) for row in rows)
    if width > MOST_COLUMNS:
        raise Unreadable(f"最多{MOST_COLUMNS}列，现在有{width}列。请只复制需要的列。")
    padded = [tuple(row + [""] * (width - len(row))) for row in rows]
    if _is_head(padded[0]):
        return Table(padded[0], tuple(padded[1:]), _by_head(padded[0], wanted))
    return Table((), tuple(padded), _by_look(padded, wanted))


def lines_of(table: Table, columns: Sequence[str], year: int) -> list[Line]:
    """The rows read by `columns`; days without a year are of `year`. A cell left empty under a merged one is filled
    for units and arrangements, and says so; a time that is no day is kept as words in the note."""
    lines, above = [], dict.fromkeys(("unit_name", "under"), "")
    for number, row in enumerate(table.rows, start=1):
        line = Line(number)
        for column, cell in zip(columns, row, strict=False):
            if column != SKIP and cell:
                joiner = "\n" if column == "content" else "；"
                line.values[column] = joiner.join(filter(None, (line.values.get(column, ""), cell)))
        _fill_down(line, columns, above)
        _day(line, year)
        _fit(line)
        if line.values.get("title") or line.values.get("content"):
            lines.append(line)
    return lines


def _cells(text: str) -> list[list[str]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    quoted = any(('"' in line and "\t" in line) or line.startswith('"') for line in lines)
    csv.field_size_limit(MOST_LETTERS)
    try:
        rows = list(csv.reader(lines_with_ends(lines), delimiter="\t", strict=False,
                               quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE))  # fmt: skip
    except csv.Error:
        rows = [line.split("\t") for line in lines]
    return [[_tidy(cell) for cell in row] for row in rows]


def lines_with_ends(lines: list[str]) -> list[str]:
    return [line + "\n" for line in lines]


def _tidy(cell: str) -> str:
    return "\n".join(re.sub(r"[ \t\u00a0\u3000]+", " ", part).strip() for part in cell.strip().split("\n"))


def _plain(cell: str) -> str:
    return re.sub(r"\s+", "", cell)


def _named(cell: str) -> str | None:
    return next((column for column, words in HEADS.items() if _plain(cell) in words), None)


def _is_head(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    known = sum(1 for cell in filled if _named(cell))
    return (len(filled) > 1 and known * 2 >= len(filled)) or (len(filled) == 1 and known == 1)


def _by_head(head: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    columns = [_named(cell) for cell in head]
    if "title" not in columns and "content" in columns:  # 活动内容 alone is what the activity is called
        columns[columns.index("content")] = "title"
    return tuple(_once(columns, wanted))


def _by_look(rows: Sequence[Sequence[str]], wanted: Sequence[str]) -> tuple[str, ...]:
    """Without a heading: numbers are skipped, days are days, the first words are the name."""
    looks: list[Callable[[list[str]], str | None]] = [
        lambda cells: SKIP if all(re.fullmatch(r"[0-9一二三四五六七八九十]{1,3}[.、]?", c) for c in cells) else None,
        lambda cells: "day" if all(first_span(c, 2024) for c in cells) and max(map(len, cells)) < 20 else None,
    ]
    columns: list[str | None] = []
    for number in range(len(rows[0])):
        cells = [row[number] for row in rows if row[number]]
        found = next((look(cells) for look in looks if cells and look(cells)), None)
        free = [name for name in ("title", "content", "note") if name not in columns]
        columns.append(found or (free[0] if free and cells else SKIP))
    return tuple(_once(columns, wanted))


def _once(columns: Sequence[str | None], wanted: Sequence[str]) -> list[str]:
    seen: set[str] = set()
    result = []
    for column in columns:
        fits = column is not None and column in wanted and column not in seen
        result.append(column if fits and column else SKIP)
        seen.add(column or "")
    return result


def _fill_down(line: Line, columns: Sequence[str], above: dict[str, str]) -> None:
    for name, last in above.items():
        if name in columns and last and line.values and not line.values.get(name):
            line.values[name] = last
            line.remarks.append(f"{LABELS[name]}空着，按上一行填“{last}”")
        above[name] = line.values.get(name, last)


def _day(line: Line, year: int) -> None:
    words = line.values.pop("day", "")
    if not words:
        return
    span = first_span(words, year)
    vague = span is None or re.search(r"[上中下]旬|[初底末]|左右|前后|待定", words)
    if span and not vague:
        line.starts_on, line.ends_on = span[0], span[1] if span[1] != span[0] else None
    else:
        line.values["note"] = "；".join(filter(None, (line.values.get("note", ""), f"时间：{words}")))
        line.remarks.append(f"“{words}”不是确定的日期，写入备注")


def _fit(line: Line) -> None:
    for name, most in LIMITS.items():
        value = line.values.get(name, "")
        if len(value) > most:
            line.remarks.append(f"{LABELS[name]}超过{most}个字，超出部分移入内容，请核对")
            line.values["content"] = "\n".join(filter(None, (line.values.get("content", ""), value)))
            line.values[name] = value[:most]


def names_in(cell: str) -> list[str]:
    """Names of units in one cell, as people part them."""
    parts = re.split(r"[、，,；;\n/]", cell)
    return list(dict.fromkeys(part.strip(" 。.：:（）()") for part in parts if part.strip(" 。.：:（）()")))


def asked_columns(posted: Mapping[str, str], table: Table, wanted: Sequence[str]) -> tuple[str, ...]:
    """The columns as the person set them (`column-0` …), else as guessed."""
    chosen = []
    for number, guess in enumerate(table.columns):
        value = posted.get(f"column-{number}", guess)
        chosen.append(value if value == SKIP or value in wanted else guess)
    return tuple(chosen)
