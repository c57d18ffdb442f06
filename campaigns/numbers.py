"""Document numbers (发文字号) and the ordinal signs before headings.

Source of both rules: GB/T 9704-2012 §7.2.5 and §7.3.3.
"""

import re
import unicodedata
from dataclasses import dataclass

from campaigns.choices import Kind

EXAMPLE = "闽质强省办〔2024〕9号"
YEARS = range(1949, 2101)

_FORM = re.compile(
    r"(?P<code>[\u3400-\u9fff\U00020000-\U0003ffff]{1,20})〔(?P<year>[0-9]{4})〕(?P<serial>[1-9][0-9]{0,5})号"
)
_OPENING = "〔[［(（【{｛〖「『〈《<＜❲⟦﹝"
_CLOSING = "〕]］)）】}｝〗」』〉》>＞❳⟧﹞"
_BRACKETS = str.maketrans(_OPENING + _CLOSING, "〔" * len(_OPENING) + "〕" * len(_CLOSING))
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")

MOST = 99  # the largest number written in Chinese

_DIGITS = "零一二三四五六七八九"
_IN_BRACKETS = (Kind.SECTION, Kind.ARRANGEMENT, Kind.REQUIREMENT)
_WITH_POINT = (Kind.SLOGAN, Kind.ACTION)


class NumberError(ValueError):
    """A wrong document number; its text is a Chinese sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """机关代字〔年〕序号号; `str()` writes it out."""

    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


def parse(text: str) -> DocumentNumber:
    """Read a document number in its exact form. Raises NumberError, saying the first thing that is wrong."""
    found = _FORM.fullmatch(text)
    if found and int(found["year"]) in YEARS:
        return DocumentNumber(found["code"], int(found["year"]), int(found["serial"]))
    raise NumberError(_complaint(text))


def suggest(text: str) -> str | None:
    """The form that was probably meant, or None if `text` is right or cannot be mended. Never apply it unasked."""
    mended = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).translate(_BRACKETS))
    mended = re.sub(r"〔([0-9]+)年〕", r"〔\1〕", mended)
    mended = re.sub(r"〕第?0*(?=[1-9])", "〕", mended)
    mended = re.sub(r"(?<=[0-9])$", "号", mended)
    found = _FORM.fullmatch(mended)
    return mended if found and int(found["year"]) in YEARS and mended != text else None


def chinese_number(n: int) -> str:
    """1 → 一, 10 → 十, 99 → 九十九. Raises ValueError outside 1–99."""
    if not 1 <= n <= MOST:
        raise ValueError(f"{n} is not between 1 and {MOST}")
    tens, ones = divmod(n, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def label(kind: str, position: int) -> str:
    """The sign before the position-th heading of a kind, counted from 1: （一） or 1. — nothing before a theme."""
    if kind in _IN_BRACKETS:
        return f"（{chinese_number(position)}）"
    if kind in _WITH_POINT:
        return f"{position}."
    if kind == Kind.THEME:
        return ""
    raise ValueError(f"no headings of kind {kind!r}")


def ordinal(n: int) -> str:
    """As `chinese_number` as far as that goes, else in digits: documents may have more of a kind than 99."""
    return chinese_number(n) if n <= MOST else str(n)


def sign(kind: str, position: int) -> str:
    """The sign before what stands at a position counted from 0; never fails, however many there are."""
    return label(kind, position + 1) if position < MOST else f"{position + 1}."


def _complaint(text: str) -> str:
    """What is wrong first, in the order in which a person would mend it."""
    code, _, rest = text.partition("〔")
    year, _, serial = rest.partition("〕")
    checks = (
        (not text.strip(), "发文字号没有填写"),
        (bool(_INVISIBLE.search(text)), "发文字号中不能有空格或换行"),
        ("〔" not in text or "〕" not in text, "发文字号的年份要用六角括号〔〕"),
        (unicodedata.normalize("NFKC", text) != text, "发文字号中的数字要用半角阿拉伯数字"),
        (not re.fullmatch(r"[0-9]{4}", year), "发文字号的年份要写四位数字"),
        (year.isdecimal() and int(year) not in YEARS, f"发文字号的年份应在{YEARS[0]}至{YEARS[-1]}之间"),
        (not code, "发文字号的年份前要写机关代字"),
        (len(code) > 20, "发文字号的机关代字过长，最多20个字"),
        (not _FORM.fullmatch(f"{code[:20]}〔2024〕1号"), "发文字号的机关代字只能用汉字"),
        (serial.startswith("第"), "发文字号的序号前不加“第”字"),
        (not serial.endswith("号"), "发文字号的末尾要写“号”字"),
        (serial.startswith("0"), "发文字号的序号前不加“0”"),
    )
    wrong = next((sentence for is_wrong, sentence in checks if is_wrong), "发文字号的序号要写一至六位阿拉伯数字")
    return f"{wrong}，如：{EXAMPLE}"
