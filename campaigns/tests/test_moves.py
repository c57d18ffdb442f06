"""No state can be skipped: random steps through every table of moves, compared with the table itself (promise A4)."""

import datetime as dt
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.choices import ANSWER_MOVES, EDITION_MOVES
from campaigns.models import Edition, Obligation, Report, Request
from orgs.moves import StaleState, advance, possible

QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@QUIET
@given(steps=st.lists(st.sampled_from(sorted(EDITION_MOVES)), max_size=25))
def test_editions_move_only_as_the_table_says(city_draft, steps):
    Edition.objects.filter(pk=city_draft.pk).update(state="draft")
    city_draft.refresh_from_db()
    walk(city_draft, steps, EDITION_MOVES)


@pytest.mark.slow
@pytest.mark.pure
def test_ten_thousand_steps_lead_to_no_illegal_state(city_draft):
    chance = random.Random(2024)  # noqa: S311  (a test's dice)
    for _ in range(400):
        Edition.objects.filter(pk=city_draft.pk).update(state="draft")
        city_draft.refresh_from_db()
        walk(city_draft, chance.choices(sorted(EDITION_MOVES), k=25), EDITION_MOVES)


@QUIET
@given(steps=st.lists(st.sampled_from(sorted(ANSWER_MOVES)), max_size=25))
def test_answers_move_only_as_the_table_says(world, campaign, steps):
    request = Request.objects.create(campaign=campaign, unit=world.fujian, title="报送", due_on=dt.date(2024, 10, 12))
    report = Report.objects.create(campaign=campaign, unit=world.fuzhou, title="总结")
    owed = Obligation.objects.create(request=request, unit=world.fuzhou, due_on=request.due_on, report=report)
    walk(owed, steps, ANSWER_MOVES)


def walk(subject, steps, moves):
    for step in steps:
        before = subject.state
        if step in possible(subject, moves):
            advance(subject, step, moves)
            assert subject.state == moves[step].target
        else:
            with pytest.raises(StaleState, match="刷新"):
                advance(subject, step, moves)
            assert subject.state == before
        subject.refresh_from_db()
        assert subject.state in {move.target for move in moves.values()} | {"draft", "open"}


def test_a_stale_row_in_hand_does_not_count(city_draft):
    """Two people hold the same row; the database decides, not what the second one still sees."""
    second = Edition.objects.get(pk=city_draft.pk)
    advance(city_draft, "submit", EDITION_MOVES)
    with pytest.raises(StaleState, match="待签发"):
        advance(second, "submit", EDITION_MOVES)
