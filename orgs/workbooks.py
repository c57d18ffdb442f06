"""Writing an .xlsx workbook row by row: the memory needed does not grow with the number of rows.

Every cell says its type (ECMA-376 part 1, §18.3.1.4), text as an inline string; nothing is ever written as a formula.
Printed on A4 landscape, as wide as the page, the heading on each page and the unit's name above it.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any
from xml.sax.saxutils import escape

from orgs import sheetparts
from orgs.cells import for_xlsx, risky
from orgs.sheetparts import DAY, HEADING, MOMENT, NUMBER, RISKY, TEXT

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (Excel's days have no zone; cells are in Beijing's time)
SECONDS = 86400
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read _x0041_ as A
_BREAKS = {"\r": "&#13;"}  # a bare one would come back as a line feed


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its tab, the headings, widths in characters, and rows of plain values, read once."""

    title: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Any]]


def write(file: IO[bytes], sheets: Sequence[Sheet], *, header: str, footer: str) -> None:
    """Write the workbook; `header` and `footer` stand on every printed page."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as package:
        for name, text in sheetparts.fixed(sheets):
            package.writestr(name, text)
        for number, sheet in enumerate(sheets, start=1):
            with package.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                for text in _sheet(sheet, header, footer):
                    part.write(text.encode())


def _sheet(sheet: Sheet, header: str, footer: str) -> Iterator[str]:
    letters = [letter(n) for n in range(1, len(sheet.headings) + 1)]
    yield sheetparts.opening(sheet.widths)
    yield _row(1, (_text(f"{at}1", heading, HEADING) for at, heading in zip(letters, sheet.headings, strict=True)))
    number = 1
    for number, row in enumerate(sheet.rows, start=2):
        yield _row(number, (_cell(f"{at}{number}", value) for at, value in zip(letters, row, strict=True)))
    yield sheetparts.closing(f"A1:{letters[-1]}{number}", header, footer)


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(at: str, value: Any) -> str:
    plain = for_xlsx(value)
    if isinstance(plain, bool):
        plain = "是" if plain else "否"
    if plain is None or plain == "":
        return f'<c r="{at}" s="{TEXT}"/>'
    if isinstance(plain, int | float | Decimal):
        return _value(at, str(plain), NUMBER)
    if isinstance(plain, dt.datetime):
        return _value(at, str(round((plain - EPOCH).total_seconds() / SECONDS, 9)), MOMENT)
    if isinstance(plain, dt.date):
        return _value(at, str((plain - EPOCH.date()).days), DAY)
    return _text(at, str(plain), RISKY if risky(str(plain)) else TEXT)


def _text(at: str, text: str, style: int) -> str:
    words = _ESCAPED.sub("_x005F_", escape(text, _BREAKS))
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def _value(at: str, value: str, style: int) -> str:
    return f'<c r="{at}" s="{style}"><v>{value}</v></c>'


def letter(number: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
