"""What in a text looks like personal data: mobile and landline numbers, identity numbers, e-mail addresses.

Pure. Digits count in any width and with blanks or dashes between them, because that is how they stand in pasted
tables. Where several readings overlap, the whole stretch is one find: too much is shown to a person, never too little.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# GB 11643-1999: weights of the first 17 digits, and the check sign by the sum modulo 11
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
LONGEST = 24  # signs of a number, an extension and a country's code included
NEAR_LABEL = 16  # how far before a number without an area code its label may stand

_OTHER_SIGNS = {"×": "X", "Ⅹ": "X", "ⅹ": "X", "。": "."}
_BLANK = r"\s\u200b-\u200f\u2060\ufeff"
_DASH = r"\-\u2010-\u2015\u2212\u2500\ufe58\ufe63－"
_BETWEEN = re.compile(rf"(?:[{_BLANK}{_DASH}()·]{{1,4}}|\.)")
_DIGITS = re.compile(rf"[0-9]+(?:[{_BLANK}{_DASH}]{{0,3}}[Xx](?![0-9]))?")
_DATE = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])")
_SIGNS_BETWEEN = re.compile(rf"[{_BLANK}{_DASH}()+·]")
_LABEL = re.compile(r"(?:电话|座机|传真|话机|[Tt][Ee][Ll]|[Ff][Aa][Xx])[^0-9，。；、]{0,10}$")
_STANDARD = re.compile(
    r"\b(?:GB[ZJ]?|DB[0-9]{0,6}|JJ[FG]|ISO|IEC|TSG|CNAS|[A-Z]{2}|[TQ])(?:/[A-Z]{1,8})?\s?[0-9]{1,6}(?:\.[0-9]{1,3})*"
    rf"\s?[{_DASH}:]\s?(?:19|20)[0-9]{{2}}(?![{_BLANK}{_DASH}]*[0-9])"
)
_MONEY_BEFORE = re.compile(rf"[¥￥$][{_BLANK}]*$")
_MONEY_AFTER = re.compile(rf"[{_BLANK}]*(?:元(?!旦)|万元|亿元|万美元|美元)")
_AT = rf"[{_BLANK}]*(?:@|[(\[](?:at|AT)[)\]])[{_BLANK}]*"
_DOT = rf"[{_BLANK}]*\.[{_BLANK}]*"
_EMAIL = re.compile(  # blanks are taken whole (++): else each is tried on both sides, and 100,000 of them take minutes
    rf"(?:(?:(?<![A-Za-z0-9])[A-Za-z0-9][{_BLANK}]++){{1,30}}[A-Za-z0-9]|[A-Za-z0-9_%+\-]{{1,40}}"
    rf"(?:{_DOT}[A-Za-z0-9_%+\-]{{1,20}}){{0,3}}){_AT}"
    rf"(?:(?:[A-Za-z0-9][{_BLANK}]++){{1,20}}|[A-Za-z0-9\-]{{1,30}})"
    rf"(?:{_DOT}(?:(?:[A-Za-z0-9][{_BLANK}]++){{1,10}}[A-Za-z0-9](?![A-Za-z0-9])|[A-Za-z0-9\-]{{2,20}})){{1,3}}"
)
_MOBILE = re.compile(r"(?:0{0,2}86)?1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(?:0(?:10|2[0-9])[1-9][0-9]{7}|0[3-9][0-9]{2}[1-9][0-9]{6,7})")
_ABROAD = re.compile(r"(?:00)?86(?:10|2[0-9]|[3-9][0-9]{2})[1-9][0-9]{6,7}")
_LOCAL = re.compile(r"[1-9][0-9]{6,7}")
_RANK = ("email", "identity", "mobile", "phone")  # what a find is called where several readings overlap


@dataclass(frozen=True, slots=True)
class Found:
    """A find in a text: from `start` up to `end`; `words` as they stand there, `key` the same however it is spaced."""

    kind: str
    start: int
    end: int
    words: str

    @property
    def key(self) -> str:
        return key_of(self.words)


def scan(text: str) -> list[Found]:
    """Every find, in the order of the text; they do not overlap."""
    plain = _plain(text)
    standards = [match.span() for match in _STANDARD.finditer(plain)]
    dates = [match.span() for match in _DATE.finditer(plain)]
    spans = [("email", *match.span()) for match in _EMAIL.finditer(plain)]
    for kind, start, end in _numbers(plain):
        in_standard = any(a < end and start < b for a, b in standards)
        if not in_standard and not any(a < start < b for a, b in dates):  # “09-01” of a date opens no number
            spans.append((kind, _opening(plain, start, end), end))
    return [Found(kind, start, end, text[start:end]) for kind, start, end in _united(spans)]


def key_of(words: str) -> str:
    """The same for one number or address in whatever width and spacing it is written."""
    return _SIGNS_BETWEEN.sub("", _plain(words)).upper()[:100]


def is_identity(number: str) -> bool:
    """Whether 18 signs are an identity number: a day of birth that there was, and the right check sign."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number):
        return False
    try:
        dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return CHECKS[sum(int(sign) * w for sign, w in zip(number, WEIGHTS, strict=False)) % 11] == number[17]


def _plain(text: str) -> str:
    """The text sign by sign in half width; places stay the same."""
    return "".join(_sign(sign) for sign in text)


def _sign(sign: str) -> str:
    if sign.isascii():
        return sign
    if (value := unicodedata.decimal(sign, None)) is not None:
        return str(value)
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    return _OTHER_SIGNS.get(sign, sign)


def _numbers(plain: str) -> Iterator[tuple[str, int, int]]:
    """Every reading of neighbouring groups of digits; groups are never cut."""
    for run in _runs(plain):
        for first in range(len(run)):
            digits, between = "", ""
            for last in range(first, len(run)):
                between += plain[run[last - 1][1] : run[last][0]] if last > first else ""
                digits += _SIGNS_BETWEEN.sub("", plain[run[last][0] : run[last][1]]).upper()
                if len(digits) > LONGEST:
                    break
                kind = _kind(digits, between, plain, run[first][0], run[last][1])
                if kind:
                    yield kind, run[first][0], run[last][1]


def _kind(digits: str, between: str, plain: str, start: int, end: int) -> str:
    if "." in between and set(between) != {"."}:
        return ""  # 13.5 20.6 18.7 are figures
    if is_identity(digits):
        return "identity"
    if _MONEY_BEFORE.search(plain[max(0, start - 4) : start]) or _MONEY_AFTER.match(plain, end):
        return ""
    digits = digits.rstrip("X")
    if _MOBILE.fullmatch(digits):
        return "mobile"
    from_abroad = _ABROAD.fullmatch(digits) and (digits[0] == "0" or plain[max(0, start - 1) : start] == "+")
    labelled = _LOCAL.fullmatch(digits) and _LABEL.search(plain[max(0, start - NEAR_LABEL) : start])
    return "phone" if _LANDLINE.fullmatch(digits) or from_abroad or labelled else ""


def _opening(plain: str, start: int, end: int) -> int:
    """Where the words begin: with the bracket of （0591）8754 and the plus of +86."""
    before = plain[max(0, start - 1) : start]
    return start - 1 if before == "+" or (before == "(" and ")" in plain[start:end]) else start


def _runs(plain: str) -> Iterator[list[tuple[int, int]]]:
    """Groups of digits that only blanks, dashes, brackets or a dot part, as (start, end)."""
    run: list[tuple[int, int]] = []
    for match in _DIGITS.finditer(plain):
        if run and not _BETWEEN.fullmatch(plain, run[-1][1], match.start()):
            yield run
            run = []
        run.append(match.span())
    if run:
        yield run


def _united(spans: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    for span in sorted(spans, key=lambda span: span[1:]):
        if found and span[1] < found[-1][2]:
            before = found.pop()
            found.append((min(span[0], before[0], key=_RANK.index), before[1], max(span[2], before[2])))
        else:
            found.append(span)
    return found
