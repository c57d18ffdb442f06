"""Message kinds about what is owed: a date moved, no longer asked, 延期 asked for and answered."""

import datetime as dt

from django.urls import reverse

from campaigns.choices import Extending
from campaigns.deadline import caution, spoken
from campaigns.models import Extension, Obligation
from campaigns.notices import GROUPED, load_obligations, obligation_of
from campaigns.words import inside_quotes
from orgs.choices import Topic
from orgs.models import Message
from orgs.outbox import Letter, register


def _extension(message: Message) -> Extension:
    related = ("obligation__unit", "obligation__request__unit")
    return Extension.objects.select_related(*related).get(pk=message.about["extension"])


def _url(owed: Obligation) -> str:
    return reverse("campaigns:obligation", args=[owed.pk])


def moved(message: Message) -> Letter:
    owed = obligation_of(message)
    was = dt.date.fromisoformat(message.about["was"])
    lock = f"停止接收日期为{spoken(owed.locks_on)}。" if owed.locks_on else ""
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}要求的“{inside_quotes(owed.request.title)}”，截止日期改为{spoken(owed.due_on)}（含当日，"
        f"到24时），原为{spoken(was)}。{lock}{caution(owed.due_on)}"
    )
    return Letter(f"截止日期改为{spoken(owed.due_on)}：{owed.request.title}", body, _url(owed))


def released(message: Message) -> Letter:
    owed = obligation_of(message)
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}提出的“{inside_quotes(owed.request.title)}”，不再要求贵单位报送，不必再办理，也不计入未报。\n"
        f"原因：{owed.released_why}"
    )
    return Letter(f"不再要求报送：{owed.request.title}", body, _url(owed))


def withdrawn(message: Message) -> Letter:
    owed = obligation_of(message)
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}已撤销“{inside_quotes(owed.request.title)}”，不必再报送。\n"
        f"原因：{message.about.get('reason', '')}"
    )
    return Letter(f"已撤销：{owed.request.title}", body, _url(owed))


def extension_asked(message: Message) -> Letter:
    asked = _extension(message)
    owed = asked.obligation
    body = (
        f"{owed.unit}申请将“{inside_quotes(owed.request.title)}”的截止日期由{spoken(owed.due_on)}延至{spoken(asked.until)}。\n"
        f"原因：{asked.reason}\n请同意、另定日期或说明不同意的原因。"
    )
    return Letter(f"申请延期：{owed.unit}，{owed.request.title}", body, _url(owed))


def extension_decided(message: Message) -> Letter:
    answer = _extension(message)
    owed = answer.obligation
    note = f"\n意见：{answer.note}" if answer.note else ""
    if answer.decision == Extending.GRANTED and answer.granted_until is not None:
        until = spoken(answer.granted_until)
        title = inside_quotes(owed.request.title)
        body = f"{owed.unit}：\n\n“{title}”的截止日期已延至{until}（含当日，到24时）。{note}"
        return Letter(f"已延期至{until}：{owed.request.title}", body, _url(owed))
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}未同意“{inside_quotes(owed.request.title)}”的延期申请，"
        f"截止日期仍为{spoken(owed.due_on)}。{note}"
    )
    return Letter(f"延期申请未获同意：{owed.request.title}", body, _url(owed))


def _still_moved(message: Message) -> bool:
    rows = Obligation.objects.unanswered().filter(pk=message.about["obligation"])
    return rows.exclude(due_on=message.about["was"]).exists()


def _still_released(message: Message) -> bool:
    return Obligation.objects.filter(pk=message.about["obligation"]).exclude(released_at=None).exists()


def _still_asked(message: Message) -> bool:
    return Extension.objects.filter(pk=message.about["extension"], decision=Extending.ASKED).exists()


def register_all() -> None:
    """A group that was told of a request is told what becomes of it, too."""
    for kind, render, still in (
        ("due_moved", moved, _still_moved),
        ("released", released, _still_released),
        ("withdrawn", withdrawn, lambda message: True),
    ):
        register(kind, render=render, still_matters=still, topic=Topic.OWED, channels=GROUPED, load=load_obligations)
    register("extension_asked", render=extension_asked, still_matters=_still_asked, topic=Topic.ARRIVED)
    register("extension_decided", render=extension_decided, still_matters=lambda message: True, topic=Topic.DECIDED)
