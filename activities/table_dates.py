"""Dates as people write them in tables: what is exact is taken, what is vague is asked about, nothing is made up."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from campaigns.reader import dates

EPOCH = dt.date(1899, 12, 30)  # Excel counts days from here, with 29 February 1900 that never was
SERIALS = range(36526, 73050)  # 2000 to 2099; other numbers are no dates anybody meant
_VAGUE = re.compile(
    r"[旬初中末底]|月份?(?![0-9]{1,2}[日号])|季度|全年|近日|待定|另行|拟|前后|左右|上半|下半|期间|全月|长期"
)
_TO = re.compile(r"起?(?:至|到|[-—–~～－―]{1,2})")
_PLAIN = re.compile(r"(?P<m>[0-9]{1,2})[./](?P<d>[0-9]{1,2})")
_COMPACT = re.compile(r"(20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])")
# What may stand beside a date and says nothing about the day: the weekday, the hour.
_BESIDE = re.compile(
    r"[（(]?(?:星期|周|礼拜)[一二三四五六日天][)）]?|(?:凌晨|早上|上午|中午|下午|晚上|全天)"
    r"|[0-9]{1,2}[:：时点](?:[0-9]{2}(?::[0-9]{2})?分?|半)?(?:[-—~至到]+[0-9]{1,2}[:：时点](?:[0-9]{2}分?|半)?)?"
)


class CellError(ValueError):
    """A cell that cannot be taken as it is; its text is a Chinese sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a stretch of days. `vague` holds the words when they name no certain days (9月上旬)."""

    first: dt.date
    last: dt.date | None = None
    vague: str = ""

    def __str__(self) -> str:
        return f"{self.first:%Y-%m-%d}" + (f"至{self.last:%Y-%m-%d}" if self.last else "")


def moment(value: object, year: int) -> Moment:
    """Read a cell; a date without a year is of `year`. Raises CellError for what names no date at all."""
    if isinstance(value, dt.datetime):
        return Moment(value.date())
    if isinstance(value, dt.date):
        return Moment(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Moment(_counted(value))
    return _written(str(value).strip(), year)


def _counted(value: float) -> dt.date:
    if int(value) in SERIALS:
        return EPOCH + dt.timedelta(days=int(value))
    found = _COMPACT.fullmatch(str(int(value))) if value == int(value) else None
    if found is None:
        raise CellError(f"“{value:g}”不是日期，请填写如：2024-09-10")
    return _day(*found.groups(), words=f"{value:g}")


def _written(words: str, year: int) -> Moment:
    text = re.sub(r"\s+", "", dates.arabic(unicodedata.normalize("NFKC", words)))
    if found := _COMPACT.fullmatch(text):
        return Moment(_day(*found.groups(), words=words))
    rest = _BESIDE.sub("", re.sub(r"(?<=[0-9])(?=(?:00:00:00|00:00)$)", " ", text)).strip()
    if _PLAIN.fullmatch(rest):
        raise CellError(f"“{words}”可能是日期，也可能不是，请写明年月日，如：{year}-09-10")
    spans = dates.spans(rest, year)
    if len(spans) == 2 and _TO.fullmatch(rest[spans[0][1] : spans[1][0]]) and spans[0][2] < spans[1][2]:
        spans = [(spans[0][0], spans[1][1], (spans[0][2][0], spans[1][2][1]))]
    left = _left_over(rest, spans[0]) if len(spans) == 1 else "0"
    if any(character.isdigit() for character in left):
        raise CellError(f"“{_short(words)}”没有写明可以识别的日期，请填写如：{year}-09-10")
    first, last = spans[0][2]
    vague = words if left or _VAGUE.search(rest) else ""
    return Moment(first, last if last != first else None, vague)


def _left_over(text: str, span: tuple) -> str:
    return (text[: span[0]] + text[span[1] :]).strip("，,。；;、（）()起止")


def _day(year: str, month: str, day: str, *, words: str) -> dt.date:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        raise CellError(f"“{words}”这一天不存在，请核对") from None


def _short(words: str) -> str:
    return words if len(words) <= 20 else words[:20] + "…"
