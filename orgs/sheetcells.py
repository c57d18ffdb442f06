"""What stands in a cell of a workbook, as XML: from the quote after its address, so that equal values are made once.

Every cell says its type (ECMA-376 part 1, §18.3.1.4), text as an inline string; nothing is ever written as a formula.
A whole column is written in one go: a call for each cell would cost more than everything else together.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from orgs.cells import LONGEST, for_xlsx, risky
from orgs.sheetparts import BARE, DAY, INDENTED, LINK, MOMENT, NUMBER, RISKY, STRONG, STRONG_NUMBER, TEXT, TITLE

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (Excel's days have no zone; cells are in Beijing's time)
SECONDS = 86400
_AWARE_EPOCH = EPOCH.replace(tzinfo=dt.timezone(dt.timedelta(hours=8)))
_NO_SUMMER = 1992  # since then Beijing's time has been eight hours ahead throughout
_PLAIN = frozenset({str, int, type(None), dt.date, dt.datetime})
KEPT, SHORT = 4000, 60  # values of a column remembered, and how long one of them may be
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read _x0041_ as A
_BREAKS = {"\r": "&#13;"}  # a bare one would come back as a line feed
EMPTY = f'" s="{TEXT}"/>'
_WORDS = f'" s="{TEXT}" t="inlineStr"><is><t>'
_END = "</t></is></c>"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that looks different: a subtotal is `strong`, text stands `indent` levels (at most 4) to the right, a
    remark is `bare`: without a frame, running on over the empty cells beside it. A bare one that is `strong` is a
    title; one that is `linked` looks like a link."""

    value: Any
    strong: bool = False
    indent: int = 0
    bare: bool = False
    linked: bool = False


class Kept(dict):
    """What each value of a column is written as, remembered from one piece of rows to the next."""

    def __missing__(self, value: Any) -> str:
        if type(value) is int:
            made = f'" s="{NUMBER}"><v>{value}</v></c>'
        elif type(value) is str and _tame(value):
            made = f"{_WORDS}{value}{_END}"
            if len(value) > SHORT:
                return made
        elif type(value) is dt.datetime:
            return content(value)  # hardly two are the same
        else:
            made = content(value)
        if len(self) < KEPT:
            self[value] = made
        return made


def _tame(text: str) -> bool:
    """Whether nothing in it minds XML, Excel or a spreadsheet's formulas; most texts are so. Quicker than a pattern."""
    return (
        text.isprintable()
        and text[:1].isalnum()
        and text[-1] != " "
        and not ("&" in text or "<" in text or ">" in text or "_x" in text)
        and len(text) <= LONGEST
    )


def column(values: Sequence[Any], kept: Kept) -> Iterable[str]:
    """What follows the address in each cell of a column."""
    if _PLAIN.issuperset(map(type, values)):
        return map(kept.__getitem__, values)
    return map(content, values)  # among other kinds, equal values may look different: 1, 1.0 and True


def content(value: Any) -> str:
    """The same for one value of any kind."""
    if type(value) is dt.datetime and value.tzinfo is not None and value.year >= _NO_SUMMER:
        return _moment(value - _AWARE_EPOCH)
    if isinstance(value, Cell):
        return _styled(value)
    plain = for_xlsx(value)
    if plain is None or plain == "":
        return EMPTY
    if isinstance(plain, bool):
        plain = "是" if plain else "否"
    if isinstance(plain, int | float | Decimal):
        return _value(str(plain), NUMBER)
    if isinstance(plain, dt.date):
        return _moment(plain - EPOCH) if isinstance(plain, dt.datetime) else _value(_days(plain), DAY)
    return text(str(plain), RISKY if risky(str(plain)) else TEXT)


def text(plain: str, style: int) -> str:
    words = _ESCAPED.sub("_x005F_", escape(plain, _BREAKS))
    return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def _styled(cell: Cell) -> str:
    plain = for_xlsx(cell.value)
    if cell.bare:
        return text(str(plain), TITLE if cell.strong else BARE) if plain else f'" s="{BARE}"/>'
    if cell.linked and isinstance(plain, str) and plain and not risky(plain):
        return text(plain, LINK)
    if isinstance(plain, int | float | Decimal) and not isinstance(plain, bool):
        return _value(str(plain), STRONG_NUMBER if cell.strong else NUMBER)
    if isinstance(plain, str) and plain and not risky(plain):
        return text(plain, (STRONG if cell.strong else INDENTED) + min(cell.indent, 4))
    return content(plain)


def _days(day: dt.date) -> str:
    return str((day - EPOCH.date()).days)


def _moment(since: dt.timedelta) -> str:
    return f'" s="{MOMENT}"><v>{since.days + since.seconds / SECONDS:.9f}</v></c>'


def _value(value: str, style: int) -> str:
    return f'" s="{style}"><v>{value}</v></c>'
