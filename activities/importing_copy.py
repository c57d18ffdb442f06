"""A copy of the person's own workbook with the mistakes marked: red cells with a comment, and a list of all of them.

Small workbooks keep their looks and pictures; large ones, for which that takes too much memory, are written anew.
"""

import io
import itertools
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from activities import imaging
from activities.importing_plain import MOST_CELLS, is_acceptable, is_plain
from activities.importing_result import WRONG, Planned
from activities.models import WorkbookImport
from activities.table_pictures import MOST
from activities.table_reading import MISTAKES, Book, Table
from orgs.cells import put, risky

RED = PatternFill("solid", fgColor="FFFFC7CE")
DARK = Font(color="FF9C0006", bold=True)
AUTHOR = "质量月活动门户"
MOST_COMMENTS = 3_000
THUMB = 120  # pixels of a picture put back into its cell
Marks = dict[tuple[int, int], list[str]]


def corrected(job: WorkbookImport, book: Book, planned: Planned) -> bytes:
    """The marked workbook as .xlsx."""
    marks = {table.sheet: _marks(table, planned) for table in book.tables}
    cells = sum(len(table.rows) * (max((len(row) for _, row in table.rows), default=0)) for table in book.tables)
    keeps_looks = book.package is not None and cells <= MOST_CELLS and is_plain(book.package)
    made = _marked(job, book, marks) if keeps_looks else _anew(book, marks)
    _list_mistakes(made, book, planned)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _marks(table: Table, planned: Planned) -> Marks:
    """(row, column), both from 1 → what is wrong there; what concerns no single cell stands at the name."""
    names = table.layout.place("title") or 0
    found: Marks = {}
    for row in planned.rows:
        if row.kind == WRONG and row.sheet == table.sheet:
            for at, words in row.faults:
                found.setdefault((row.number, (names if at is None else at) + 1), []).append(words)
    return found


def _marked(job: WorkbookImport, book: Book, marks: dict[str, Marks]) -> openpyxl.Workbook:
    with job.file.storage.open(str(job.file.name)) as file:  # apart: the job still reads pictures from its own
        made = openpyxl.load_workbook(file.file)
    if MISTAKES in made.sheetnames:
        del made[MISTAKES]
    number = 0
    for table in book.tables:
        sheet = made[table.sheet]
        _put_back(sheet, book, table.sheet)
        for (row, column), words in marks[table.sheet].items():
            cell = sheet.cell(row, column)
            cell = cell if hasattr(cell, "comment") and not _is_merged(cell) else sheet.cell(row, 1)
            cell.fill, number = RED, number + 1
            if number <= MOST_COMMENTS:
                cell.comment = _comment(words)
    return made


def _is_merged(cell: Any) -> bool:
    return type(cell).__name__ == "MergedCell"


def _put_back(sheet: Any, book: Book, name: str) -> None:
    """WPS's pictures in cells would be lost; they float over their cells instead, which is read just as well."""
    if book.package is None:
        return
    for (row, column), media in itertools.islice(book.package.in_cells(name), MOST):
        data = book.package.read(media, imaging.MAX_BYTES)
        if is_acceptable(data):
            image = Image(io.BytesIO(data))
            image.width, image.height = THUMB, THUMB
            sheet.add_image(image, f"{get_column_letter(column + 1)}{row + 1}")
            sheet.cell(row + 1, column + 1).value = None


def _anew(book: Book, marks: dict[str, Marks]) -> openpyxl.Workbook:
    made = openpyxl.Workbook(write_only=True)
    number = 0
    for table in book.tables:
        sheet = made.create_sheet(table.sheet)
        for at, each in table.layout.columns.items():
            sheet.column_dimensions[get_column_letter(at + 1)].width = each.width
        wrong, before = marks[table.sheet], 0
        width = max(table.layout.headings) + 1
        for place, row in _rows(table, width):
            for _ in range(place - before - 1):
                sheet.append([])
            before = place
            cells: list[Any] = [_cell(sheet, value) for value in row]
            for column in (column for at, column in wrong if at == place):
                cell = cells[column - 1] if cells[column - 1] is not None else WriteOnlyCell(sheet, None)
                cell.fill, number = RED, number + 1
                if number <= MOST_COMMENTS:
                    cell.comment = _comment(wrong[place, column])
                cells[column - 1] = cell
            sheet.append(cells)
    return made


def _rows(table: Table, width: int) -> Iterator[tuple[int, list[Any]]]:
    yield table.head, [table.layout.headings.get(at) for at in range(width)]
    for number, row in table.rows:
        yield number, [*row, *[None] * width][: max(width, len(row))]


def _cell(sheet: Any, value: Any) -> Any:
    if value is None or value == "":
        return None
    cell = WriteOnlyCell(sheet, None)
    put(cell, value)
    return cell


def _comment(words: list[str]) -> Comment:
    made = Comment("；".join(words)[:500], AUTHOR)
    made.width, made.height = 320, 90
    return made


def _list_mistakes(made: openpyxl.Workbook, book: Book, planned: Planned) -> None:
    sheet = made.create_sheet(MISTAKES)
    for letter, width in zip("ABCDE", (18, 8, 8, 20, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append(["工作表", "行", "列", "列名", "问题和办法"])
    tables = {table.sheet: table for table in book.tables}
    for row in (row for row in planned.rows if row.kind == WRONG):
        for at, words in row.faults:
            heading = tables[row.sheet].layout.headings.get(at, "") if at is not None else ""
            told = [row.sheet, row.number, get_column_letter(at + 1) if at is not None else "", heading, words]
            sheet.append([f"'{value}" if isinstance(value, str) and risky(value) else value for value in told])
