"""Figures and days that are hardly meant: asked about once, never refused. Plain values in and out.

The bounds are ours: what no unit of that level can have gathered by what is known of public summaries; whoever did
says so with one tick.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

PARTICIPATION = {"enterprises": "参加的经营主体", "workers": "参加的一线员工", "residents": "参加的群众"}
COUNTY = {"enterprises": 10_000, "workers": 100_000, "residents": 1_000_000}
COUNTERS = {
    **dict.fromkeys(("materials", "consulted", "messages"), 1_000_000),
    **dict.fromkeys(("staff", "trained"), 100_000),
    **dict.fromkeys(("boards", "banners", "inspected", "trainings", "reports"), 10_000),
    "viewers": 100_000_000,
}
TIMES = {"county": 1, "prefecture": 10, "province": 50, "nation": 500}
LEVELS = {"county": "县级", "prefecture": "市级", "province": "省级", "nation": "全国"}
FAR = dt.timedelta(days=60)  # before the campaign begins or after it ends
LONG = dt.timedelta(days=60)
SAME = 3  # so many fields with one and the same figure
SMALL = 10  # figures below this may well be the same by chance
RIGHT, DAY_RIGHT = "数字无误", "日期无误"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked beside a field. `key` holds the value too, so that another value is asked about anew."""

    field: str
    value: str
    text: str
    yes: str = RIGHT
    sure: bool = False

    @property
    def key(self) -> str:
        return f"{self.field}={self.value}"


def questions(
    words: Mapping[str, Any], *, level: str, starts_on: dt.date, ends_on: dt.date, population: int | None = None
) -> list[Question]:
    """What to ask about, at most one question per field, in the form's order. The dates are the campaign's.

    `words` are columns as the verbs take them, `counters` among them as rows; `level` is the region's.
    """
    figures = _figures(words)
    found = [*_days(words, starts_on, ends_on)]
    for field, (label, value, qualifier) in figures.items():
        text = _too_large(field, label, value, level, population) or _a_year(label, value, qualifier, words)
        if text:
            found.append(Question(field, str(value), text))
    return found + _repeated(figures, {question.field for question in found})


def still_open(found: Iterable[Question], sure: Iterable[str]) -> list[Question]:
    """Those not ticked."""
    ticked = set(sure)
    return [question for question in found if question.key not in ticked]


def ticked(found: Iterable[Question], sure: Iterable[str]) -> list[Question]:
    """All, those that were ticked marked so."""
    given = set(sure)
    return [replace(question, sure=question.key in given) for question in found]


def _figures(words: Mapping[str, Any]) -> dict[str, tuple[str, int, str]]:
    """Field → label, value, qualifier of every figure given."""
    found = {}
    for name, label in PARTICIPATION.items():
        if words.get(name) is not None:
            found[name] = (label, words[name], words.get(f"{name}_qualifier", ""))
    for row in words.get("counters", ()):
        found[f"counter_{row['kind']}"] = (row.get("label", "这一项"), row["value"], row["qualifier"])
    return found


def _too_large(field: str, label: str, value: int, level: str, population: int | None) -> str:
    if population and field == "residents" and value > population:
        return f"{label}填了{_spoken(value)}，超过本地区人口{_spoken(population)}，请核对。"
    kind = field.removeprefix("counter_")
    most = (COUNTY[field] if field in COUNTY else COUNTERS.get(kind, 10**9)) * TIMES.get(level, 1)
    if value <= most:
        return ""
    return f"{label}填了{_spoken(value)}，{LEVELS.get(level, '本级')}单位的一项活动很少超过{_spoken(most)}，请核对。"


def _a_year(label: str, value: int, qualifier: str, words: Mapping[str, Any]) -> str:
    day = words.get("held_on")
    if qualifier or day is None or abs(value - day.year) > 1:
        return ""
    return f"{label}填了{value}，与年份相同，是不是把年份填成了数量？"


def _days(words: Mapping[str, Any], starts_on: dt.date, ends_on: dt.date) -> list[Question]:
    day, until, found = words.get("held_on"), words.get("ends_on"), []
    if day and not starts_on - FAR <= day <= ends_on + FAR:
        text = f"日期{_day(day)}离“质量月”活动期间较远，请核对月份。"
        found.append(Question("held_on", day.isoformat(), text, DAY_RIGHT))
    if day and until and until - day > LONG:
        text = f"从{_day(day)}到{_day(until)}共{(until - day).days + 1}天，请核对结束日期。"
        found.append(Question("ends_on", until.isoformat(), text, DAY_RIGHT))
    return found


def _repeated(figures: Mapping[str, tuple[str, int, str]], asked: set[str]) -> list[Question]:
    """The same figure again and again: asked once, beside the last field that has it."""
    places: dict[int, list[str]] = {}
    for field, (_, value, _) in figures.items():
        if value >= SMALL:
            places.setdefault(value, []).append(field)
    found = []
    for value, fields in places.items():
        if len(fields) >= SAME and fields[-1] not in asked:
            text = f"有{len(fields)}项都填了{value}，是不是重复填写了同一个数字？"
            found.append(Question(fields[-1], str(value), text))
    return found


def _spoken(value: int) -> str:
    if value < 10_000:
        return str(value)
    return f"{value / 10_000:.4f}".rstrip("0").rstrip(".") + "万"


def _day(value: dt.date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
