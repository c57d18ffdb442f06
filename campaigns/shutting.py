"""Why an obligation cannot be answered now: one sentence for every way in, or none."""

import datetime as dt
from typing import Protocol

from campaigns.choices import AWAITED, Answer
from campaigns.deadline import spoken

WRITABLE = (Answer.OPEN, Answer.RETURNED, Answer.NIL)


class Asked(Protocol):
    closed_at: dt.datetime | None


class Owed(Protocol):
    state: str
    locks_on: dt.date | None
    released_at: dt.datetime | None
    released_why: str

    @property
    def request(self) -> Asked: ...


def why_shut(owed: Owed, today: dt.date) -> str:
    """Empty while the answer may be handed in on the Beijing day `today`.

    The lock date lasts until its 24:00. An answer that was returned may come again after it: the office asked for it.
    """
    if owed.request.closed_at is not None:
        return "这项报送要求已撤销，不必再报送。"
    if owed.released_at is not None:
        return f"这项报送已不再要求本单位办理（{owed.released_why or '单位调整'}），不必再报送。"
    if owed.locks_on is not None and is_locked(owed, today):
        return f"已过停止接收日期（{spoken(owed.locks_on)}），不能再报送。请先申请延期，同意后即可报送。"
    return ""


def gone_words(owed: Owed) -> str:
    """How it reads that no answer is awaited any more; empty while one is, or once it was given."""
    if owed.released_at is not None:
        return "不再要求"
    return "已撤销" if owed.request.closed_at is not None and owed.state in AWAITED else ""


def is_writable(owed: Owed) -> bool:
    """Whether words may be written for it now: also past its lock date, while a later date is asked for."""
    return owed.state in WRITABLE and owed.request.closed_at is None and owed.released_at is None


def is_locked(owed: Owed, today: dt.date) -> bool:
    return owed.locks_on is not None and today > owed.locks_on and owed.state != Answer.RETURNED
