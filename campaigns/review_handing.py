"""What of 审核 goes along when a seat is handed over: the steps that wait, and the place in the order."""

from django.db.models import QuerySet

from campaigns.choices import State
from campaigns.models import Review, ReviewStep
from orgs.handing_over import Follower, follow
from orgs.models import Seat, User

REVIEWING = ("reviewer", "approver")


def _goes(seat: Seat) -> bool:
    """Whether it is the last seat from which the person reviews at the unit."""
    others = Seat.objects.current().filter(user=seat.user_id, unit=seat.unit_id, role__in=REVIEWING).exclude(pk=seat.pk)
    return seat.role in REVIEWING and not others.exists()


def _waiting(seat: Seat, to: User) -> QuerySet:
    rows = Review.objects.filter(reviewer=seat.user_id, state="waiting", edition__state=State.REVIEWING)
    return rows.filter(edition__plan__unit=seat.unit_id) if _goes(seat) else rows.none()


def _steps(seat: Seat, to: User) -> QuerySet:
    rows = ReviewStep.objects.filter(unit=seat.unit_id, reviewer=seat.user_id).select_related("reviewer")
    return rows if _goes(seat) else rows.none()


def _give(rows: QuerySet, old: Seat, new: Seat) -> None:
    rows.update(reviewer=new.user_id)


def _give_steps(rows: QuerySet, old: Seat, new: Seat) -> None:
    if ReviewStep.objects.filter(unit=old.unit_id, reviewer=new.user_id).exists():
        rows.delete()  # nobody stands in the order twice
    else:
        rows.update(reviewer=new.user_id)


def register_all() -> None:
    follow(Follower("待审核的方案", _waiting, _give))
    follow(Follower("审核顺序", _steps, _give_steps))
