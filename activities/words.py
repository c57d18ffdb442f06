"""An activity's words as plain lines, for putting two versions of them side by side."""

from collections.abc import Iterable, Mapping
from typing import Any

from activities.choices import CounterKind, Outcome, Sort
from activities.headings import HEADINGS, SUMS
from activities.quantities import Quantity, display

_OF = ("title", "held_on", "ends_on", "place", "sort", "outcome", "outcome_reason", *SUMS, "text")
LABELS = tuple((name, {"outcome_reason": "原因"}.get(name, HEADINGS[name])) for name in _OF)


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
