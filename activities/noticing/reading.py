"""The way in: a text, the year, the names that are known → activities with spans, and what was left."""

import re
from collections.abc import Mapping

from activities.noticing import bodies, days, titles
from activities.noticing.amounts import amounts
from activities.noticing.cutting import PICTURE, Block, cut
from activities.noticing.days import Day
from activities.noticing.likely import likely
from activities.noticing.marks import Mark, Notice, Noticed, clear_of

LONGEST = 100_000  # characters that are looked at


def notice(
    text: str,
    *,
    year: int,
    known: Mapping[str, str] | None = None,
    own: frozenset[str] = frozenset(),
    planned: Mapping[str, str] | None = None,
) -> Notice:
    """Activities in the order of the text. `known`: any name of a unit → its full name; `own`: the unit's own names;
    `planned`: value → name of what the activity may carry out. Never raises."""
    text = text[:LONGEST]
    dates = days.days(text, year)
    blocks, left = cut(text, dates)
    found = [_read(text, block, dates, known or {}, own) for block in blocks]
    told = [each for each in found if each.title or each.held_on or each.figures or each.counters]
    left += [(each.start, each.end) for each in found if each not in told]
    for each in told:
        each.under = likely(text[each.start : each.end], planned or {})
    return Notice(_with_pictures(text, told), sorted(left))


def _read(text: str, block: Block, dates: list[Day], known: Mapping[str, str], own: frozenset[str]) -> Noticed:
    start, end = block.span
    found = Noticed(start, end)
    inside = [day for day in dates if start <= day.start and day.end <= end]
    _date(found, inside)
    _title(found, text, block, [(day.start, day.end) for day in inside])
    spot = bodies.place(text, start, end)
    if spot and spot[1] - spot[0] <= 120:
        found.place = text[slice(*spot)]
        found.marks.append(Mark("place", *spot))
    for span, name in bodies.holders(text, start, end, known, own):
        found.holders.append(name)
        found.marks.append(Mark("holder", *span))
    _figures(found, text)
    found.marks += [Mark("vague", a, b) for a, b in days.vague(text) if start <= a and b <= end]
    found.marks.sort(key=lambda mark: (mark.start, mark.end))
    return found


def _date(found: Noticed, inside: list[Day]) -> None:
    if not inside:
        return
    day = inside[0]
    found.held_on, found.ends_on = day.first, day.last if day.last != day.first else None
    found.is_planned = day.will
    found.marks.append(Mark("held_on", day.start, day.end))


def _title(found: Noticed, text: str, block: Block, dates: list[tuple[int, int]]) -> None:
    span = titles.named(text, found.start, found.end)
    if span is None and block.heading:
        line = block.heading[-1]
        span = titles.clause(text, line.start, line.end, dates) or (line.start, line.end)
    if span is None:
        span = titles.clause(text, found.start, found.end, dates)
    if span is None and block.body and block.body[0].heading:
        span = block.body[0].start, block.body[0].end
    if span is None:
        return
    found.title = " ".join(text[slice(*span)].split())
    found.marks.append(Mark("title", *span))


def _figures(found: Noticed, text: str) -> None:
    for each in amounts(text, found.start, found.end):
        kinds = found.counters if each.is_counter else found.figures
        is_first = bool(each.kind) and each.kind not in kinds
        if is_first:
            kinds[each.kind] = each.quantity
        field = ("counter" if each.is_counter else "figure") if is_first else "number"
        if field != "number" or clear_of([m for m in found.marks if m.field == "held_on"], each.start, each.end):
            found.marks.append(Mark(field, each.start, each.end, each.kind if is_first else ""))


def _with_pictures(text: str, told: list[Noticed]) -> list[Noticed]:
    """Signs for pictures belong to the activity they stand in or follow."""
    for place, each in enumerate(told):
        until = told[place + 1].start if place + 1 < len(told) else len(text)
        each.pictures = len(re.findall(PICTURE, text[each.start : until]))
    return told
