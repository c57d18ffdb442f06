"""Writing an .xlsx workbook row by row: the memory needed does not grow with the number of rows.

Printed on A4 landscape, as wide as the page, the heading on each page and the unit's name above it.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import IO, Any

from orgs import sheetparts
from orgs.drawings import Picture, write_pictures
from orgs.sheetcells import Kept, column, text
from orgs.sheetparts import HEADING

PIECE = 1000  # rows made into XML at a time


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its tab, the headings, widths in characters, and rows of plain values, read once.

    `pictures`, when not None, are read after the rows, so that whoever yields the rows may fill it; each row is then
    `row_height` points high. A sheet that is not one plain table is not `filtered` by its headings.
    """

    title: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Any]]
    filtered: bool = True
    pictures: Sequence[Picture] | None = None
    row_height: int = 0


def write(file: IO[bytes], sheets: Sequence[Sheet], *, header: str, footer: str) -> None:
    """Write the workbook; `header` and `footer` stand on every printed page."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, words in sheetparts.fixed(sheets):
            package.writestr(name, words)
        for number, sheet in enumerate(sheets, start=1):
            with package.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                for words in _sheet(sheet, header, footer):
                    part.write(words.encode())
            if sheet.pictures is not None:
                write_pictures(package, number, sheet.pictures)


def _sheet(sheet: Sheet, header: str, footer: str) -> Iterator[str]:
    letters = [letter(n) for n in range(1, len(sheet.headings) + 1)]
    heads = (f'<c r="{at}1"{text(heading, HEADING)}' for at, heading in zip(letters, sheet.headings, strict=True))
    yield sheetparts.opening(sheet.widths)
    yield f'<row r="1">{"".join(heads)}</row>'
    high = f' ht="{sheet.row_height}" customHeight="1"' if sheet.row_height else ""
    # one "%" a row: the number and what each cell holds, by turns
    shape = f'<row r="%s"{high}>' + "".join(f'<c r="{at}%s"%s' for at in letters) + "</row>"
    kept = [Kept() for _ in letters]
    rows, number = iter(sheet.rows), 1
    while piece := list(islice(rows, PIECE)):
        cells = [column(values, known) for values, known in zip(zip(*piece, strict=True), kept, strict=True)]
        numbers = [str(n) for n in range(number + 1, number + 1 + len(piece))]
        yield "".join(
            [
                shape % row
                for row in zip(numbers, *chain.from_iterable(zip(repeat(numbers), cells, strict=False)), strict=True)
            ]
        )
        number += len(piece)
    filtered = f"A1:{letters[-1]}{number}" if sheet.filtered else ""
    yield sheetparts.closing(filtered, header, footer, drawn=sheet.pictures is not None)


def letter(number: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
