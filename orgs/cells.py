"""Cells of exported tables that no spreadsheet takes for a formula, whatever the text.

Two kinds of writers, two ways:

- A workbook says of each cell what it is. There the type is what protects: the
  text stays as it was typed. `put` does it for openpyxl (with the mark that keeps
  Excel from reading the text as a formula when somebody edits the cell); a writer
  of our own takes `for_xlsx` and writes inline strings, with the quote-prefix
  style where `risky`.
- A CSV file says nothing, and writers that guess by content (openpyxl's append,
  tablib, hence django-import-export) make formulas of what begins with "=". There
  only the text itself can protect: `safe` and `for_csv` put an apostrophe before it.

Numbers, dates, times and truth values stay what they are.
"""

import datetime as dt
import math
import re
import unicodedata
from decimal import Decimal
from typing import Any

from orgs.beijing import BEIJING

LONGEST = 32767  # characters in a cell of Excel
CUT = "…（过长，已截断）"

# What XML 1.0 cannot hold: control characters, lone surrogates, the two non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SIGNS = frozenset("=+-@")
_OTHER_MINUS = "\u2212"
_BREAKS = frozenset("\t\r\n")

Cell = str | int | float | Decimal | dt.date | dt.time | None


def risky(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula once its type is lost.

    So it does if it begins with = + - @ in any width, or with a tab or line
    break; blanks, control characters and invisible marks before them do not help.
    """
    for character in text:
        if character in _BREAKS:
            return True
        if unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl", "Zp"}:
            return character == _OTHER_MINUS or unicodedata.normalize("NFKC", character)[0] in _SIGNS
    return False


def safe(value: Any) -> Cell:
    """The value for a writer that guesses by content: risky text gets an apostrophe. Twice is the same as once."""
    plain = _plain(value)
    if not isinstance(plain, str):
        return plain
    return _cut("'" + plain if risky(plain) else plain)


def for_csv(value: Any) -> Cell:
    """The value for csv.writer: as `safe`; negative numbers stay numbers."""
    return safe(value)


def as_typed(text: str) -> str:
    """The text before `safe` put an apostrophe in front of it; any other apostrophe was typed and stays."""
    return text[1:] if text[:1] == "'" and risky(text[1:]) else text


def for_xlsx(value: Any) -> Cell:
    """The value for a workbook's cell whose type the writer sets itself: text as it was typed, only legal in XML."""
    plain = _plain(value)
    return _cut(plain) if isinstance(plain, str) else plain


def put(cell: Any, value: Any) -> None:
    """Write a value into an openpyxl cell; text is a string there and stays one when edited."""
    plain = for_xlsx(value)
    cell.value = plain
    if isinstance(plain, str):
        cell.data_type = "s"
        if risky(plain):
            cell.quotePrefix = True


def _plain(value: Any) -> Cell:
    """Text without illegal characters; moments in Beijing's time without zone, which Excel does not know."""
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(BEIJING).replace(tzinfo=None)
    if isinstance(value, dt.time) and value.tzinfo is not None:
        return value.replace(tzinfo=None)
    if isinstance(value, float | Decimal):
        return value if math.isfinite(value) else None
    # Enumerations are int or str underneath, and writers know only the plain types.
    if value is None or type(value) in (bool, int) or isinstance(value, dt.date | dt.time):
        return value
    return _ILLEGAL.sub("", str(value))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
