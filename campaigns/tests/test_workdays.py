import datetime as dt
import time

import chinese_calendar
import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from campaigns.workdays import add_workdays, day_of, is_workday, known, last_workday_on_or_before, today

DAYS = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(366 + 365 + 365)]
dates = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))
shifts = st.integers(-40, 40)
tables = st.dictionaries(dates, st.booleans(), max_size=20)


def test_every_day_from_2024_to_2026_as_the_library_has_it():
    assert DAYS[-1] == dt.date(2026, 12, 31)
    assert [day for day in DAYS if is_workday(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ((2024, 9, 14), True),  # Saturday made up for Mid-Autumn
        ((2024, 9, 16), False),
        ((2024, 9, 29), True),  # Sunday made up for National Day
        ((2024, 10, 7), False),
        ((2024, 10, 12), True),  # Yueyang's date for reports, a Saturday
        ((2024, 10, 13), False),
        ((2025, 10, 11), True),
        ((2026, 10, 10), True),
        ((2027, 10, 1), True),  # not announced yet: by weekdays
        ((2027, 10, 2), False),
    ],
)
def test_days_that_matter(day, works):
    assert is_workday(dt.date(*day)) is works


def test_the_table_wins_over_the_library():
    table = {dt.date(2024, 10, 12): False, dt.date(2027, 10, 1): False, dt.date(2027, 10, 9): True}
    assert not is_workday(dt.date(2024, 10, 12), table)
    assert not is_workday(dt.date(2027, 10, 1), table)
    assert is_workday(dt.date(2027, 10, 9), table)
    assert add_workdays(dt.date(2027, 9, 30), 1, table) == dt.date(2027, 10, 4)


def test_a_year_without_data_is_said_to_be_unknown():
    assert [year for year in range(2000, 2030) if known(year)] == list(range(2004, 2027))


def test_a_year_is_known_once_the_table_holds_days_off_and_make_up_days():
    table = {dt.date(2027, 10, 1): False}
    assert not known(2027, table)
    assert not known(2027, table | {dt.date(2027, 10, 2): False})  # a Saturday off says nothing
    assert known(2027, table | {dt.date(2027, 10, 9): True})
    assert not known(2028, table | {dt.date(2027, 10, 9): True})


def test_over_national_day():
    assert add_workdays(dt.date(2024, 10, 12), -5) == dt.date(2024, 9, 30)
    assert add_workdays(dt.date(2024, 9, 30), 1) == dt.date(2024, 10, 8)
    assert add_workdays(dt.date(2024, 10, 12), 1) == dt.date(2024, 10, 14)
    assert last_workday_on_or_before(dt.date(2024, 10, 7)) == dt.date(2024, 9, 30)
    assert last_workday_on_or_before(dt.date(2024, 10, 12)) == dt.date(2024, 10, 12)


@given(dates, shifts, tables)
def test_as_many_working_days_lie_between_as_were_added(day, n, table):
    there = add_workdays(day, n, table)
    low, high = sorted((day, there))
    passed = [low + dt.timedelta(days=k) for k in range((high - low).days + 1)]
    assert sum(is_workday(each, table) for each in passed if each != day) == abs(n)
    assert n == 0 or is_workday(there, table)
    assert (there > day) - (there < day) == (n > 0) - (n < 0)


@given(dates, tables)
def test_last_workday_is_the_nearest_one(day, table):
    last = last_workday_on_or_before(day, table)
    assert last <= day
    assert is_workday(last, table)
    assert not any(is_workday(last + dt.timedelta(days=k), table) for k in range(1, (day - last).days + 1))


def test_a_moment_is_no_day():
    moment = dt.datetime(2024, 10, 12, 9, tzinfo=dt.UTC)
    with pytest.raises(TypeError, match="not a moment"):
        is_workday(moment)
    with pytest.raises(ValueError, match="without a time zone"):
        day_of(moment.replace(tzinfo=None))


@pytest.fixture(params=["UTC", "Asia/Shanghai", "America/New_York"])
def host_zone(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        ("2024-10-12T15:59:59", (2024, 10, 12)),
        ("2024-10-12T16:00:00", (2024, 10, 13)),
        ("2024-12-31T16:00:00", (2025, 1, 1)),
    ],
)
def test_today_is_beijings_wherever_the_server_stands(host_zone, utc, day):
    with time_machine.travel(dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC), tick=False):
        assert today() == dt.date(*day)
        assert is_workday(today()) is (day == (2024, 10, 12))
