"""The parts of a request add up to all, whatever the obligations are like."""

import datetime as dt
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.choices import Answer
from campaigns.deadline import caution, left
from campaigns.standing import Standing, by_request, parts, stands

DAYS = st.dates(dt.date(2024, 8, 1), dt.date(2024, 11, 30))
MOMENTS = st.none() | st.builds(lambda day, at: dt.datetime.combine(day, at, dt.UTC), DAYS, st.times())
OWED = st.builds(
    SimpleNamespace,
    request_id=st.integers(1, 3),
    state=st.sampled_from(Answer.values),
    first_handed_in_at=MOMENTS,
    optional=st.booleans(),
    due_on=DAYS,
)


@given(st.lists(OWED, max_size=40), DAYS)
def test_parts_add_up_to_all(rows, today):
    found = by_request(rows, today)
    assert sum(sum(counts.values()) for counts in found.values()) == len(rows)
    for counts in found.values():
        drawn = parts(counts)
        assert sum(part["count"] for part in drawn) == sum(counts.values())
        assert sum(part["width"] for part in drawn) == pytest.approx(100)
        assert [part["state"] for part in drawn] == Standing.values
        assert all(one["x"] + one["width"] == pytest.approx(other["x"]) for one, other in pairwise(drawn))


def test_nobody_asked_is_no_division_by_zero():
    assert sum(part["width"] for part in parts(dict.fromkeys(Standing, 0))) == 0


@pytest.mark.parametrize(
    ("handed_in", "standing"),
    [
        (dt.datetime(2024, 10, 12, 15, 59, 59, tzinfo=dt.UTC), Standing.ON_TIME),  # 23:59:59 in Beijing
        (dt.datetime(2024, 10, 12, 16, 0, 0, tzinfo=dt.UTC), Standing.LATE),  # midnight in Beijing
    ],
)
def test_the_day_ends_at_midnight_in_beijing(handed_in, standing):
    owed = SimpleNamespace(
        state="handed_in", first_handed_in_at=handed_in, optional=False, due_on=dt.date(2024, 10, 12)
    )
    assert stands(owed, dt.date(2024, 10, 20)) is standing


def test_words_of_a_date():
    due = dt.date(2024, 10, 12)
    assert [left(due, due + dt.timedelta(days=n)) for n in (-3, 0, 2)] == ["还有3天", "今天截止", "已逾期2天"]
    assert caution(due) == "", "a make-up working day"
    assert "休息日" in caution(dt.date(2024, 10, 3))
    assert "尚无2031年" in caution(dt.date(2031, 10, 12))
