"""Figures as summaries report them: 400余, 近200, 约3千, 106.5万 — value, qualifier and wording are all kept."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

ABOUT, OVER, NEARLY = "约", "余", "近"
QUALIFIERS = ("", ABOUT, OVER, NEARLY)
LARGEST = 2**63 - 1  # what a database's big integer holds

_BEFORE = {
    "约": ABOUT,
    "大约": ABOUT,
    "差不多": ABOUT,
    "近": NEARLY,
    "将近": NEARLY,
    "接近": NEARLY,
    "逾": OVER,
    "超": OVER,
    "超过": OVER,
}
_AFTER = {"余": OVER, "多": OVER, "以上": OVER, "左右": ABOUT, "上下": ABOUT}
_SCALES = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8, "百万": 10**6, "千万": 10**7}
_UNITS = "人次|家次|场次|批次|件次|项次|人|家|场|项|次|个|名|份|块|条|篇|件|批|户|种|期"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(filter(None, words), key=len, reverse=True))


_FORM = re.compile(
    rf"(?P<before>{_any_of(_BEFORE)})?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(?P<decimals>\.[0-9]{1,8})?"
    rf"(?P<inner>[余多])?(?P<scale>{_any_of(_SCALES)})?(?P<outer>[余多])?"
    rf"(?:{_UNITS})?(?P<after>以上|左右|上下)?"
)


class QuantityError(ValueError):
    """A figure that cannot be read; its text is a Chinese sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A whole number with its qualifier, and the words it was given in. `value` None = not given, which is not 0."""

    value: int | None
    qualifier: str = ""
    wording: str = ""

    def __post_init__(self) -> None:
        if self.qualifier not in QUALIFIERS:
            raise ValueError(f"unknown qualifier {self.qualifier!r}")
        if self.value is None and self.qualifier:
            raise ValueError("a qualifier needs a value")
        if self.value is not None and not 0 <= self.value <= LARGEST:
            raise ValueError(f"{self.value} is out of range")

    def __str__(self) -> str:
        return display(self)


def parse(text: str) -> Quantity:
    """Read a figure with at most one qualifier; empty = not given. Raises QuantityError.

    A measure word behind the figure (400余场) is read over; the wording keeps it.
    """
    wording = text.strip()
    number, qualifier = parse_decimal(wording)
    if number is None:
        return Quantity(None)
    if number != int(number):
        raise QuantityError(f"“{_short(wording)}”不是整数，场次、家次、人次等请填写整数")
    return Quantity(int(number), qualifier, wording)


def parse_decimal(text: str) -> tuple[Decimal | None, str]:
    """The same for what need not be whole (约12.5): the number, None when not given, and its qualifier."""
    wording = text.strip()
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", wording))
    if not plain:
        return None, ""
    found = _FORM.fullmatch(plain)
    if not found:
        raise QuantityError(f"“{_short(wording)}”不是可以识别的数字，请填写如：400、400余、近200、约3千、106.5万")
    given = {_BEFORE.get(found["before"] or "", "")} | {
        _AFTER.get(found[at] or "", "") for at in ("inner", "outer", "after")
    }
    qualifiers = given - {""}
    if len(qualifiers) > 1:
        raise QuantityError(f"“{_short(wording)}”中“约”“近”“余”只能用一个，如：近200")
    number = Decimal(found["digits"].replace(",", "") + (found["decimals"] or "")) * _SCALES[found["scale"] or ""]
    if number > LARGEST:
        raise QuantityError(f"“{_short(wording)}”过大，请核对后重新填写")
    return number, "".join(qualifiers)


def display(quantity: Quantity) -> str:
    """The figure on screen: the words it was given in, else written from value and qualifier; — when not given."""
    if quantity.wording:
        return quantity.wording
    if quantity.value is None:
        return "—"
    if quantity.qualifier == OVER:
        return f"{quantity.value}{OVER}"
    return f"{quantity.qualifier}{quantity.value}"


def total(quantities: Iterable[Quantity]) -> Quantity:
    """The sum of those given; 约 as soon as one is qualified. Not given if none is."""
    given = [(each.value, each.qualifier) for each in quantities if each.value is not None]
    if not given:
        return Quantity(None)
    return Quantity(sum(value for value, _ in given), ABOUT if any(qualifier for _, qualifier in given) else "")


def _short(wording: str) -> str:
    return wording if len(wording) <= 20 else wording[:20] + "…"
