"""How the cells of an activities' table are read: widgets of django-import-export, one per kind of column.

A workbook gives numbers as floats, days as dates, and whatever people type as text. Each `clean` takes any of these and
gives the value for the database, or raises CellError with a sentence that says what to do.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django.db.models import TextChoices
from import_export.widgets import Widget

from activities.choices import CounterKind, Qualifier
from activities.quantities import Quantity, QuantityError, parse
from activities.table_dates import CellError, Moment, moment

MOST_PEOPLE = 2_147_483_647  # what the column holds
LONGEST_NAME, MOST_HOLDERS = 80, 30
_PARTS = re.compile(r"[、；;\n]")


class Cell(Widget):
    """`year` is the campaign's: dates without a year are of it."""

    blank: Any = ""

    def clean(self, value: Any, row: Any = None, *, year: int = 0, **kwargs: Any) -> Any:
        raise NotImplementedError

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class Text(Cell):
    """Words exactly as they were typed; numbers and dates as the table shows them."""

    def __init__(self, longest: int) -> None:
        super().__init__()
        self.longest = longest

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        words = value if type(value) is str else as_text(value)
        if len(words) > self.longest:
            raise CellError(f"共{len(words)}个字，最多{self.longest}个字，请删减")
        if "\0" in words:
            raise CellError("含有不能保存的字符，请删去后重新填写")
        return words


class Figure(Cell):
    """400, 400余, 近200: value and qualifier apart."""

    blank = Quantity(None)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Quantity:
        if type(value) is float:
            if not 0 <= value <= MOST_PEOPLE or value != int(value):
                raise CellError(f"“{value:g}”不是可以登记的人次、家次，请填写0至21亿之间的整数")
            return Quantity(int(value))
        try:
            found = parse(as_text(value))
        except QuantityError as error:
            raise CellError(str(error)) from None
        if (found.value or 0) > MOST_PEOPLE:
            raise CellError("数字过大，请核对后重新填写")
        return Quantity(found.value, found.qualifier)


class Choice(Cell):
    """One of the words of a drop-down."""

    def __init__(self, choices: type[TextChoices], also: dict[str, str] | None = None) -> None:
        super().__init__()
        self.values = {str(label): value for value, label in choices.choices} | {v: v for v in choices.values}
        self.values |= also or {}
        self.labels = [str(label) for label in choices.labels]

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        words = as_text(value).strip()
        if words not in self.values:
            raise CellError(f"“{_short(words)}”不在可选范围内，请从下拉列表选择：{'、'.join(self.labels)}")
        return self.values[words]


class Day(Cell):
    blank = None

    def clean(self, value: Any, row: Any = None, *, year: int = 0, **kwargs: Any) -> Moment:
        return moment(value, year)


class Names(Cell):
    """Names parted by 、 or ； or line breaks."""

    blank: tuple[str, ...] = ()

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(name.strip() for name in _PARTS.split(as_text(value)) if name.strip()))
        wrong = next((name for name in names if len(name) > LONGEST_NAME), None)
        if wrong:
            raise CellError(f"“{_short(wrong)}”过长，各单位之间请用“、”隔开")
        if len(names) > MOST_HOLDERS:
            raise CellError(f"最多填写{MOST_HOLDERS}个单位")
        return names


class CounterQualifiers(Cell):
    """资料约；咨询余 → {"materials": "约", "consulted": "余"}."""

    blank: dict[str, str] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> dict[str, str]:
        found = {}
        for part in re.split(r"[；;、，,\n]", as_text(value)):
            words = part.strip().replace("(", "（").replace(")", "）")
            if not words:
                continue
            kind, qualifier = COUNTER_NAMES.get(words[:-1].rstrip("：: ")), words[-1]
            if kind is None or qualifier not in Qualifier.values:
                raise CellError(f"“{_short(words)}”不能识别，请写成如：资料约；咨询余")
            found[kind] = qualifier
        return found


def _counter_names() -> dict[str, str]:
    """资料 and 资料（份） both name a counter; 培训 alone could be either of two, so only its full names do."""
    found: dict[str, str] = {str(label): value for value, label in CounterKind.choices}
    short = [str(label).partition("（")[0] for label in CounterKind.labels]
    for name, value in zip(short, CounterKind.values, strict=True):
        if short.count(name) == 1:
            found[name] = value
    return found | {str(label).translate(_BARE): value for value, label in CounterKind.choices}


_BARE = str.maketrans("", "", "（）")
COUNTER_NAMES = _counter_names()
QUALIFIERS = {"多": "余", "余": "余", "逾": "余", "超": "余", "近": "近", "约": "约", "左右": "约", "准确数": ""}


def counter_words(qualifiers: Sequence[tuple[str, str]]) -> str:
    """What the column 其他指标限定词 says of (kind, qualifier) pairs; the other direction of CounterQualifiers."""
    names = {value: name for name, value in reversed(COUNTER_NAMES.items()) if "（" not in name}
    shortest = {value: min((n for n, v in COUNTER_NAMES.items() if v == value), key=len) for value in names}
    return "；".join(f"{shortest[kind]}{qualifier}" for kind, qualifier in qualifiers if qualifier)


def one_line(words: str) -> str:
    return " ".join(words.split())


def as_text(value: Any) -> str:
    """A cell's words as the table shows them."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def _short(words: str) -> str:
    return words if len(words) <= 20 else words[:20] + "…"
