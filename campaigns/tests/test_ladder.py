import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaigns.ladder import (
    GRACE,
    STEPS,
    Rungs,
    due_step,
    fate,
    is_moved,
    is_telling_day,
    moment,
    reminding_day,
    said,
    step_day,
)
from campaigns.workdays import BEIJING, add_workdays, is_workday

YUEYANG = dt.date(2024, 10, 12)  # a Saturday on which offices worked
dues = st.dates(dt.date(2024, 1, 20), dt.date(2026, 12, 1))
ladders = st.lists(st.integers(-15, 15), min_size=1, max_size=5, unique=True)
hours = st.integers(-24 * 40, 24 * 60)


def live(due_on, moments, steps=STEPS):
    """Tick at each moment as the server would; give (moment, step) of everything posted."""
    fired = []
    for now in moments:
        step = due_step(due_on, reminding_day(now), steps, {step for _, step in fired})
        if step is not None:
            fired.append((now, step))
    return fired


def every(hours, start, end):
    return [start + dt.timedelta(hours=n) for n in range(0, int((end - start).total_seconds() // 3600) + 1, hours)]


def test_the_days_of_yueyangs_ladder():
    assert [step_day(YUEYANG, step) for step in STEPS] == [
        dt.date(2024, 9, 30),
        dt.date(2024, 10, 11),
        dt.date(2024, 10, 14),
    ]


def test_a_step_on_a_day_off_moves_to_the_working_day_before():
    assert step_day(dt.date(2024, 10, 5), 0) == dt.date(2024, 9, 30)
    assert step_day(dt.date(2024, 10, 5), -1) == dt.date(2024, 9, 30)
    assert due_step(dt.date(2024, 10, 5), dt.date(2024, 9, 30), (-1, 0)) == 0
    assert due_step(dt.date(2024, 10, 5), dt.date(2024, 9, 30), (-1, 0), {0}) is None


def test_not_before_nine_in_beijing():
    nine = dt.datetime(2024, 9, 30, 1, tzinfo=dt.UTC)
    assert moment(YUEYANG, -5) == nine
    assert due_step(YUEYANG, reminding_day(nine - dt.timedelta(seconds=1))) is None
    assert due_step(YUEYANG, reminding_day(nine)) == -5


@pytest.mark.parametrize(
    ("day", "posted", "step"),
    [
        ((2024, 9, 29), set(), None),
        ((2024, 9, 30), set(), -5),
        ((2024, 9, 30), {-5}, None),
        ((2024, 10, 10), set(), -5),
        ((2024, 10, 11), set(), -1),  # -5 was missed: skipped, not doubled
        ((2024, 10, 11), {-1}, None),
        ((2024, 10, 14), {-5}, 1),
        ((2024, 10, 5), {-1}, None),  # the clock went back
        ((2024, 10, 28), {-5, -1}, 1),
        ((2024, 10, 29), {-5, -1}, None),  # more than ten working days late
    ],
)
def test_step_by_step(day, posted, step):
    assert due_step(YUEYANG, dt.date(*day), STEPS, posted) == step


def test_no_steps_no_reminder():
    assert due_step(YUEYANG, YUEYANG, ()) is None


def test_the_table_of_days_off_is_used():
    table = {dt.date(2024, 9, 30): False}
    assert step_day(YUEYANG, -5, table) == dt.date(2024, 9, 29)
    assert due_step(YUEYANG, dt.date(2024, 9, 29), extra=table) == -5


@given(dues, st.lists(hours, max_size=40), ladders)
def test_each_step_at_most_once_whatever_the_clock_does(due_on, offsets, steps):
    noon = dt.datetime.combine(due_on, dt.time(12), tzinfo=BEIJING)
    fired = live(due_on, [noon + dt.timedelta(hours=n) for n in offsets], steps)
    posted = [step for _, step in fired]
    assert posted == sorted(set(posted))
    for now, step in fired:
        assert step in steps
        assert now >= moment(due_on, step)
        assert is_workday(step_day(due_on, step))
        assert reminding_day(now) <= add_workdays(step_day(due_on, max(steps)), GRACE)


@given(dues, st.integers(1, 26))
def test_a_server_that_is_up_posts_every_step_in_the_first_tick_after_its_moment(due_on, pace):
    start = moment(due_on, -5) - dt.timedelta(days=2)
    fired = live(due_on, every(pace, start, moment(due_on, 1) + dt.timedelta(days=5)))
    assert [step for _, step in fired] == list(STEPS)
    for now, step in fired:
        assert dt.timedelta() <= now - moment(due_on, step) < dt.timedelta(hours=pace)


@pytest.mark.slow
@given(dues, st.sampled_from(STEPS), st.integers(0, 25))
@example(YUEYANG, 1, 25)
def test_after_26_hours_down_the_step_comes_exactly_once(due_on, step, before):
    down = moment(due_on, step) - dt.timedelta(hours=before)
    up = down + dt.timedelta(hours=26)
    ticks = every(1, moment(due_on, -5) - dt.timedelta(days=2), moment(due_on, 1) + dt.timedelta(days=30))
    two_beats = [now for now in ticks for _ in range(2) if not down <= now < up]
    posted = [each for _, each in live(due_on, two_beats)]
    assert posted.count(step) == 1
    assert len(posted) == len(set(posted))


@given(dues, st.integers(GRACE + 1, 200))
def test_very_old_ones_stay_silent(due_on, late):
    assert due_step(due_on, add_workdays(step_day(due_on, 1), late)) is None


@given(dues, ladders, st.integers(-60, 60), st.none() | st.integers(-15, 15))
def test_what_a_preview_says_of_each_step_is_what_a_tick_would_do(due_on, steps, days, reminded):
    """At most one step is to go out now, and it is the one that the tick posts; below it nothing waits."""
    today = due_on + dt.timedelta(days=days)
    rungs = Rungs(tuple(sorted(steps)))
    fates = {step: fate(step, rungs, due_on, today, reminded) for step in steps}
    posted = due_step(due_on, today, rungs.steps, frozenset() if reminded is None else {reminded})
    assert [step for step in steps if fates[step] == "now"] == ([] if posted is None else [posted])
    for step, what in fates.items():
        assert (what == "later") == (step_day(due_on, step) > today and not (reminded is not None and reminded >= step))
        assert what != "sent" or (reminded is not None and reminded >= step)


@given(dues, st.integers(1, 20), st.integers(-40, 120))
def test_a_missing_answer_is_told_of_only_after_its_date_and_for_a_while(due_on, after, days):
    today = due_on + dt.timedelta(days=days)
    first = add_workdays(due_on, after)
    assert is_telling_day(due_on, today, after) == (first <= today <= add_workdays(first, GRACE))
    assert not is_telling_day(due_on, due_on, after)
    assert not is_telling_day(due_on, today, None)


@given(dues, st.integers(-20, 20))
def test_only_the_day_itself_can_be_moved_and_always_to_a_working_day_before(due_on, step):
    assert is_workday(step_day(due_on, step))
    assert is_moved(due_on, step) == (step == 0 and not is_workday(due_on))
    assert not is_moved(due_on, step) or step_day(due_on, step) < due_on


def test_every_step_has_words_of_its_own():
    assert len({said(step) for step in range(-20, 21)}) == 41
