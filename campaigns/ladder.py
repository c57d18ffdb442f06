"""The reminder ladder: which reminder of an obligation is to be posted now.

A step is a number of working days from the due date: -5 is five before, 1 is
one after. The question is always "what has come and is not yet posted", never
"what falls on today", so a night the server slept through loses nothing.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from campaigns.workdays import BEIJING, NO_EXTRA, add_workdays, day_of, last_workday_on_or_before

STEPS = (-5, -1, 1)
AT = dt.time(9)
GRACE = 10
FURTHEST = 20  # working days before or after the date
MOST = 6  # reminders of one answer
TELL_MANAGER, TELL_ABOVE = 2, 3  # working days after the date


@dataclass(frozen=True)
class Rungs:
    """A ladder as it holds for one asking office: steps from the due date, and when after it who else is told.

    `tell_manager` and `tell_above` are working days after the date, None for never.
    """

    steps: tuple[int, ...] = STEPS
    tell_manager: int | None = TELL_MANAGER
    tell_above: int | None = TELL_ABOVE


def said(step: int) -> str:
    """How a step reads: 截止前5个工作日, 截止当日, 截止后1个工作日."""
    if not step:
        return "截止当日"
    return f"截止{'后' if step > 0 else '前'}{abs(step)}个工作日"


def is_moved(due_on: dt.date, step: int, extra: Mapping[dt.date, bool] = NO_EXTRA) -> bool:
    """Whether the step's own day is a day off, so that it comes on the working day before."""
    return step_day(due_on, step, extra) != add_workdays(due_on, step, extra)


def is_telling_day(
    due_on: dt.date, today: dt.date, after: int | None, *, grace: int = GRACE, extra: Mapping[dt.date, bool] = NO_EXTRA
) -> bool:
    """Whether a missing answer is to be told of by now: `after` working days past the date have come, and not yet
    `grace` more, after which it is too old to begin with."""
    if after is None:
        return False
    first = add_workdays(due_on, after, extra)
    return due_on < first <= today <= add_workdays(first, grace, extra)


def fate(step: int, rungs: Rungs, due_on: dt.date, today: dt.date, reminded: int | None) -> str:
    """What becomes of a step: `sent` (it or a later one was), `missed` (a later one has come), `now`, `later`."""
    if reminded is not None and reminded >= step:
        return "sent"
    if step_day(due_on, step) > today:
        return "later"
    posted = frozenset() if reminded is None else {reminded}
    return "now" if due_step(due_on, today, rungs.steps, posted) == step else "missed"


def step_day(due_on: dt.date, step: int, extra: Mapping[dt.date, bool] = NO_EXTRA) -> dt.date:
    """The day of a step; one that falls on a day off moves to the working day before."""
    return last_workday_on_or_before(add_workdays(due_on, step, extra), extra)


def moment(due_on: dt.date, step: int, *, at: dt.time = AT, extra: Mapping[dt.date, bool] = NO_EXTRA) -> dt.datetime:
    """The earliest moment at which a step may be posted: its day, 9:00 in Beijing."""
    return dt.datetime.combine(step_day(due_on, step, extra), at, tzinfo=BEIJING)


def reminding_day(now: dt.datetime, *, at: dt.time = AT) -> dt.date:
    """The day to hand to `due_step` at an aware moment: before 9:00 in Beijing still yesterday."""
    return day_of(now - dt.timedelta(hours=at.hour, minutes=at.minute, seconds=at.second))


def due_step(
    due_on: dt.date,
    today: dt.date,
    steps: Collection[int] = STEPS,
    posted: Collection[int] = frozenset(),
    *,
    grace: int = GRACE,
    extra: Mapping[dt.date, bool] = NO_EXTRA,
) -> int | None:
    """The one step to post on `today`, or None.

    It is the latest whose day has come; those missed before it are skipped, and
    nothing is posted below a step already posted, even if the clock went back.
    More than `grace` working days after the last step everything is too old.
    `posted` are the steps posted for this due date: with a new date begin anew.
    """
    come = [step for step in steps if step_day(due_on, step, extra) <= today]
    if not come:
        return None
    latest = max(come)
    if posted and max(posted) >= latest:
        return None
    end = add_workdays(step_day(due_on, max(steps), extra), grace, extra)
    return latest if today <= end else None
