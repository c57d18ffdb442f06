"""An activity's words as plain lines, for putting two versions of them side by side."""

from collections.abc import Iterable, Mapping
from typing import Any

from activities.choices import CounterKind, Outcome, Sort
from activities.quantities import Quantity, display

LABELS = (
    ("title", "活动"),
    ("held_on", "日期"),
    ("ends_on", "结束日期"),
    ("place", "地点"),
    ("sort", "类别"),
    ("outcome", "开展情况"),
    ("outcome_reason", "原因"),
    ("enterprises", "经营主体（家次）"),
    ("workers", "一线员工（人次）"),
    ("residents", "群众（人次）"),
    ("text", "情况"),
)


def as_text(words: Mapping[str, Any], holders: Iterable[str]) -> str:
    """One line per field that says something; `words` are columns as the verbs take them."""
    found = [f"{label}：{shown}" for name, label in LABELS if (shown := _shown(name, words))]
    found += [f"{CounterKind(row['kind']).label}：{_counted(row)}" for row in words.get("counters", ())]
    names = "、".join(holders)
    return "\n".join([*found, *([f"联合单位：{names}"] if names else [])])


def _counted(row: Mapping[str, Any]) -> str:
    return display(Quantity(row["value"], row["qualifier"]))


def _shown(name: str, words: Mapping[str, Any]) -> str:
    value = words.get(name)
    if value is None or value == "":
        return ""
    if f"{name}_qualifier" in words:
        return display(Quantity(value, words[f"{name}_qualifier"]))
    if name == "sort":
        return str(Sort(value).label)
    if name == "outcome":
        return str(Outcome(value).label)
    return str(value)
