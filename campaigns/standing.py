"""Where an obligation stands on a given day: exactly one of six, so that the parts always add up to all."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol

from django.db.models import TextChoices

from campaigns.choices import Answer
from campaigns.workdays import day_of


class Standing(TextChoices):
    ON_TIME = "on_time", "按时报送"
    LATE = "late", "逾期报送"
    NIL = "nil", "本单位无相关活动"
    NOT_DUE = "not_due", "未到期"
    OVERDUE = "overdue", "逾期未报"
    OPTIONAL = "optional", "可不报"


NOT_HANDED_IN = (Standing.NOT_DUE, Standing.OVERDUE)


def standing(*, nil: bool, handed_in_on: dt.date | None, optional: bool, due_on: dt.date, today: dt.date) -> Standing:
    """Where an obligation stands; all dates are Beijing's, and the due date lasts until its 24:00.

    `handed_in_on` is the day of the first valid hand-in, kept when it is returned
    later; hand-ins by link and for others (代录) count alike. `nil` (the unit says it
    held nothing) wins over time. An optional one not given is never overdue.
    """
    if nil:
        return Standing.NIL
    if handed_in_on is not None:
        return Standing.ON_TIME if handed_in_on <= due_on else Standing.LATE
    if optional:
        return Standing.OPTIONAL
    return Standing.NOT_DUE if today <= due_on else Standing.OVERDUE


def tally(standings: Iterable[Standing]) -> dict[Standing, int]:
    """How many stand where: every standing is there, zeros included, and the values add up to all."""
    counted = Counter(standings)
    return {each: counted[each] for each in Standing}


class Owed(Protocol):
    state: str
    first_handed_in_at: dt.datetime | None
    optional: bool
    due_on: dt.date


def stands(owed: Owed, today: dt.date) -> Standing:
    """Where one obligation stands on a Beijing day."""
    first = owed.first_handed_in_at
    return standing(
        nil=owed.state == Answer.NIL,
        handed_in_on=day_of(first) if first else None,
        optional=owed.optional,
        due_on=owed.due_on,
        today=today,
    )


def is_mended(owed: Owed) -> bool:
    """Whether it was handed in and returned, so that it is to be mended; neither missing nor late for that."""
    return owed.state == Answer.RETURNED and owed.first_handed_in_at is not None


def by_request(rows: Iterable, today: dt.date) -> dict[int, dict[Standing, int]]:
    """Request id → how many stand where; the values add up to the request's obligations."""
    found = defaultdict(list)
    for row in rows:
        found[row.request_id].append(stands(row, today))
    return {request: tally(each) for request, each in found.items()}


def label(each: Standing, nil: str) -> str:
    """How a standing reads; `nil` is the request's own word for it (无意见, 无建议)."""
    return nil if each == Standing.NIL else each.label


def parts(counts: Mapping[Standing, int], nil: str = Standing.NIL.label) -> list[dict]:
    """What `components/parts.html` draws: place and width in per cent of all. Empty parts are listed with width 0."""
    total, x, found = sum(counts.values()), 0.0, []
    for each in Standing:
        width = 100 * counts[each] / total if total else 0.0
        found.append({"state": each.value, "label": label(each, nil), "count": counts[each], "x": x, "width": width})
        x += width
    return found
