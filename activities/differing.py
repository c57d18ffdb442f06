"""What differs between two snapshots of an activity: its words by character, its photos one by one. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from activities.choices import CounterKind, Outcome, Sort
from activities.quantities import Quantity, display
from activities.words import LABELS
from campaigns.comparing import Marker, Span

SECONDS = 0.5  # for marking all texts of one page
GONE = "已删去"
NAMES = {"sort": Sort, "outcome": Outcome}


@dataclass(frozen=True)
class Row:
    """One field as a person reads it, before and after; `spans` marks the one text."""

    label: str
    old: str
    new: str
    spans: tuple[Span, ...] = ()

    @property
    def differs(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True)
class PhotoChange:
    """A photo that came, went, was replaced, or got other words (`spans`)."""

    id: str
    what: str
    words: str
    spans: tuple[Span, ...] = ()

    @property
    def is_gone(self) -> bool:
        return self.what == GONE


def rows(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Row]:
    """Every field that either side says something in, in the order of the form."""
    mark = Marker(SECONDS)
    pairs = [(label, _shown(name, old), _shown(name, new)) for name, label in LABELS]
    pairs += [("联合单位", _holders(old), _holders(new)), ("其他数据", _counters(old), _counters(new))]
    pairs.append(("对应方案内容", old.get("under", ""), new.get("under", "")))
    return [Row(label, a, b, tuple(mark(a, b)) if a != b else ()) for label, a, b in pairs if a or b]


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Row]:
    return [row for row in rows(old, new) if row.differs]


def photo_changes(old: Sequence[Mapping], new: Sequence[Mapping]) -> list[PhotoChange]:
    """The changes of the photos: first those there now, in their order, then those that went."""
    mark, before, now = Marker(SECONDS), {p["id"]: p for p in old}, {p["id"] for p in new}
    found = [change for photo in new for change in _to_photo(before.get(photo["id"]), photo, mark)]
    return found + [PhotoChange(photo["id"], GONE, _named(photo)) for photo in old if photo["id"] not in now]


def _to_photo(old: Mapping | None, new: Mapping, mark: Marker) -> Iterable[PhotoChange]:
    if old is None:
        yield PhotoChange(new["id"], "新增", _named(new))
        return
    if old["digest"] != new["digest"]:
        yield PhotoChange(new["id"], "已替换或修改画面", _named(new))
    for name, label in (("caption", "说明"), ("credit", "摄影或来源"), ("alt", "画面描述")):
        if old[name] != new[name]:
            yield PhotoChange(new["id"], f"{label}有改动", _named(new), tuple(mark(old[name], new[name])))


def _named(photo: Mapping) -> str:
    return photo["caption"] or photo["original_name"]


def _shown(name: str, words: Mapping[str, Any]) -> str:
    value = words.get(name)
    if value is None or value == "":
        return ""
    if f"{name}_qualifier" in words:
        return display(Quantity(value, words[f"{name}_qualifier"]))
    if name in NAMES:
        return str(NAMES[name](value).label)
    return _day(value) if name in ("held_on", "ends_on") else str(value)


def _day(value: str) -> str:
    day = dt.date.fromisoformat(value)
    return f"{day.year}年{day.month}月{day.day}日"


def _holders(words: Mapping[str, Any]) -> str:
    return "、".join(row["name"] for row in words.get("holders", ()))


def _counters(words: Mapping[str, Any]) -> str:
    shown = (
        f"{CounterKind(row['kind']).label} {display(Quantity(row['value'], row['qualifier']))}"
        for row in words.get("counters", ())
    )
    return "；".join(shown)
