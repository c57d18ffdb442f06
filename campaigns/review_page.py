"""What the pages show of 审核: how far the round in hand has come, and the rounds before it."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from campaigns.choices import State
from campaigns.models import Edition, Review
from orgs.models import User


@dataclass(frozen=True)
class Stage:
    """One step of the way from the desk to the signature; `state` is done, now, ahead, returned or dropped."""

    name: str
    who: str
    state: str
    said: str
    at: object = None


@dataclass(frozen=True)
class Round:
    number: int
    steps: tuple[Review, ...]


def with_reviews(editions: QuerySet) -> QuerySet:
    """The same editions with all their steps of 审核 at hand. One query."""
    return editions.prefetch_related(
        Prefetch("reviews", queryset=Review.objects.select_related("reviewer", "acted_by"))
    )


def review_context(edition: Edition, user: User) -> dict:
    """For the page of a draft whose `reviews` are prefetched: no query."""
    found = rounds_of(edition)
    turn = edition.turn
    return {
        "turn": turn,
        "stages": _stages(edition, found[0] if found else None),
        "rounds": found,
        "returns": sum(step.state == "returned" for each in found for step in each.steps),
    }


def rounds_of(edition: Edition) -> list[Round]:
    """All rounds, the latest first; each with its steps in their order."""
    steps = sorted(edition.reviews.all(), key=lambda step: (-step.round, step.order, step.pk))
    return [Round(number, tuple(group)) for number, group in groupby(steps, key=lambda step: step.round)]


def _stages(edition: Edition, latest: Round | None) -> list[Stage]:
    """Empty while there is nothing to follow: a draft that was never submitted."""
    if edition.state not in (State.REVIEWING, State.SUBMITTED, State.SIGNED):
        return []
    here = latest.steps if latest and latest.number == edition.round else ()
    drafted = Stage("起草", str(edition.submitted_by or ""), "done", "送审", edition.submitted_at)
    reviewed = [_stage(step, edition) for step in here if step.post != "签发" or step.state != "returned"]
    return [drafted, *reviewed, _signing(edition), Stage("印发", "", "now" if _signed(edition) else "ahead", "待印发")]


def _stage(step: Review, edition: Edition) -> Stage:
    now = edition.turn is not None and edition.turn.pk == step.pk
    states = {"passed": "done", "waiting": "now" if now else "ahead"}
    said = "轮到审核" if now else "线下审核通过" if step.is_outside else step.get_state_display()
    return Stage(step.post, str(step.reviewer or ""), states.get(step.state, step.state), said, step.acted_at)


def _signing(edition: Edition) -> Stage:
    if _signed(edition):
        return Stage("签发", "", "done", "已签发")
    return Stage("签发", "", "now" if edition.state == State.SUBMITTED else "ahead", "待签发")


def _signed(edition: Edition) -> bool:
    return edition.state == State.SIGNED
