"""What a drafter sees of the steps of a draft: when it was saved and by whom, what can be taken back."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from campaigns import turning, turns
from campaigns.choices import Duty
from campaigns.deadline import spoken
from campaigns.models import Edition, Turn
from campaigns.paper import Entry, Paper
from campaigns.turning import Overtaken, Rows
from orgs.models import User

SHOWN = 30
BESIDE = {"duty": "责任分工", "dates": "日期", "opening": "开头段"}
DAYS = {"starts_on": "活动开始", "ends_on": "活动结束", "signed_on": "成文日期", "summary_due": "总结报送日期"}


@dataclass(frozen=True)
class Shown:
    """One step in the list of the last changes."""

    turn: Turn
    possible: bool

    @property
    def verb(self) -> str:
        """Taking back a taking back is called 恢复."""
        return turns.REDO if self.turn.act.startswith(turns.UNDO) else turns.UNDO


@dataclass(frozen=True)
class Clash:
    """An item that a step cannot take back: what stands there now, and what would."""

    name: str
    now: str
    then: str


def recent(edition: Edition) -> QuerySet[Turn]:
    """The latest steps without what they changed, newest first."""
    return edition.turns.select_related("by").defer("before", "after").order_by("-pk")[:SHOWN]


def last_steps(latest: Iterable[Turn], user: User) -> dict:
    """For the bar above the document: the last step of anybody, and the own one that can be taken back.

    `latest` are the `recent` ones; an own step behind so many of others is found in the list of all steps.
    """
    found = list(latest)
    return {"last_turn": found[0] if found else None, "undoable": turns.own_among(found, user)}


def steps(edition: Edition) -> list[Shown]:
    """The latest steps, newest first, each with whether it can still be taken back. Five queries."""
    now = turns.rows_of(edition)
    found = list(edition.turns.select_related("by").order_by("-pk")[:SHOWN])
    return [Shown(turn, not turn.undone_at and _possible(now, turn)) for turn in found]


def clashes(turn: Turn, told: Overtaken, paper: Paper) -> list[Clash]:
    """Both texts of each item that was changed since."""
    now = turns.rows_of(turn.edition)
    return [_beside(key, now, turn.before) or _clash(key, turn.before, paper) for key in told.keys]


def last_at(edition: Edition, key: object) -> Turn | None:
    """The last step that touched an item. One query."""
    return edition.turns.filter(after__has_key=str(key)).select_related("by").last()


def _possible(now: Rows, turn: Turn) -> bool:
    try:
        turning.undone(now, turn.before, turn.after)
    except Overtaken:
        return False
    return True


def _beside(key: str, now: Rows, before: Rows) -> Clash | None:
    """Of what stands beside the items: a note of responsibility, the dates, the opening."""
    for part, name in BESIDE.items():
        if part in before.get(key, {}):
            there = now.get(key, {}).get(part)
            return Clash(name, _told(part, there), _told(part, before[key][part]))
    return None


def _told(part: str, row: turning.Values) -> str:
    if row is None:
        return "没有这一条。"
    if part == "duty":
        return f"{row['name']}{Duty(row['role']).label}"
    if part == "opening":
        return "自动生成。" if row["opening"] is None else row["opening"] or "没有开头段。"
    days = ((label, row[name]) for name, label in DAYS.items())
    return "\n".join(f"{label}：{spoken(dt.date.fromisoformat(day)) if day else '未填写'}" for label, day in days)


def _clash(key: str, before: Rows, paper: Paper) -> Clash:
    entry = next((each for each in paper.everything() if each.key == key), None)
    parts = before.get(key, {})
    name = entry.words if entry else "（已不在方案中）"
    return Clash(name, _now(entry, parts), _then(entry, parts))


def _now(entry: Entry | None, parts: Mapping) -> str:
    if entry is None:
        return "这一条已不在方案中。"
    if "item" not in parts:
        return f"现列第{entry.item.position + 1}。"
    return _lines(entry.item.heading, entry.item.text)


def _then(entry: Entry | None, parts: Mapping) -> str:
    if "item" not in parts:
        place = parts.get("place")
        return f"撤销后列第{place['position'] + 1}。" if place else "撤销后回到上级的位次。"
    row = parts["item"]
    if row is None:
        base = entry.item.base if entry else None
        return _lines(base.heading, base.text) if base and not entry.is_own_only else "撤销后没有这一条。"
    return _lines(row["heading"], row["text"]) or "撤销后列为“本级未列入”。"


def _lines(heading: str, text: str) -> str:
    return f"{heading}\n{text}".strip()
