"""A workbook or CSV file becomes tables of cells with known columns; what is not read is told.

Formulas are not evaluated: the result that the workbook was saved with counts, and a formula without one is an error.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from activities.table_columns import LEAD, SUPPORT, Layout, recognise
from activities.table_parts import At, Package
from orgs.capping import MAX_COLUMNS, Refused, check_bytes, check_illustrated, check_size
from orgs.cells import risky
from orgs.tablecells import sheets

OWN_SHEET = "活动明细"  # of the export; beside it other sheets are not looked into
LISTS, MANUAL, MISTAKES = "选项", "填表说明", "错误一览"  # sheets of ours that hold no activities
HIDDEN = (LISTS, MANUAL, MISTAKES)
HEAD = 12  # rows in which the headings are looked for
FORMULAS = "工作表“{}”含有公式：按文件中保存的结果读取，不重新计算。"
MERGED = ("unit", "co_holders", LEAD, SUPPORT, "held_on")  # what a cell merged over several rows says of each
MOST_MERGED = 2000  # ranges of one sheet


@dataclass(slots=True)
class Table:
    """`rows` are (row number as the table shows it, cells); `odd` names cells that hold no value to read."""

    sheet: str
    layout: Layout
    head: int
    rows: list[tuple[int, list[Any]]]
    odd: dict[At, str] = field(default_factory=dict)
    pictures: dict[int, list[str]] = field(default_factory=dict)
    is_csv: bool = False


@dataclass(slots=True)
class Book:
    tables: list[Table]
    notes: list[str] = field(default_factory=list)
    package: Package | None = None


def read(file: IO[bytes], size: int, name: str) -> Book:
    """Every table of activities in the file. Raises Refused with a sentence when there is none or it is too large."""
    if name.lower().endswith(".csv"):
        check_bytes(size)
        return _book_of([_csv(file.read())], [])
    check_illustrated(file, size)
    file.seek(0)
    opened = sheets(file.read(), HIDDEN)
    found = _book_of([(each.name, each.rows) for each in opened], [])
    found.package = Package(file)
    merged = {each.name: each.merged for each in opened}
    for table in found.tables:
        _spread(table, merged[table.sheet])
        _add_parts(table, found)
    return found


def _spread(table: Table, merged: Sequence[tuple[At, At]]) -> None:
    places = {at for at, column in table.layout.columns.items() if column.name in MERGED}
    rows = dict(table.rows)
    last = max(rows, default=0)  # a range may claim a million rows, and a file may claim thousands of ranges
    for (top, left), (bottom, right) in merged[:MOST_MERGED]:
        if left == right and left in places and top + 1 in rows:
            for number in range(top + 2, min(bottom + 1, last) + 1):
                cells: Any = rows.get(number)
                if cells is not None and left < len(cells) and cells[left] == "":
                    cells[left] = rows[top + 1][left]


def _csv(data: bytes) -> tuple[str, list[list[Any]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")  # what Excel in China saves as plain CSV
        except UnicodeDecodeError as error:
            raise Refused("CSV文件的编码无法识别。请用Excel或WPS另存为.xlsx后再上传。") from error
    try:
        rows: list[list[Any]] = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise Refused("CSV文件无法读取，请检查引号和分隔符，或另存为.xlsx后再上传。") from error
    check_size(len(rows), max(map(len, rows), default=0))
    # the apostrophe that keeps a spreadsheet from taking text for a formula is no part of the text
    return "CSV", [[c[1:] if c[:1] == "'" and risky(c[1:]) else c for c in row] for row in rows]


def _book_of(sheets: list[tuple[str, list[list[Any]]]], notes: list[str]) -> Book:
    filled = [(name, rows) for name, rows in sheets if any(_is_filled(row) for row in rows)]
    found = [(name, table) for name, rows in filled if (table := _table(name, rows))]
    own = [each for each in found if each[0] == OWN_SHEET and not each[1].layout.is_plan]
    kept = own or found
    skipped = [name for name, _ in filled if name not in {each[0] for each in kept}]
    if not kept:
        raise Refused(
            "没有找到活动表：表头应含“活动”“日期”等列名。请使用本页下载的模板，或含“活动名称（内容）”“时间”等列的计划表。"
        )
    if skipped:
        notes.append(f"以下工作表没有读取：{'、'.join(skipped)}。")
    return Book([table for _, table in kept], notes)


def _table(name: str, rows: list[list[Any]]) -> Table | None:
    for at, row in enumerate(rows[:HEAD]):
        layout = recognise(row[:MAX_COLUMNS])
        if layout is not None:
            body = [(number, each) for number, each in enumerate(rows[at + 1 :], start=at + 2) if _is_filled(each)]
            return Table(name, layout, at + 1, body, is_csv=name == "CSV")
    return None


def _add_parts(table: Table, book: Book) -> None:
    package = book.package
    if package is None:
        return
    has_formulas, table.odd = package.odd_cells(table.sheet)
    if has_formulas:
        book.notes.append(FORMULAS.format(table.sheet))
    for (row, _), media in package.pictures(table.sheet):
        table.pictures.setdefault(row + 1, []).append(media)


def unknown_columns(table: Table) -> Iterator[tuple[str, int]]:
    """Headings of columns that are not read, with how many of their cells are filled; empty ones are passed over."""
    for at in table.layout.unknown:
        filled = sum(1 for _, row in table.rows if at < len(row) and row[at] not in ("", None))
        if filled:
            yield table.layout.headings[at], filled


def _is_filled(row: Sequence[Any]) -> bool:
    return any(cell not in ("", None) for cell in row)
