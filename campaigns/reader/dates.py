"""Dates as documents write them. Only what is written counts: 近日 and 另行通知 are no dates."""

import re
from calendar import monthrange
from datetime import date

from campaigns.reader.numbering import DIGITS, number

_Y = r"(?:(?P<y>(?:19|20)[0-9]{2})年)?"
_D = r"(?P<d>[0-9]{1,2})[日号]"
_ISO = re.compile(r"(?P<y>20[0-9]{2})[-./](?P<m>[0-9]{1,2})[-./](?P<d>[0-9]{1,2})(?![0-9])")
_TO = r"起?(?:至|到|[—–~～\-－―]{1,2})"
_RANGE = re.compile(
    rf"{_Y}(?P<m>[0-9]{{1,2}})月(?P<d>[0-9]{{1,2}})[日号]?{_TO}(?:(?P<y2>20[0-9]{{2}})年)?"
    rf"(?:(?P<m2>[0-9]{{1,2}})月)?(?P<d2>[0-9]{{1,2}})[日号]"
)
_MONTHS = re.compile(rf"{_Y}(?P<m>[0-9]{{1,2}})月?份?{_TO}(?:(?P<y2>20[0-9]{{2}})年)?(?P<m2>[0-9]{{1,2}})月(?![0-9])")
_DAY = re.compile(rf"{_Y}(?P<m>[0-9]{{1,2}})月{_D}")
_PART = re.compile(rf"{_Y}(?P<m>[0-9]{{1,2}})月(?:份)?(?P<p>[上中下]旬|初|中|末|底)")
_MONTH = re.compile(rf"{_Y}(?P<m>[0-9]{{1,2}})月(?!\s*[0-9])")
_CN_YEAR = re.compile(r"([一二][〇零○Oo0一二三四五六七八九]{3})年")
_CN_MONTH = re.compile(r"([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})([日号]))?")
PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10), "中": (11, 20), "末": (21, 31)}
PARTS["底"] = PARTS["末"]

Span = tuple[date, date]


def arabic(text: str) -> str:
    """二〇二四年九月二日 → 2024年9月2日, and no blanks inside dates."""
    text = re.sub(r"(?<=[0-9年月])\s+(?=[0-9年月日号])", "", text)
    text = _CN_YEAR.sub(lambda m: "".join(str(DIGITS.get(c, 0)) for c in m[1]) + "年", text)
    return _CN_MONTH.sub(lambda m: f"{number(m[1])}月" + (f"{number(m[2])}{m[3]}" if m[2] else ""), text)


def spans(text: str, year: int | None) -> list[tuple[int, int, Span]]:
    """Every date or stretch of time written in `text` (already `arabic`), as start, end, (first day, last day).

    A date without a year takes `year`; without either it is none. Days that do not exist are none.
    """
    taken: list[tuple[int, int, Span]] = []
    for pattern, build in _READERS:
        for found in pattern.finditer(text):
            if any(start < found.end() and found.start() < end for start, end, _ in taken):
                continue
            parts = found.groupdict()
            own = int(parts["y"]) if parts.get("y") else year
            span = _safely(build, parts, own) if own else None
            if span and span[0] <= span[1]:
                taken.append((found.start(), found.end(), span))
    return sorted(taken)


def first_span(text: str, year: int | None) -> Span | None:
    found = spans(arabic(text), year)
    return found[0][2] if found else None


def only_date(text: str) -> date | None:
    """The day when the text is a complete date with year and nothing else; the form of a date of issue."""
    text = arabic(text.strip())
    found = _DAY.fullmatch(text) or _ISO.fullmatch(text)
    if not found or not found["y"]:
        return None
    span = _safely(_day, found.groupdict(), int(found["y"]))
    return span[0] if span else None


def _safely(build, parts: dict, year: int) -> Span | None:
    try:
        return build(parts, year)
    except ValueError:
        return None  # 2月30日, 13月


def _day(parts: dict, year: int) -> Span:
    day = date(year, int(parts["m"]), int(parts["d"]))
    return day, day


def _stretch(parts: dict, year: int) -> Span:
    last = date(int(parts["y2"] or year), int(parts["m2"] or parts["m"]), int(parts["d2"]))
    return date(year, int(parts["m"]), int(parts["d"])), last


def _months(parts: dict, year: int) -> Span:
    last = int(parts["y2"] or year)
    month = int(parts["m2"])
    return date(year, int(parts["m"]), 1), date(last, month, _length(last, month))


def _month(parts: dict, year: int) -> Span:
    month = int(parts["m"])
    return date(year, month, 1), date(year, month, _length(year, month))


def _part(parts: dict, year: int) -> Span:
    month = int(parts["m"])
    first, last = PARTS[parts["p"]]
    return date(year, month, first), date(year, month, min(last, _length(year, month)))


def _length(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return monthrange(year, month)[1]


_READERS = ((_RANGE, _stretch), (_ISO, _day), (_DAY, _day), (_PART, _part), (_MONTHS, _months), (_MONTH, _month))
