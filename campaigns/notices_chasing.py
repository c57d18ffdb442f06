"""Message kinds of chasing: a reminder by hand, and the list of what is overdue."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet
from django.urls import reverse

from campaigns.ask_words import words_of
from campaigns.choices import Told
from campaigns.deadline import caution, spoken
from campaigns.models import Obligation
from campaigns.notices import EVERY, how_it_stands, load_obligations, obligation_of
from campaigns.overdue import Missing, list_words
from campaigns.standing import is_mended
from campaigns.words import inside_quotes
from campaigns.workdays import today
from orgs.among import Among
from orgs.choices import Topic
from orgs.models import Message
from orgs.outbox import Letter, register


def verb_of(owed: Obligation) -> str:
    """提醒报送 to peers of the same region, 催报 to those below."""
    return "提醒报送" if owed.unit.region_id == owed.request.unit.region_id else "催报"


def chased(message: Message) -> Letter:
    owed = obligation_of(message)
    sentence = message.about["sentence"]
    when, how = how_it_stands(owed)
    own = f"\n{owed.request.unit}附言：{sentence}\n" if sentence else ""
    again = "重新" if is_mended(owed) else ""
    body = (
        f"{owed.unit}：\n\n{owed.request.unit}要求的“{inside_quotes(owed.request.title)}”，截止日期为{spoken(owed.due_on)}（含当日），"
        f"{how}，请尽快{again}报送。{caution(owed.due_on)}\n{own}{words_of(owed.request).hint}已经报送的，不必理会。"
    )
    return Letter(
        f"{verb_of(owed)}：{owed.request.title}（{when}）", body, reverse("campaigns:obligation", args=[owed.pk])
    )


def _still_awaited(message: Message) -> bool:
    rows = Obligation.objects.unanswered().filter(pk=message.about["obligation"], released_at=None)
    return rows.exists()


def overdue(message: Message) -> Letter:
    """Rendered anew when it is sent: who has handed in meanwhile is not on it."""
    rows = message.loaded if isinstance(message.loaded, list) else list(_missing(_named(message)))
    own, asked = ([row for row in rows if row.pk in set(message.about[told])] for told in (Told.MANAGER, Told.ABOVE))
    if not asked:
        return Letter(f"本单位{_owing(own)}"[:200], _own_words(own), _owed_url(own))
    units = len({row.unit_id for row in asked})
    if not own:
        return Letter(f"逾期未报送：{units}个单位", _asked_words(asked), _asked_url(asked))
    body = f"{_own_words(own)}\n\n{_asked_words(asked)}"
    return Letter(f"逾期未报送：{units}个单位；本单位{_owing(own)}"[:200], body, reverse("campaigns:reports"))


def _owing(rows: Sequence[Obligation]) -> str:
    return f"逾期未报送：{len(rows)}项（{'、'.join(dict.fromkeys(str(row.unit) for row in rows))}）"


def _own_words(rows: Sequence[Obligation]) -> str:
    tail = f"请安排报送；确有困难的，可申请延期，或说明{words_of(rows[0].request).nil}。" if rows else ""
    return f"以下事项已过截止日期，本单位还没有报送：\n\n{_lines(rows)}\n\n{tail}"


def _asked_words(rows: Sequence[Obligation]) -> str:
    return f"以下单位逾期未报送：\n\n{_lines(rows)}\n\n可提醒报送、电话联系，或同意延期。"


def _lines(rows: Sequence[Obligation]) -> str:
    return list_words([Missing(row.request_id, row.request.title, row.due_on, str(row.unit)) for row in rows])


def _named(message: Message) -> set[int]:
    return {pk for told in Told.values for pk in message.about[told]}


def _missing(pks: Collection[int]) -> QuerySet[Obligation]:
    """What is still missing of a list, by request, units in administrative order."""
    rows = Obligation.objects.unanswered().filter(Among("pk", pks), due_on__lt=today())
    rows = rows.filter(first_handed_in_at=None, optional=False).select_related("unit__region", "request__unit")
    return rows.order_by("request__due_on", "request", "unit__region__path", "unit__order", "unit")


def _load(messages: Sequence[Message]) -> None:
    """The lists of many people at once. One query."""
    rows = {row.pk: row for row in _missing({pk for each in messages for pk in _named(each)})}
    place = {pk: number for number, pk in enumerate(rows)}
    for message in messages:
        found = sorted((pk for pk in _named(message) if pk in rows), key=place.__getitem__)
        message.loaded = [rows[pk] for pk in found]


def _owed_url(rows: Sequence[Obligation]) -> str:
    return reverse("campaigns:obligation", args=[rows[0].pk]) if len(rows) == 1 else reverse("campaigns:reports")


def _asked_url(rows: Sequence[Obligation]) -> str:
    requests = {row.request_id for row in rows}
    if len(requests) != 1:
        return reverse("campaigns:reports")
    return reverse("campaigns:request", args=[requests.pop()]) + "?state=overdue"


def _still_missing(message: Message) -> bool:
    return _missing(_named(message)).exists()


def register_all() -> None:
    register(
        "chased",
        render=chased,
        still_matters=_still_awaited,
        topic=Topic.REMINDER,
        channels=EVERY,
        load=load_obligations,
    )
    register("overdue", render=overdue, still_matters=_still_missing, topic=Topic.OVERDUE, load=_load)
