"""The lead office's side: accept, ask for more, and — a step of its own — make public after the 保密审查."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities.choices import ACTIVITY_MOVES, State
from activities.deciding import tell_unit
from activities.models import Activity
from orgs import audit
from orgs.choices import Openness
from orgs.models import User
from orgs.moves import Rewritten, StaleState, advance


@transaction.atomic
def accept(*, activity: Activity, by: User, seen: str = "") -> None:
    """审核通过. Raises StaleState when it is not handed in (any more).

    `seen` is the moment of the hand-in that the person read (ISO 8601): Rewritten when it was taken back and handed in
    anew meanwhile.
    """
    locked = Activity.objects.select_for_update().get(pk=activity.pk)
    if seen and locked.handed_in_at and seen != locked.handed_in_at.isoformat():
        raise Rewritten(activity)
    advance(activity, "accept", ACTIVITY_MOVES, accepted_by=by, return_reason="")
    audit.record("活动·审核通过", activity, by=by, unit=activity.unit)
    tell_unit(activity, "activity_accepted")


@transaction.atomic
def send_back(*, activity: Activity, reason: str, by: User) -> None:
    """请补充完善, with the reason. What was public is internal again. Raises StaleState, ValidationError."""
    if not reason.strip():
        raise ValidationError("请写明需要补充的内容，填报单位据此修改。")
    advance(
        activity,
        "send_back",
        ACTIVITY_MOVES,
        return_reason=reason.strip(),
        accepted_by=None,
        openness=Openness.INTERNAL,
        disclosed_at=None,
        disclosed_by=None,
    )
    audit.record("活动·请补充完善", activity, by=by, unit=activity.unit, reason=reason.strip())
    tell_unit(activity, "activity_returned")


@transaction.atomic
def disclose(
    *,
    activities: Iterable[Activity],
    openness: str,
    by: User | None,
    reviewer: str = "",
    reviewed_on: dt.date | None = None,
) -> int:
    """Set the 公开属性 of accepted activities; 主动公开 needs a recorded 保密审查 (who, when; not in the future).

    All or none. Returns how many; raises ValidationError, or StaleState when one is not accepted any more.
    """
    if openness == Openness.PUBLIC and not (reviewer.strip() and reviewed_on):
        raise ValidationError("主动公开前须完成保密审查：请填写审查人和审查日期。")
    if reviewed_on and reviewed_on > timezone.localdate():
        raise ValidationError({"reviewed_on": "保密审查日期不能晚于今天。"})
    chosen = list(activities)
    at, who = (timezone.now(), by) if openness == Openness.PUBLIC else (None, None)
    for activity in chosen:
        changed = Activity.objects.filter(pk=activity.pk, state=State.ACCEPTED).update(
            openness=openness, secrecy_reviewer=reviewer.strip(), secrecy_reviewed_on=reviewed_on, disclosed_at=at,
            disclosed_by=who,
        )  # fmt: skip
        activity.refresh_from_db()
        if not changed:
            raise StaleState(activity, "确定公开属性")
        audit.record("活动·公开属性", activity, by=by, unit=activity.unit, openness=openness, reviewer=reviewer)
    return len(chosen)
