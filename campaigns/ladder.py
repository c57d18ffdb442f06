"""The reminder ladder: which reminder of an obligation is to be posted now.

A step is a number of working days from the due date: -5 is five before, 1 is
one after. The question is always "what has come and is not yet posted", never
"what falls on today", so a night the server slept through loses nothing.
"""

import datetime as dt
from collections.abc import Collection, Mapping

from campaigns.workdays import BEIJING, NO_EXTRA, add_workdays, day_of, last_workday_on_or_before

STEPS = (-5, -1, 1)
AT = dt.time(9)
GRACE = 10


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
