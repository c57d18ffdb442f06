"""Two act on one step of 审核 at the same moment: one is first, the other is told (promise D1)."""

import datetime as dt

import pytest

from campaigns import reviewing, signing
from campaigns.models import Edition
from campaigns.review_page import with_reviews
from campaigns.tests.rounds import submitted, two_reviewers
from campaigns.tests.test_first_wins import at_once
from orgs.models import AuditEvent
from orgs.moves import StaleState

pytestmark = [pytest.mark.slow, pytest.mark.fault, pytest.mark.django_db(transaction=True)]
TURNS, DAY = 12, dt.date(2024, 8, 20)


def in_hand(edition: Edition) -> Edition:
    return with_reviews(Edition.objects.filter(pk=edition.pk)).get()


def test_one_passes_while_the_same_step_is_returned(world, city_draft):
    first, _ = two_reviewers(world)
    for turn in range(1, TURNS + 1):
        submitted(world, city_draft)
        copies = [in_hand(city_draft) for _ in range(2)]

        def act(number: int, copies=copies) -> str:
            if number:
                signing.send_back(edition=copies[1], reason="请修改", by=first)
                return "returned"
            reviewing.pass_(edition=copies[0], by=first)
            return "passed"

        outcomes = at_once(2, act)
        assert sum(isinstance(each, StaleState) for each in outcomes) == 1, outcomes
        done = city_draft.reviews.get(round=turn, order=1)
        assert done.state in outcomes
        city_draft.refresh_from_db()
        assert city_draft.state == {"passed": "reviewing", "returned": "returned"}[done.state]
        if city_draft.state == "reviewing":
            signing.recall(edition=city_draft, by=world.people["fuzhou.drafter"])


def test_many_record_the_same_step_and_it_is_written_once(world, city_draft):
    two_reviewers(world)
    submitted(world, city_draft)
    copies = [in_hand(city_draft) for _ in range(20)]
    by = world.people["fuzhou.drafter"]
    outcomes = at_once(20, lambda n: reviewing.record(edition=copies[n], by=by, post=f"第{n}人", done_on=DAY))
    assert sum(isinstance(each, Edition) for each in outcomes) == 1, outcomes
    assert AuditEvent.objects.filter(act="方案·登记线下审核").count() == 1
    assert [r.state for r in city_draft.reviews.all()] == ["passed", "waiting"]


def test_a_draft_is_taken_back_while_the_last_step_passes(world, city_draft):
    """Whoever is first: no draft is both being written and waiting for its signature."""
    first, second = two_reviewers(world)
    for turn in range(1, TURNS + 1):
        submitted(world, city_draft)
        reviewing.pass_(edition=in_hand(city_draft), by=first)
        copies = [in_hand(city_draft) for _ in range(2)]

        def act(number: int, copies=copies) -> str:
            if number:
                signing.recall(edition=copies[1], by=world.people["fuzhou.drafter"])
                return "draft"
            reviewing.pass_(edition=copies[0], by=second)
            return "submitted"

        outcomes = at_once(2, act)
        city_draft.refresh_from_db()
        last = city_draft.reviews.get(round=turn, order=2)
        assert (city_draft.state, last.state) in (("draft", "dropped"), ("draft", "passed")), outcomes
        assert not city_draft.reviews.filter(state="waiting").exists()
