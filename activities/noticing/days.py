"""Dates as messages write them. 近日, 昨天 and 10日 without a month are no dates; the year may come from the campaign.

`campaigns.reader.dates` reads dates too, but in a text it has rewritten first; here positions must hold in the source.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from campaigns.reader.numbering import DIGITS, number

_D = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"\s*起?(?:至|到|[—–~～\-－―]{1,2})\s*"
_YEAR = r"(?:(?P<y>[0-9０-９]{4}|[一二][〇零○一二三四五六七八九]{3})\s*年)?\s*"
_WRITTEN = re.compile(
    rf"{_YEAR}(?P<m>{_D})\s*月\s*(?P<d>{_D})(?:\s*[日号])?{_TO}(?:(?P<m2>{_D})\s*月\s*)?(?P<d2>{_D})\s*[日号]"
    rf"|{_YEAR.replace('<y>', '<y1>')}(?P<m1>{_D})\s*月\s*(?P<d1>{_D})\s*[日号]"
)
_FIGURES = re.compile(r"(?<![0-9.])(?P<y>20[0-9]{2})[-./](?P<m>[0-9]{1,2})[-./](?P<d>[0-9]{1,2})(?![0-9.])")
# 9.10 may be a measure; only at the start of a sentence it is taken for a date
_SHORT = re.compile(
    r"(?:(?<=[。；！？\n｜|】])|^)(?P<lead>[\s（(]*)(?P<m>1[0-2]|[1-9])[./](?P<d>3[01]|[12][0-9]|0?[1-9])(?=[日，,、\s（(上下\u4e00-\u9fff])(?!\s*[万元%％亿])"
)
_LIMIT_AFTER = re.compile(r"\s*(?:24时)?(?:之前|以前|前|截止)")
_LIMIT_BEFORE = re.compile(r"(?:截至|截止到?|截止至|从|自)\s*$")
_WILL = re.compile(r"(?:将于|拟于|计划于|定于|计划|拟|将在|预计)\s*$")
_VAGUE = re.compile(
    r"近日|日前|近期|连日来|今天|今日|昨天|昨日|前天|本周[一二三四五六日]?|上周[一二三四五六日]?|月初|月底|(?<![0-9０-９月/.至到\-—~～、])[0-9]{1,2}日(?=[，,上下])"
)


@dataclass(frozen=True, slots=True)
class Day:
    start: int
    end: int
    first: dt.date
    last: dt.date
    will: bool = False


def days(text: str, year: int) -> list[Day]:
    """Every complete date in the text that tells when something is held; deadlines (10月12日前) and 截至 are none."""
    found: list[Day] = []
    for pattern in (_WRITTEN, _FIGURES, _SHORT):
        for hit in pattern.finditer(text):
            start = hit.end("lead") if "lead" in pattern.groupindex else hit.start()
            start += len(text[start : hit.end()]) - len(text[start : hit.end()].lstrip())
            if any(start < day.end and day.start < hit.end() for day in found):
                continue
            before = text[max(0, start - 8) : start]
            if _LIMIT_AFTER.match(text, hit.end()) or _LIMIT_BEFORE.search(before):
                continue
            span = _span({name: value or "" for name, value in hit.groupdict().items()}, year)
            if span:
                found.append(Day(start, hit.end(), *span, will=bool(_WILL.search(before))))
    return sorted(found, key=lambda day: day.start)


def vague(text: str) -> list[tuple[int, int]]:
    """Where the text speaks of a day without saying which."""
    return [hit.span() for hit in _VAGUE.finditer(text)]


def _span(parts: dict[str, str], year: int) -> tuple[dt.date, dt.date] | None:
    own = _year(parts.get("y") or parts.get("y1") or "", year)
    month, day = parts["m"] or parts.get("m1", ""), parts["d"] or parts.get("d1", "")
    try:
        first = dt.date(own, _number(month), _number(day))
        if not parts.get("d2"):
            return first, first
        last = dt.date(own, _number(parts.get("m2") or month), _number(parts["d2"]))
    except ValueError:  # 2月30日, 13月
        return None
    return (first, last) if first <= last else None


def _number(word: str) -> int:
    return number(unicodedata.normalize("NFKC", word))


def _year(word: str, otherwise: int) -> int:
    plain = unicodedata.normalize("NFKC", word)
    if not plain:
        return otherwise
    return int(plain) if plain.isdecimal() else int("".join(str(DIGITS.get(sign, 0)) for sign in plain))
