"""The demonstration's 征集 with answers, and 签收 of what was issued: some have done it, some have not."""

from activities import demowords as words
from activities.demoplans import Desk
from campaigns import asking, handing, receiving
from campaigns.answer_rows import proposal_row
from campaigns.choices import Ask
from campaigns.hands import Hand
from campaigns.models import Edition, Obligation
from campaigns.obliging import askable

FATES = ("handed_in", "handed_in", "open", "nil", "begun")
EVERY = 3  # one in so many has not confirmed


def receive_documents(desk: Desk) -> None:
    """What the offices issued is confirmed by most of those it went to."""
    for edition in Edition.objects.issued().filter(plan__campaign=desk.campaign).order_by("pk"):
        for number, unit in enumerate(receiving.expected(edition)):
            if number % EVERY:
                receiving.receive(edition=edition, unit=unit, by=desk.clerk)


def gather_proposals(desk: Desk) -> None:
    """福建 asks its bodies and cities for slogans and activities; proposals, 无建议, drafts and silence come of it."""
    fujian, hand = desk.office("350000"), Hand(user=desk.clerk)
    asked = asking.ask(
        campaign=desk.campaign, unit=fujian, title=f"{words.MARK}征集口号和集中展示活动", kind=Ask.COLLECT,
        optional=True, why="编入补充通知的附件，没有建议的填“无建议”", due_on=desk.day(5), wants=("slogan", "activity"),
        units=[unit.pk for unit in askable(fujian) if unit.within_id is None], by=desk.clerk,
    )  # fmt: skip
    owed = Obligation.objects.filter(request=asked).select_related("unit__region", "request__campaign", "request__unit")
    for number, obligation in enumerate(owed.order_by("unit__region__path", "unit__order", "pk")):
        fate = FATES[number % len(FATES)]
        if fate == "nil":
            handing.declare_nil(obligation=obligation, hand=hand)
        if fate in ("handed_in", "begun"):
            rows = _proposals(desk, obligation, number)
            handing.save(obligation=obligation, rows=rows, version=0, hand=hand)
        if fate == "handed_in":
            handing.hand_in(obligation=obligation, hand=hand)


def _proposals(desk: Desk, obligation: Obligation, number: int) -> list[dict]:
    bare = {"content": "", "place": "", "note": ""}
    slogan = bare | {"kind": "slogan", "text": words.PROPOSED[number % len(words.PROPOSED)]}
    activity = bare | {
        "kind": "activity",
        "text": f"{words.MARK}{obligation.unit.short_name}质量惠民集中展示",
        "content": "展示质量成果，现场提供咨询和便民服务。",
        "starts_on": desk.day(9),
        "ends_on": desk.day(9 + number % 3),
        "place": words.PLACES[number % len(words.PLACES)],
    }
    return [proposal_row(each) for each in ((slogan, activity) if number % 2 else (activity,))]
