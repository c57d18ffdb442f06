"""The campaign's message kinds: how each reads, where it leads, and whether it still matters when it is sent."""

from django.urls import reverse

from campaigns.ask_words import OPINIONS, PROPOSALS, words_of
from campaigns.choices import Answer, State
from campaigns.deadline import caution, left, spoken
from campaigns.models import Edition, Obligation, Review
from campaigns.workdays import today
from orgs.models import Message
from orgs.outbox import Letter, register


def _edition(message: Message) -> Edition:
    return Edition.objects.select_related("plan__unit").get(pk=message.about["edition"])


def _obligation(message: Message) -> Obligation:
    related = ("unit", "request__unit", "request__campaign")
    return Obligation.objects.select_related(*related).get(pk=message.about["obligation"])


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
    owed = _obligation(message)
    why = f"用途：{owed.request.why}\n" if owed.request.why else ""
    words, minutes = words_of(owed.request), owed.request.minutes
    does = {PROPOSALS: "发起征集", OPINIONS: "征求意见："}.get(words, "提出报送要求")
    cost = f"预计用时约{minutes}分钟。" if minutes else ""
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}{does}“{owed.request.title}”，截止日期为{spoken(owed.due_on)}"
        f"（含当日，到24时）。\n{why}{cost}{words.hint}"
    )
    return Letter(f"{owed.request.title}（{spoken(owed.due_on)}前）", body, _obligation_url(owed))


def due(message: Message) -> Letter:
    owed = _obligation(message)
    when = left(owed.due_on, today())
    cautious = caution(owed.due_on)
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}要求的“{owed.request.title}”，截止日期为{spoken(owed.due_on)}（含当日），"
        f"{when}。{cautious}\n{words_of(owed.request).hint}已经报送的，不必理会。"
    )
    return Letter(f"提醒报送：{owed.request.title}（{when}）", body, _obligation_url(owed))


def handed_in(message: Message) -> Letter:
    owed = _obligation(message)
    words = words_of(owed.request)
    if owed.state == Answer.NIL:
        body = f"{owed.unit}就“{owed.request.title}”说明：{words.nil}。如与实际不符，可退回并写明意见。"
        return Letter(f"{owed.unit}：{words.nil}", body, _obligation_url(owed))
    body = f"{owed.unit}已就“{owed.request.title}”报送{words.answer}，请审核。"
    return Letter(f"待审核：{owed.unit}的{words.answer}", body, _obligation_url(owed))


def accepted(message: Message) -> Letter:
    owed = _obligation(message)
    body = f"{owed.request.unit}已审核通过{owed.unit}报送的{words_of(owed.request).answer}（{owed.request.title}）。"
    return Letter(f"审核通过：{owed.request.title}", body, _obligation_url(owed))


def sent_back(message: Message) -> Letter:
    owed = _obligation(message)
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}请补充完善“{owed.request.title}”后重新报送。\n\n意见：{owed.return_reason}\n\n"
        "首次报送的时间保留，不因退回算作逾期。"
    )
    return Letter(f"请补充完善：{owed.request.title}", body, _obligation_url(owed))


def entered_for(message: Message) -> Letter:
    owed = _obligation(message)
    said = words_of(owed.request)
    what = said.nil if owed.state == Answer.NIL else said.answer
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}已为贵单位代录对“{owed.request.title}”的答复（{what}），来源附在其中。"
        "请打开核对；如有出入，请联系对方退回。"
    )
    return Letter(f"已代录：{owed.request.title}", body, _obligation_url(owed))


def opinions_told(message: Message) -> Letter:
    owed = _obligation(message)
    body = f"{owed.request.unit}已反馈对“{owed.request.title}”所提意见的采纳情况，可打开查看。感谢{owed.unit}的意见。"
    return Letter(f"采纳情况：{owed.request.title}", body, _obligation_url(owed))


def _obligation_url(owed: Obligation) -> str:
    return reverse("campaigns:obligation", args=[owed.pk])


def _in_state(*states: str):
    return lambda message: Edition.objects.filter(pk=message.about["edition"], state__in=states).exists()


def _waits(message: Message) -> bool:
    return Review.objects.filter(pk=message.about["review"], state="waiting").exists()


def _answered(*answers: str):
    def check(message: Message) -> bool:
        return Obligation.objects.filter(
            pk=message.about["obligation"], state__in=answers, request__closed_at=None
        ).exists()

    return check


def _still_due(message: Message) -> bool:
    """Not answered, and no later step of the ladder (or another date) has overtaken this reminder."""
    about = message.about
    return (
        Obligation.objects.unanswered()
        .filter(pk=about["obligation"], reminded_step=about["step"], due_on=about["due_on"])
        .exists()
    )


def register_all() -> None:
    awaited = _answered(Answer.OPEN, Answer.RETURNED)
    register("edition_submitted", render=submitted, still_matters=_in_state(State.SUBMITTED))
    register("review_waiting", render=review_waiting, still_matters=_waits)
    register("edition_returned", render=returned, still_matters=_in_state(State.RETURNED))
    register("edition_signed", render=signed, still_matters=_in_state(State.SIGNED))
    register("edition_issued", render=issued, still_matters=_in_state(State.ISSUED))
    register("schedule_left", render=schedule_left, still_matters=_still_left)
    register("asked", render=asked, still_matters=awaited)
    register("due", render=due, still_matters=_still_due)
    register("report_handed_in", render=handed_in, still_matters=_answered(Answer.HANDED_IN, Answer.NIL))
    register("report_accepted", render=accepted, still_matters=_answered(Answer.ACCEPTED))
    entered = _answered(Answer.HANDED_IN, Answer.ACCEPTED, Answer.NIL)
    register("entered_for", render=entered_for, still_matters=entered)
    register("opinions_told", render=opinions_told, still_matters=lambda message: True)
    register("report_returned", render=sent_back, still_matters=_answered(Answer.RETURNED))
