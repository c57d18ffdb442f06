"""The lead office's side: accept, ask for more, and — a step of its own — make public after the 保密审查."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities import handins, screening
from activities.choices import ACTIVITY_MOVES, Correcting, State
from activities.deciding import tell_unit
from activities.models import Activity, Correction
from orgs import audit
from orgs.choices import Openness
from orgs.models import User
from orgs.moves import Rewritten, StaleState, advance


@dataclass
class Outcomes:
    """What became of several accepted at once: those done, and those left with the reason, by pk."""

    done: list[Activity] = field(default_factory=list)
    left: dict[int, str] = field(default_factory=dict)


def accept_all(*, activities: Iterable[Activity], seen: dict[int, str], by: User) -> Outcomes:
    """审核通过 for each, every one in its own transaction.

    What changed since it was `seen` (pk → moment of the hand-in) is left as it is and named.
    """
    found = Outcomes()
    for activity in activities:
        try:
            accept(activity=activity, by=by, seen=seen.get(activity.pk, ""))
            found.done.append(activity)
        except StaleState as stale:
            found.left[activity.pk] = str(stale)
    return found


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
    handins.settle(activity=activity, decision="accepted", by=by)
    audit.record("活动·审核通过", activity, by=by, unit=activity.unit)
    tell_unit(activity, "activity_accepted")


@transaction.atomic
def send_back(*, activity: Activity, reason: str, by: User) -> None:
    """请补充完善, with the reason. What was public is internal again.

    Raises StaleState; ValidationError without a reason, or while a correction of it waits to be reviewed.
    """
    if not reason.strip():
        raise ValidationError("请写明需要补充的内容，填报单位据此修改。")
    Activity.objects.select_for_update().get(pk=activity.pk)
    if Correction.objects.filter(activity=activity, state=Correcting.HANDED_IN).exists():
        raise ValidationError("这项活动有一份更正待审核，请先审核更正：不同意的，退回更正并写明意见。")
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
    handins.settle(activity=activity, decision="returned", reason=reason.strip(), by=by)
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

    All or none. Returns how many; raises ValidationError, also while a number or address in the words of one waits for
    its decision (`screening`), or StaleState when one is not accepted any more.
    """
    if openness == Openness.PUBLIC and not (reviewer.strip() and reviewed_on):
        raise ValidationError("主动公开前须完成保密审查：请填写审查人和审查日期。")
    if reviewed_on and reviewed_on > timezone.localdate():
        raise ValidationError({"reviewed_on": "保密审查日期不能晚于今天。"})
    chosen = list(activities)
    if openness == Openness.PUBLIC:
        _screened(chosen)
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


def _screened(activities: list[Activity]) -> None:
    """Locks what is about to be public, so that its words are those that were looked through."""
    locked = Activity.objects.select_for_update().filter(pk__in=[each.pk for each in activities]).order_by("pk")
    waiting = screening.undecided(screening.cases_of(locked.prefetch_related("co_holders")))
    if waiting:
        named = "；".join(f"“{each}”有{waiting[each.pk]}处" for each in activities if each.pk in waiting)
        raise ValidationError(
            f"还有像是电话、身份证号、电子邮箱的内容没有处理：{named}。请打开活动的公开属性页逐处决定。"
        )
