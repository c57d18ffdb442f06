"""When an answer is not taken any more."""

import datetime as dt
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from campaigns.choices import Answer
from campaigns.shutting import why_shut

DAY = dt.date(2024, 10, 12)
NEAR = st.dates(dt.date(2024, 10, 1), dt.date(2024, 10, 31))
STAMPS = st.none() | st.just(dt.datetime(2024, 10, 1, tzinfo=dt.UTC))
OWED = st.builds(
    SimpleNamespace,
    request=st.builds(SimpleNamespace, closed_at=STAMPS),
    state=st.sampled_from(Answer.values),
    locks_on=st.none() | NEAR,
    released_at=STAMPS,
    released_why=st.sampled_from(["", "单位已并入乙局"]),
)


def owed(**more):
    start = {"request": SimpleNamespace(closed_at=None), "state": Answer.OPEN, "locks_on": DAY, "released_at": None,
             "released_why": ""}  # fmt: skip
    return SimpleNamespace(**(start | more))


def test_the_lock_date_lasts_to_its_end_and_a_returned_answer_may_come_again():
    after = DAY + dt.timedelta(days=1)
    assert why_shut(owed(), DAY) == ""
    assert "2024年10月12日" in why_shut(owed(), after)
    assert "申请延期" in why_shut(owed(), after)
    assert why_shut(owed(state=Answer.RETURNED), after) == ""
    assert "申请延期" in why_shut(owed(state=Answer.NIL), after)


@given(OWED, NEAR)
def test_it_is_open_exactly_when_nothing_shuts_it(each, today):
    locked = each.locks_on is not None and today > each.locks_on and each.state != Answer.RETURNED
    shut = each.request.closed_at is not None or each.released_at is not None or locked
    assert bool(why_shut(each, today)) is shut
