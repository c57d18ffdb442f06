"""岗位: ending one. The right goes with it at the person's next request, and messages on their way become needless."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from orgs import audit, deputising
from orgs.models import Seat, User


@transaction.atomic
def end(*, seat: Seat, by: User) -> None:
    """End a seat now. A second call changes nothing. Raises ValidationError for one's own seat of a manager."""
    if seat.user_id == by.pk and seat.role == "manager":
        raise ValidationError("不能结束自己的管理岗位。请由本单位另一位管理人员办理，以免本单位无人管理。")
    now = timezone.now()
    if Seat.objects.filter(pk=seat.pk, ended_at=None).update(ended_at=now):
        seat.ended_at = now
        deputising.let_go(person=seat.user, unit=seat.unit, by=by)
        audit.record("岗位·结束", seat, by=by, unit=seat.unit, person=str(seat.user))
