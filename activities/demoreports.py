"""The demonstration's answers: every standing and state of an obligation, due around today."""

import datetime as dt

from django.utils import timezone

from activities import demowords as words
from activities import figures
from activities.demoplans import Desk
from campaigns import asking, reporting
from campaigns.choices import Ask
from campaigns.models import Obligation
from campaigns.obliging import askable

FATES = ("accepted", "handed_in", "nil", "returned", "open", "open", "begun")


def answer_requests(desk: Desk) -> None:
    """Answer what the plans asked for, in turn each way; some of it before the due date, some after; and ask once
    more for what may be left out."""
    _ask_for_cases(desk)
    owed = Obligation.objects.filter(request__campaign=desk.campaign)
    owed = owed.select_related("request__campaign", "request__unit", "unit__region")
    for number, obligation in enumerate(owed.order_by("request", "unit__region__path", "unit__order", "pk")):
        _answer(desk, obligation, FATES[number % len(FATES)], late=number % 2 == 0)


def _ask_for_cases(desk: Desk) -> None:
    fujian = desk.office("350000")
    units = [unit.pk for unit in askable(fujian) if unit.is_lead]
    asking.ask(
        campaign=desk.campaign,
        unit=fujian,
        title=f"{words.MARK}推荐质量提升典型案例",
        why="编印案例集，自愿推荐",
        due_on=desk.day(8),
        units=units,
        kind=Ask.COLLECT,
        optional=True,
        by=desk.clerk,
    )


def _answer(desk: Desk, obligation: Obligation, fate: str, *, late: bool) -> None:
    if fate == "open":
        return
    if fate == "nil":
        reporting.declare_nil(obligation=obligation, by=desk.clerk)
        return
    report = reporting.begin(obligation=obligation, by=desk.clerk)
    title = f"{words.MARK}{report.title}"
    reporting.save(report=report, title=title, text=words.REPORT, version=report.version, by=desk.clerk)
    if fate == "begun":
        return
    counted = figures.of_unit(obligation.unit, desk.campaign).as_dict()
    reporting.hand_in(report=report, obligations=[obligation], by=desk.clerk, figures=counted)
    if obligation.due_on < desk.today and not late:
        _backdate(obligation)
    if fate == "accepted":
        reporting.accept(obligation=obligation, by=desk.clerk)
    if fate == "returned":
        reporting.send_back(obligation=obligation, reason="请补充一两个有代表性的做法。", by=desk.clerk)


def _backdate(obligation: Obligation) -> None:
    """As if it had been handed in on the due date: the verbs know no other time than now."""
    noon = timezone.make_aware(dt.datetime.combine(obligation.due_on, dt.time(12)))
    Obligation.objects.filter(pk=obligation.pk).update(first_handed_in_at=noon)
