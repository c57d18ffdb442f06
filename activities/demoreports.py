"""The demonstration's answers: every standing and state of an obligation, due around today."""

import datetime as dt

from django.utils import timezone

from activities import demowords as words
from activities import figures, report_drafting
from activities.demoanswers import gather_proposals
from activities.demoplans import Desk
from activities.demosummaries import compose_upwards, correct_afterwards, note_paragraphs, write_summary
from activities.quantities import ABOUT
from campaigns import asking, extending, fielding, reporting
from campaigns.choices import Ask, AskedOf, FieldKind
from campaigns.fielding import Given
from campaigns.models import Obligation, Report
from campaigns.obliging import askable
from campaigns.own_fields import Spec

FIELDS = (
    Spec(FieldKind.NUMBER, "开展活动总数", unit="项", required=True, known="activities"),
    Spec(FieldKind.NUMBER, "参与经营主体", unit="家次", known="enterprises"),
    Spec(FieldKind.NUMBER, "帮扶小微企业", unit="家", required=True, hint="不清楚确数的，可填“约20”“20余”。"),
    Spec(FieldKind.CHOICE, "是否举办启动仪式", required=True, options=("是", "否")),
    Spec(FieldKind.TABLE, "有特色的活动", options=("活动", "日期", "参加人数"), hint="没有的可以不填。"),
)
DRAFTING = ("350000", "350100")  # whose lead offices below have the portal draft their summaries
SOME = 8  # provinces beside 福建 that have done something about the nation's request
FATES = ("accepted", "handed_in", "nil", "returned", "open", "open", "begun")


def answer_requests(desk: Desk) -> None:
    """Answer what the plans asked for, in turn each way; some of it before the due date, some after; and ask once
    more for what may be left out."""
    _ask_for_cases(desk)
    _ask_for_figures(desk)
    owed = Obligation.objects.filter(request__campaign=desk.campaign)
    owed = owed.select_related("request__campaign", "request__unit", "unit__region")
    owed = owed.order_by("request", "unit__region__path", "unit__order", "pk")
    nation, fujian = desk.office("100000"), desk.office("350000")
    above = list(owed.filter(request__unit=nation).exclude(unit=fujian)[:SOME])
    for number, obligation in enumerate([*owed.exclude(request__unit=nation), *above]):
        _answer(desk, obligation, FATES[number % len(FATES)], late=number % 2 == 0)
    _ask_for_later_dates(desk)
    gather_proposals(desk)
    compose_upwards(desk)
    correct_afterwards(desk)


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


def _ask_for_figures(desk: Desk) -> None:
    """福州 asks its counties for a few figures of its own, most of which the portal knows already."""
    asking.ask(
        campaign=desk.campaign,
        unit=desk.office("350100"),
        title=f"{words.MARK}报送“质量月”活动数据",
        why="编写全市活动简报",
        due_on=desk.day(6),
        locks_on=desk.day(9),
        units=(),
        rules=[AskedOf.BELOW],
        fields=FIELDS,
        by=desk.clerk,
    )


def _ask_for_later_dates(desk: Desk) -> None:
    """One unit that waits for an answer to its request for a later date, and one that got it."""
    owed = Obligation.objects.unanswered().filter(
        request__campaign=desk.campaign, request__unit=desk.office("350100"), due_on__gte=desk.today, report=None
    )
    waiting, granted = list(owed.select_related("request__unit", "unit").order_by("-due_on", "pk")[:2])
    until, by = waiting.due_on + dt.timedelta(days=3), desk.clerk
    extending.ask(obligation=waiting, until=until, reason="部分活动月底才结束，数据尚在核对。", by=by)
    asked = extending.ask(obligation=granted, until=until, reason="经办人员外出，申请延期两天。", by=by)
    extending.grant(extension=asked, until=until, note="同意，请尽量提前。", by=by)


def _figures_for(obligation: Obligation) -> None:
    """Something for each own field: the portal's figure where it knows one, else made-up words."""
    fields = list(obligation.request.fields.all())
    facts = fielding.known_of(obligation, fields)
    given = {
        field.pk: Given(facts[field.pk].value, facts[field.pk].qualifier)
        if field.pk in facts
        else _given(field.kind, obligation.pk)
        for field in fields
    }
    fielding.keep(obligation=obligation, given=given)


def _given(kind: str, number: int) -> Given:
    among = words.FIGURES[kind]
    qualifier = ABOUT if kind == FieldKind.NUMBER and number % 2 else ""
    return Given(among[number % len(among)], qualifier)


def _answer(desk: Desk, obligation: Obligation, fate: str, *, late: bool) -> None:
    if fate == "open":
        return
    if fate == "nil":
        reporting.declare_nil(obligation=obligation, by=desk.clerk)
        return
    report = _written(desk, obligation)
    _figures_for(obligation)
    if fate == "begun":
        return
    counted = figures.of_unit(obligation.unit, desk.campaign).as_dict()
    reporting.hand_in(report=report, obligations=[obligation], by=desk.clerk, figures=counted)
    if obligation.due_on < desk.today and not late:
        _backdate(obligation)
    if fate == "accepted":
        reporting.accept(obligation=obligation, by=desk.clerk)
    if fate == "returned":
        note_paragraphs(desk, obligation)
        reporting.send_back(obligation=obligation, reason="请补充一两个有代表性的做法。", by=desk.clerk)


def _written(desk: Desk, obligation: Obligation) -> Report:
    """By cities and the counties of one city as the portal drafts it from what they logged, else a plain text."""
    above = obligation.request.unit.region.code
    drafts = obligation.unit.is_lead and above in DRAFTING and report_drafting.may_be_drafted(obligation)
    if drafts and not obligation.request.fields.all():
        report, text = write_summary(desk, obligation, way=words.WAYS[obligation.unit_id % len(words.WAYS)]), None
    else:
        report = reporting.begin(obligation=obligation, by=desk.clerk)
        text = words.REPORT.format(way=words.WAYS[obligation.pk % len(words.WAYS)])
    title = f"{words.MARK}{report.title}"
    return reporting.save(report=report, title=title, text=text, version=report.version, by=desk.clerk)


def _backdate(obligation: Obligation) -> None:
    """As if it had been handed in on the due date: the verbs know no other time than now."""
    noon = timezone.make_aware(dt.datetime.combine(obligation.due_on, dt.time(12)))
    Obligation.objects.filter(pk=obligation.pk).update(first_handed_in_at=noon)
