"""Telling the posts of a unit what became of its draft."""

from collections.abc import Iterable

from django.utils import timezone

from campaigns.models import Edition, Review
from orgs import outbox
from orgs.models import Seat


def tell(edition: Edition, kind: str, roles: Iterable[str]) -> None:
    """Post a message about an edition to the unit's posts of these roles."""
    seats = Seat.objects.current().filter(unit=edition.plan.unit, role__in=tuple(roles)).select_related("user")
    outbox.post(kind, key=f"{kind}:{edition.pk}:{edition.version}:{timezone.now():%y%m%d%H%M%S}", seats=seats,
                about={"edition": edition.pk})  # fmt: skip


def tell_reviewer(edition: Edition, review: Review) -> None:
    """Tell the one whose turn it is, at the posts from which a draft is reviewed."""
    seats = Seat.objects.current().filter(
        unit=edition.plan.unit, user=review.reviewer_id, role__in=("reviewer", "approver")
    )
    outbox.post("review_waiting", key=f"review_waiting:{review.pk}", seats=seats.select_related("user"),
                about={"edition": edition.pk, "review": review.pk})  # fmt: skip


def tell_left(edition: Edition, what: str, reason: str) -> None:
    """Tell the unit that something set for a time was not done, and why."""
    seats = Seat.objects.current().filter(unit=edition.plan.unit, role__in=("drafter", "approver"))
    about = {"edition": edition.pk, "what": what, "reason": reason}
    outbox.post("schedule_left", key=f"schedule_left:{what}:{edition.pk}:{timezone.now():%y%m%d%H%M%S}",
                seats=seats.select_related("user"), about=about)  # fmt: skip
