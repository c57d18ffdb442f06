"""Writing an .xlsx workbook row by row: the memory needed does not grow with the number of rows.

Printed on A4 landscape, as wide as the page, the heading on each page and the unit's name above it.
"""

import gc
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice, repeat
from typing import IO, Any

from orgs import sheetparts
from orgs.drawings import Picture, write_pictures
from orgs.sheetcells import Kept, column, text
from orgs.sheetparts import HEADING, TEXT

PIECE = 1000  # single rows gathered into columns
AT_ONCE = 200  # rows joined at a time: their text stays in the processor's cache


@dataclass(frozen=True, slots=True)
class Block:
    """Several rows at once, column by column, as a quick query gives them."""

    columns: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its tab, the headings, widths in characters, and rows of plain values, read once.

    `pictures`, when not None, are read after the rows, so that whoever yields the rows may fill it; each row is then
    `row_height` points high. A sheet that is not one plain table is not `filtered` by its headings. `kept` columns stay
    in sight and are printed on every page. Without `headings` there are as many columns as widths, and no heading row.
    `links` lead from a cell to another sheet (B3 → its title); whoever yields the rows may fill them.
    """

    title: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Any] | Block]
    filtered: bool = True
    pictures: Sequence[Picture] | None = None
    row_height: int = 0
    kept: int = 0
    links: Mapping[str, str] = field(default_factory=dict)


def write(file: IO[bytes], sheets: Sequence[Sheet], *, header: str, footer: str, plain: bool = False) -> None:
    """Write the workbook; `header` and `footer` stand on every printed page. `plain`: without colours and lines."""
    with _no_collecting(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, words in sheetparts.fixed(sheets, plain=plain):
            package.writestr(name, words)
        for number, sheet in enumerate(sheets, start=1):
            with package.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                _pack(part, _sheet(sheet, header, footer, plain=plain))
            if sheet.pictures is not None:
                write_pictures(package, number, sheet.pictures)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Rows are millions of tuples and no cycles: looking for cycles among them takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _pack(part: IO[bytes], text: Iterator[str]) -> None:
    """Compress one piece while the next is made: zlib lets other threads run."""
    with ThreadPoolExecutor(1) as other:
        waiting: Future | None = None
        for words in text:
            if waiting is not None:
                waiting.result()  # never more than one ahead, and errors are raised here
            waiting = other.submit(lambda piece: part.write(piece.encode()), words)
        if waiting is not None:
            waiting.result()


def _sheet(sheet: Sheet, header: str, footer: str, *, plain: bool) -> Iterator[str]:
    letters = [letter(n) for n in range(1, len(sheet.widths) + 1)]
    yield sheetparts.opening(sheet.widths, sheet.kept, headed=bool(sheet.headings))
    if sheet.headings:
        style = TEXT if plain else HEADING
        heads = (f'<c r="{at}1{text(heading, style)}' for at, heading in zip(letters, sheet.headings, strict=True))
        yield f'<row r="1" ht="{_heading_height(sheet)}" customHeight="1">{"".join(heads)}</row>'
    high = f' ht="{sheet.row_height}" customHeight="1"' if sheet.row_height else ""
    first = f'"{high}><c r="{letters[0]}'
    kept, number = [Kept() for _ in letters], int(bool(sheet.headings))
    for block in _blocks(sheet.rows):
        cells = [list(column(values, known)) for values, known in zip(block, kept, strict=True)]
        numbers = [str(n) for n in range(number + 1, number + 1 + len(block[0]))]
        parts: list[Iterable[str]] = [repeat('<row r="'), numbers, repeat(first), numbers, cells[0]]
        for at, written in zip(letters[1:], cells[1:], strict=True):
            parts += [repeat(f'<c r="{at}'), numbers, written]
        rows = zip(*parts, repeat("</row>"), strict=False)  # the constants never end
        while some := list(islice(rows, AT_ONCE)):
            yield "".join(map("".join, some))
        number += len(numbers)
    filtered = f"A1:{letters[-1]}{number}" if sheet.filtered else ""
    wide, drawn = sheetparts.pages_wide(sheet.widths, sheet.kept), sheet.pictures is not None
    yield sheetparts.closing(filtered, header, footer, links=sheet.links, drawn=drawn, wide=wide)


def _heading_height(sheet: Sheet) -> int:
    """Points for the heading that needs most lines; a Chinese sign is as wide as two others."""
    wide = (sum(1 if each.isascii() else 2 for each in heading) + 1 for heading in sheet.headings)
    return 4 + 15 * max(-(-signs // max(width, 2)) for signs, width in zip(wide, sheet.widths, strict=True))


def _blocks(rows: Iterable[Sequence[Any] | Block]) -> Iterator[Sequence[Sequence[Any]]]:
    """Columns of some rows at a time: blocks as they come, single rows gathered."""
    gathered: list[Sequence[Any]] = []
    for row in rows:
        if isinstance(row, Block):
            if gathered:
                yield list(zip(*gathered, strict=True))
                gathered = []
            if row.columns and len(row.columns[0]):
                yield row.columns
            continue
        gathered.append(row)
        if len(gathered) == PIECE:
            yield list(zip(*gathered, strict=True))
            gathered = []
    if gathered:
        yield list(zip(*gathered, strict=True))


def single_rows(rows: Iterable[Sequence[Any] | Block]) -> Iterator[Sequence[Any]]:
    """The same row by row, for formats that know no columns."""
    for row in rows:
        if isinstance(row, Block):
            yield from zip(*row.columns, strict=True)
        else:
            yield row


def letter(number: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
