"""What a row of an import would be asked about at hand-in: figures and days hardly meant, and what may be there twice.

Warnings for the preview; they refuse nothing and are no part of what is confirmed.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from activities.choices import CounterKind, Outcome
from activities.doubling import NEAR
from activities.importing_result import CHANGED, NEW, Planned, Row
from activities.importing_scope import Ground
from activities.likeness import ALIKE, Outline, of_outlines, outline
from activities.questioning import questions

MOST = 100_000  # pairs of titles compared in one preview: some tenths of a second
SHOWN = 3
Doubts = dict[int, list[str]]  # place of the row in the plan → sentences


@dataclass(frozen=True, slots=True)
class Known:
    """Something that a row may repeat: a row of the file (`at`), or an activity that is there already."""

    title: Outline
    said: str
    at: int | None = None


def doubts(planned: Planned, ground: Ground) -> tuple[Doubts, bool]:
    """Sentences per row; and whether all rows were compared: titles are, until there are too many pairs."""
    found = {at: _figures(row, ground) for at, row in enumerate(planned.rows) if row.kind in (NEW, CHANGED)}
    whole = _doubles(planned, ground, found)
    return {at: texts for at, texts in found.items() if texts}, whole


def _figures(row: Row, ground: Ground) -> list[str]:
    """Only what the row itself says or changes: what stands there already was asked about when it was handed in."""
    campaign, unit = ground.campaign, row.owner
    counters = [
        {"kind": kind, "label": CounterKind(kind).label, "value": value, "qualifier": qualifier}
        for kind, (value, qualifier) in (row.counters or {}).items()
    ]
    words = {"held_on": row.held_on} | row.words | {"counters": counters}
    level = unit.region.level if unit else ""
    asked = questions(words, level=level, starts_on=campaign.starts_on, ends_on=campaign.ends_on)
    return [question.text for question in asked]


def _doubles(planned: Planned, ground: Ground, found: Doubts) -> bool:
    """Near days and similar titles within one unit. False when the rows are too many to compare all."""
    places = _places(planned, ground)
    left = MOST
    for at, row in enumerate(planned.rows):
        if row.kind != NEW or row.owner is None or row.held_on is None:
            continue
        said: list[str] = []
        title = outline(row.title)
        for day in range(-NEAR.days, NEAR.days + 1):
            for known in places.get((row.owner.pk, row.held_on + dt.timedelta(days=day)), ()):
                if known.at is not None and known.at >= at:
                    continue  # of two rows the later is asked about
                left -= 1
                if left < 0:
                    return False
                if of_outlines(title, known.title) >= ALIKE:
                    said.append(known.said)
        if said:
            more = "等" if len(said) > SHOWN else ""
            found[at].append(f"可能重复登记：与{'、'.join(said[:SHOWN])}{more}日期相近、名称相似，请核对。")
    return True


def _places(planned: Planned, ground: Ground) -> dict[tuple[int, dt.date], list[Known]]:
    """(unit, day) → what is known of it: activities there, but those that a row speaks of, and the file's new rows."""
    found: dict[tuple[int, dt.date], list[Known]] = defaultdict(list)
    spoken = {row.stored.pk for row in planned.rows if row.stored is not None}
    for stored in ground.by_id.values():
        day, title = stored.words["held_on"], stored.words["title"]
        if stored.pk not in spoken and stored.words["outcome"] != Outcome.CANCELLED:
            said = f"已登记的“{title[:30]}”（{day.month}月{day.day}日）"
            found[stored.unit_id, day].append(Known(outline(title), said))
    for at, row in enumerate(planned.rows):
        if row.kind == NEW and row.owner is not None and row.held_on is not None:
            said = f"第{row.number}行“{row.title[:30]}”"
            found[row.owner.pk, row.held_on].append(Known(outline(row.title), said, at))
    return found
