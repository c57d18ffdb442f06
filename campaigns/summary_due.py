"""The date for summaries: what is proposed, and what is pointed out. Nothing is moved silently."""

import datetime as dt

from django.utils import timezone

from campaigns.choices import Ask
from campaigns.deadline import spoken
from campaigns.models import Campaign, Edition, Obligation
from campaigns.workdays import add_workdays, is_workday, known
from orgs.models import Unit

WORKDAYS_BEFORE = 5  # a unit asks for summaries this long before it owes its own


def owed_upward(edition: Edition) -> dt.date | None:
    """The Beijing day on which the unit owes its own summary: as asked of it, else as its parent's plan says."""
    asked = asked_of(edition.plan.unit, edition.plan.campaign)
    return asked or (edition.based_on.summary_due if edition.based_on else None)


def asked_of(unit: Unit, campaign: Campaign) -> dt.date | None:
    """The first Beijing day on which the unit owes its own summary; None when nobody asked for one."""
    owed = Obligation.objects.counted().filter(
        unit=unit, request__campaign=campaign, request__kind=Ask.SUMMARY, request__closed_at=None
    )
    return owed.order_by("due_on").values_list("due_on", flat=True).first()


def hint(upward: dt.date | None) -> str:
    """What the form says beside the date; empty when the unit owes nothing upward."""
    if upward is None:
        return ""
    own, before = f"本单位向上级报送的截止日期是{spoken(upward)}", add_workdays(upward, -WORKDAYS_BEFORE)
    if before < timezone.localdate():
        return f"{own}，请为汇总留出时间。"
    return f"{own}，倒排{WORKDAYS_BEFORE}个工作日，建议下级在{spoken(before)}前报送。"


def proposed_due(upward: dt.date | None) -> dt.date | None:
    return add_workdays(upward, -WORKDAYS_BEFORE) if upward else None


def remarks(due: dt.date | None, upward: dt.date | None) -> list[str]:
    """What a person should know about a date for summaries; empty when there is nothing to say."""
    if due is None:
        return []
    found = []
    if due < timezone.localdate():
        found.append(f"报送日期（{spoken(due)}）已经过去，请核对。印发时仍是过去的日期，须另行确认。")
    if upward and due > upward:
        found.append(f"报送日期晚于本单位向上级报送总结的日期（{spoken(upward)}），汇总可能来不及，请核对。")
    if not known(due.year):
        found.append(f"{due.year}年的节假日安排尚未收录，工作日暂按周一至周五推算。")
    if not is_workday(due):
        found.append(f"{spoken(due)}不是工作日。日期不会自动顺延，当日24时前报送均为按时；如需调整，请改填日期。")
    elif due.weekday() >= 5:
        found.append(f"{spoken(due)}为周末，按国务院办公厅通知调休上班。")
    return found
