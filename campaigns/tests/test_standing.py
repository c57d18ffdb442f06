import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.standing import NOT_HANDED_IN, Standing, standing, tally
from campaigns.workdays import day_of

DUE = dt.date(2024, 10, 12)
BEFORE, AFTER = DUE - dt.timedelta(days=1), DUE + dt.timedelta(days=1)
near = st.dates(dt.date(2024, 10, 1), dt.date(2024, 10, 31))
cases = st.fixed_dictionaries(
    {"nil": st.booleans(), "handed_in_on": st.none() | near, "optional": st.booleans(), "due_on": near, "today": near}
)


@pytest.mark.parametrize(
    ("nil", "handed_in_on", "optional", "today", "expected"),
    [
        (False, BEFORE, False, AFTER, Standing.ON_TIME),
        (False, DUE, False, AFTER, Standing.ON_TIME),
        (False, AFTER, False, AFTER, Standing.LATE),
        (False, AFTER, True, AFTER, Standing.LATE),
        (False, DUE, True, DUE, Standing.ON_TIME),
        (False, None, False, BEFORE, Standing.NOT_DUE),
        (False, None, False, DUE, Standing.NOT_DUE),
        (False, None, False, AFTER, Standing.OVERDUE),
        (False, None, True, AFTER, Standing.OPTIONAL),
        (False, None, True, BEFORE, Standing.OPTIONAL),
        (True, None, False, AFTER, Standing.NIL),
        (True, AFTER, False, AFTER, Standing.NIL),
        (True, None, True, BEFORE, Standing.NIL),
    ],
)
def test_each_case(nil, handed_in_on, optional, today, expected):
    assert standing(nil=nil, handed_in_on=handed_in_on, optional=optional, due_on=DUE, today=today) is expected


@pytest.mark.parametrize(
    ("utc", "expected"), [("2024-10-12T15:59:59", Standing.ON_TIME), ("2024-10-12T16:00:00", Standing.LATE)]
)
def test_the_day_ends_at_midnight_in_beijing(utc, expected):
    handed_in_on = day_of(dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC))
    assert standing(nil=False, handed_in_on=handed_in_on, optional=False, due_on=DUE, today=AFTER) is expected


@given(cases)
def test_exactly_one(case):
    given_in, past = case["handed_in_on"] is not None, case["today"] > case["due_on"]
    in_time = given_in and case["handed_in_on"] <= case["due_on"]
    silent = not case["nil"] and not given_in
    holds = {
        Standing.NIL: case["nil"],
        Standing.ON_TIME: not case["nil"] and given_in and in_time,
        Standing.LATE: not case["nil"] and given_in and not in_time,
        Standing.OPTIONAL: silent and case["optional"],
        Standing.NOT_DUE: silent and not case["optional"] and not past,
        Standing.OVERDUE: silent and not case["optional"] and past,
    }
    assert [each for each, true in holds.items() if true] == [standing(**case)]


@given(cases, near)
def test_waiting_changes_only_what_is_not_handed_in(case, later):
    before = standing(**case)
    after = standing(**{**case, "today": max(later, case["today"])})
    assert after is before or (before, after) == NOT_HANDED_IN


@given(st.lists(cases, max_size=60))
def test_the_parts_add_up_to_all(many):
    counted = tally(standing(**case) for case in many)
    assert list(counted) == list(Standing)
    assert sum(counted.values()) == len(many)
