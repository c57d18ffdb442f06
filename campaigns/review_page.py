"""What the pages show of 审核: how far the round in hand has come, and the rounds before it."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from campaigns.choices import State
from campaigns.models import Edition, Review
from campaigns.stages import Stage
from campaigns.stages_after import after_signing
from orgs.models import User


@dataclass(frozen=True)
class Round:
    number: int
    steps: tuple[Review, ...]


def reviews_of(edition: Edition) -> QuerySet[Review]:
    """All its steps of 审核, with the people."""
    return edition.reviews.select_related("reviewer", "acted_by")


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
        "stages": stages_of(edition, found[0] if found else None),
        "rounds": found,
        "returns": sum(step.state == "returned" for each in found for step in each.steps),
    }


def rounds_of(edition: Edition) -> list[Round]:
    """All rounds, the latest first; each with its steps in their order."""
    steps = sorted(edition.reviews.all(), key=lambda step: (-step.round, step.order, step.pk))
    return [Round(number, tuple(group)) for number, group in groupby(steps, key=lambda step: step.round)]


def stages_of(edition: Edition, latest: Round | None) -> list[Stage]:
    """Empty while there is nothing to follow: a draft that was never submitted."""
    if edition.is_editable:
        return []
    here = latest.steps if latest and latest.number == edition.round else ()
    who, said = edition.submitted_by or edition.created_by, "送审" if edition.submitted_at else "起草"
    drafted = Stage("起草", str(who or ""), "done", said, edition.submitted_at or edition.created_at)
    reviewed = [_stage(step, edition) for step in here if step.post != "签发" or step.state != "returned"]
    return [drafted, *reviewed, _signing(edition), *after_signing(edition)]


def _stage(step: Review, edition: Edition) -> Stage:
    now = edition.turn is not None and edition.turn.pk == step.pk
    states = {"passed": "done", "waiting": "now" if now else "ahead"}
    said = "轮到审核" if now else "线下审核通过" if step.is_outside else step.get_state_display()
    return Stage(step.post, str(step.reviewer or ""), states.get(step.state, step.state), said, step.acted_at)


def _signing(edition: Edition) -> Stage:
    if not _signed(edition):
        return Stage("签发", "", "now" if edition.state == State.SUBMITTED else "ahead", "待签发")
    signed = getattr(edition, "sign_off", None)
    if signed is None:
        return Stage("签发", "", "done", "已签发")
    said = f"线下签批（{signed.signer}）" if signed.offline else "已签发"
    return Stage("签发", str(signed.by), "done", said, signed.at)


def _signed(edition: Edition) -> bool:
    return edition.state == State.SIGNED or edition.is_issued
