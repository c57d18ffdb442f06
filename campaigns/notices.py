"""The campaign's message kinds: how each reads, where it leads, and whether it still matters when it is sent."""

from collections.abc import Sequence

from django.urls import reverse

from campaigns.ask_words import OPINIONS, PROPOSALS, words_of
from campaigns.choices import AWAITED, Answer, State
from campaigns.deadline import caution, left, spoken
from campaigns.models import Edition, Obligation, Review
from campaigns.standing import is_mended
from campaigns.words import inside_quotes
from campaigns.workdays import today
from orgs.choices import Channel, Topic
from orgs.models import Message
from orgs.outbox import Letter, register

RELATED = ("unit", "request__unit", "request__campaign")
PIECE = 500
EVERY = (Channel.PORTAL, Channel.MAIL, Channel.SMS, Channel.ROBOT)
GROUPED = (Channel.PORTAL, Channel.MAIL, Channel.ROBOT)


def _edition(message: Message) -> Edition:
    return Edition.objects.select_related("plan__unit").get(pk=message.about["edition"])


def obligation_of(message: Message) -> Obligation:
    if isinstance(message.loaded, Obligation):
        return message.loaded
    return Obligation.objects.select_related(*RELATED).get(pk=message.about["obligation"])


def load_obligations(messages: Sequence[Message]) -> None:
    """The obligations of many messages at once, in pieces that every database takes."""
    wanted = list({message.about["obligation"] for message in messages})
    found: dict[int, Obligation] = {}
    for at in range(0, len(wanted), PIECE):
        found |= Obligation.objects.select_related(*RELATED).in_bulk(wanted[at : at + PIECE])
    for message in messages:
        message.loaded = found.get(message.about["obligation"])


def _draft_url(edition: Edition) -> str:
    return reverse("campaigns:draft", args=[edition.pk])


def submitted(message: Message) -> Letter:
    edition = _edition(message)
    return Letter(f"待签发：{edition}", f"《{edition}》已送审，请办理签发，或退回修改。", _draft_url(edition))


def review_waiting(message: Message) -> Letter:
    edition = _edition(message)
    return Letter(
        f"待审核：{edition}", f"《{edition}》已送审，轮到您审核。请审核通过，或退回修改。", _draft_url(edition)
    )


def returned(message: Message) -> Letter:
    edition = _edition(message)
    body = f"《{edition}》已退回，请按意见修改后重新送审。\n\n意见：{edition.return_reason}"
    return Letter(f"已退回：{edition}", body, _draft_url(edition))


def signed(message: Message) -> Letter:
    edition = _edition(message)
    return Letter(f"已签发：{edition}", f"《{edition}》已签发，请核对发文字号和成文日期后印发。", _draft_url(edition))


def issued(message: Message) -> Letter:
    edition = _edition(message)
    body = f"{edition.plan.unit}已印发《{edition}》。可据此编制本级方案，或声明直接执行上级方案。"
    return Letter(f"上级已印发：{edition}", body, reverse("campaigns:work_plan", args=[edition.plan_id]))


def schedule_left(message: Message) -> Letter:
    edition, what = _edition(message), message.about["what"]
    body = f"《{edition}》定时{what}的时间已到，但没有{what}：{message.about['reason']}\n请核对后办理，或重新设定时间。"
    name = "campaigns:draft" if edition.is_open else "campaigns:work_plan"
    address = reverse(name, args=[edition.pk if edition.is_open else edition.plan_id])
    return Letter(f"定时{what}没有办理：{edition}", body, address)


def _still_left(message: Message) -> bool:
    """Neither issued nor made public since."""
    edition = Edition.objects.filter(pk=message.about["edition"]).first()
    return edition is not None and (edition.is_open if message.about["what"] == "印发" else not edition.is_public)


def asked(message: Message) -> Letter:
    owed = obligation_of(message)
    why = f"用途：{owed.request.why}\n" if owed.request.why else ""
    words, minutes = words_of(owed.request), owed.request.minutes
    does = {PROPOSALS: "发起征集", OPINIONS: "征求意见："}.get(words, "提出报送要求")
    cost = f"预计用时约{minutes}分钟。" if minutes else ""
    lock = f"{spoken(owed.locks_on)}后停止接收，来不及的请先申请延期。" if owed.locks_on else ""
    seal = "请附盖章扫描件；暂时不能盖章的，可以先报送，审核通过之前补充。" if owed.request.wants_seal else ""
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}{does}“{inside_quotes(owed.request.title)}”，截止日期为{spoken(owed.due_on)}"
        f"（含当日，到24时）。\n{why}{cost}{lock}{seal}{words.hint}"
    )
    return Letter(f"{owed.request.title}（{spoken(owed.due_on)}前）", body, _obligation_url(owed))


def how_it_stands(owed: Obligation) -> tuple[str, str]:
    """For a subject, and for a sentence. One that was returned is not late: its first hand-in counts for the time."""
    if is_mended(owed):
        return "待补充完善", "已报送，退回后待补充完善（首次报送的时间保留，不因退回算作逾期）"
    when = left(owed.due_on, today())
    return when, when


def due(message: Message) -> Letter:
    owed = obligation_of(message)
    when, how = how_it_stands(owed)
    cautious = caution(owed.due_on)
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}要求的“{inside_quotes(owed.request.title)}”，截止日期为{spoken(owed.due_on)}（含当日），"
        f"{how}。{cautious}\n{words_of(owed.request).hint}已经报送的，不必理会。"
    )
    return Letter(f"提醒报送：{owed.request.title}（{when}）", body, _obligation_url(owed))


def handed_in(message: Message) -> Letter:
    owed = obligation_of(message)
    words = words_of(owed.request)
    if owed.state == Answer.NIL:
        body = f"{owed.unit}就“{inside_quotes(owed.request.title)}”说明：{words.nil}。如与实际不符，可退回并写明意见。"
        return Letter(f"{owed.unit}：{words.nil}", body, _obligation_url(owed))
    body = f"{owed.unit}已就“{inside_quotes(owed.request.title)}”报送{words.answer}，请审核。"
    return Letter(f"待审核：{owed.unit}的{words.answer}", body, _obligation_url(owed))


def accepted(message: Message) -> Letter:
    owed = obligation_of(message)
    body = f"{owed.request.unit}已审核通过{owed.unit}报送的{words_of(owed.request).answer}（{owed.request.title}）。"
    return Letter(f"审核通过：{owed.request.title}", body, _obligation_url(owed))


def sent_back(message: Message) -> Letter:
    owed = obligation_of(message)
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}请补充完善“{inside_quotes(owed.request.title)}”后重新报送。\n\n意见：{owed.return_reason}\n\n"
        "首次报送的时间保留，不因退回算作逾期。"
    )
    return Letter(f"请补充完善：{owed.request.title}", body, _obligation_url(owed))


def entered_for(message: Message) -> Letter:
    owed = obligation_of(message)
    said = words_of(owed.request)
    what = said.nil if owed.state == Answer.NIL else said.answer
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}已为贵单位代录对“{inside_quotes(owed.request.title)}”的答复（{what}），来源附在其中。"
        "请打开核对；如有出入，请联系对方退回。"
    )
    return Letter(f"已代录：{owed.request.title}", body, _obligation_url(owed))


def opinions_told(message: Message) -> Letter:
    owed = obligation_of(message)
    title = inside_quotes(owed.request.title)
    body = f"{owed.request.unit}已反馈对“{title}”所提意见的采纳情况，可打开查看。感谢{owed.unit}的意见。"
    return Letter(f"采纳情况：{owed.request.title}", body, _obligation_url(owed))


def _obligation_url(owed: Obligation) -> str:
    return reverse("campaigns:obligation", args=[owed.pk])


def _in_state(*states: str):
    return lambda message: Edition.objects.filter(pk=message.about["edition"], state__in=states).exists()


def _waits(message: Message) -> bool:
    return Review.objects.filter(pk=message.about["review"], state="waiting").exists()


def _answered(*answers: str):
    def check(message: Message) -> bool:
        rows = Obligation.objects.counted().filter(pk=message.about["obligation"], request__closed_at=None)
        return rows.filter(state__in=answers).exists()

    return check


def _still_due(message: Message) -> bool:
    """Not answered, and no later step of the ladder (or another date) has overtaken this reminder."""
    about = message.about
    return (
        Obligation.objects.unanswered()
        .filter(pk=about["obligation"], reminded_step=about["step"], due_on=about["due_on"], released_at=None)
        .exists()
    )


def register_all() -> None:
    awaited = _answered(*AWAITED)
    arrived = _answered(Answer.HANDED_IN, Answer.NIL)
    documents, decided = Topic.DOCUMENTS, Topic.DECIDED
    register("edition_submitted", render=submitted, still_matters=_in_state(State.SUBMITTED), topic=documents)
    register("review_waiting", render=review_waiting, still_matters=_waits, topic=documents)
    register("edition_returned", render=returned, still_matters=_in_state(State.RETURNED), topic=documents)
    register("edition_signed", render=signed, still_matters=_in_state(State.SIGNED), topic=documents)
    register("edition_issued", render=issued, still_matters=_in_state(State.ISSUED), topic=documents)
    register("schedule_left", render=schedule_left, still_matters=_still_left, topic=documents)
    register("asked", render=asked, still_matters=awaited, topic=Topic.OWED, channels=GROUPED, load=load_obligations)
    register("due", render=due, still_matters=_still_due, topic=Topic.REMINDER, channels=EVERY, load=load_obligations)
    register("report_handed_in", render=handed_in, still_matters=arrived, topic=Topic.ARRIVED, channels=GROUPED)
    register("report_accepted", render=accepted, still_matters=_answered(Answer.ACCEPTED), topic=decided)
    entered = _answered(Answer.HANDED_IN, Answer.ACCEPTED, Answer.NIL)
    register("entered_for", render=entered_for, still_matters=entered, topic=decided)
    register("opinions_told", render=opinions_told, still_matters=lambda message: True, topic=decided,
             load=load_obligations)  # fmt: skip
    register("report_returned", render=sent_back, still_matters=_answered(Answer.RETURNED), topic=decided)
