"""What became of the opinions given on a circulated draft: decided one by one, told to those who gave them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from campaigns.choices import GIVEN
from campaigns.models import Comment, Request
from campaigns.obliging import seats_of
from campaigns.words import fingerprint, tidy
from orgs import audit, outbox
from orgs.models import User

NOTED = 200  # characters of an explanation
OUTCOMES = dict(Comment.OUTCOMES)


@dataclass(frozen=True)
class Decision:
    """What a person chose for one opinion; `seen` proves what stood there when the page was opened."""

    outcome: str
    note: str
    seen: str


def given(request: Request) -> QuerySet[Comment]:
    """The opinions that are handed in to the office now; what is being written or was returned is not among them."""
    found = Comment.objects.filter(obligation__request=request, obligation__state__in=GIVEN, reply_to=None)
    return found.select_related("obligation__unit__region").order_by("pk")


def seen_of(opinion: Comment) -> str:
    return fingerprint(opinion.outcome, f"{opinion.outcome_note}\0{opinion.text}")


@transaction.atomic
def decide(*, request: Request, decisions: Mapping[int, Decision], by: User) -> list[Comment]:
    """Write down what became of the opinions; returns those somebody else decided otherwise meanwhile, untouched.

    Raises ValidationError when one is not taken up, or in part only, without a word of why.
    """
    rows = given(request).select_for_update(of=("self",)).filter(pk__in=decisions)
    changed, stale = [], []
    for opinion in rows:
        wanted = decisions[opinion.pk]
        outcome, note = wanted.outcome, tidy(wanted.note)
        if (outcome, note) == (opinion.outcome, opinion.outcome_note):
            continue
        _sound(opinion, outcome, note)
        if wanted.seen != seen_of(opinion):
            stale.append(opinion)
            continue
        opinion.outcome, opinion.outcome_note = outcome, note
        changed.append(opinion)
    Comment.objects.bulk_update(changed, ["outcome", "outcome_note"])
    said = [{"opinion": each.pk, "outcome": OUTCOMES.get(each.outcome, "待定")} for each in changed]
    audit.record_many("征求意见·采纳情况", [(request, request.unit)] * len(said), by=by, each=said)
    return stale


def _sound(opinion: Comment, outcome: str, note: str) -> None:
    who = f"{opinion.obligation.unit}“{opinion.text[:15]}”" if opinion.obligation else opinion.text[:15]
    if outcome and outcome not in OUTCOMES:
        raise ValidationError(f"{who}：请选择采纳、部分采纳或不采纳。")
    if outcome in ("partly", "declined") and not note:
        raise ValidationError(f"{who}：{OUTCOMES[outcome]}的，请写明说明，提出单位会看到。")
    if len(note) > NOTED:
        raise ValidationError(f"{who}：说明最多{NOTED}个字，现在有{len(note)}个。")


@transaction.atomic
def tell(*, request: Request, by: User) -> int:
    """反馈采纳情况, once: those who gave opinions see what became of them, and get a message. Returns how many units.

    Raises ValidationError while an opinion waits for its decision, or when it was done before.
    """
    left = given(request).filter(outcome="").count()
    if left:
        raise ValidationError(f"还有{left}条意见没有填写采纳情况，请填写后再反馈。")
    if not given(request).exists():
        raise ValidationError("还没有收到意见，不需要反馈。")
    if not Request.objects.filter(pk=request.pk, told_at=None).update(told_at=timezone.now()):
        raise ValidationError("采纳情况已经反馈过，不必重复。")
    obligations = {opinion.obligation_id: opinion.obligation for opinion in given(request)}
    seats = seats_of({owed.unit_id for owed in obligations.values()})
    outbox.post_many(
        outbox.Item("opinions_told", f"opinions_told:{pk}", seats.get(owed.unit_id, ()), {"obligation": pk})
        for pk, owed in obligations.items()
    )
    audit.record("征求意见·反馈采纳情况", request, by=by, unit=request.unit, units=len(obligations))
    return len(obligations)
