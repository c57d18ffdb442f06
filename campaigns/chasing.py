"""提醒报送 by hand, to a selection, with a sentence of the office's own; and notes of telephone calls."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from campaigns.choices import AWAITED, CallResult
from campaigns.models import Call, Chase, Obligation, Request
from campaigns.obliging import seats_of
from campaigns.overdue import some
from campaigns.words import tidy
from orgs import audit, outbox, quickly
from orgs.among import Among
from orgs.models import Seat, User

SENTENCE, NOTE = 200, 200


@dataclass
class Outcome:
    """What became of each ticked unit: told, or left out and why."""

    told: list[Obligation] = field(default_factory=list)
    cooling: list[Obligation] = field(default_factory=list)  # reminded by hand within the cool-down
    settled: list[Obligation] = field(default_factory=list)  # handed in meanwhile, optional or released
    silent: list[Obligation] = field(default_factory=list)  # nobody holds a seat there

    @property
    def sentences(self) -> list[str]:
        """For the person: whom it went to is said by the caller; this names those it did not go to."""
        hours = settings.REMINDER_COOLDOWN_HOURS
        reasons = (
            (self.cooling, f"{hours}小时内已提醒过，没有重复提醒"),
            (self.settled, "已经报送或不需要报送，没有提醒"),
            (self.silent, "没有可以联系的人员，没有提醒，请电话联系或邀请人员"),
        )
        return [f"{some([str(row.unit) for row in rows])}：{why}。" for rows, why in reasons if rows]


@transaction.atomic
def chase(*, request: Request, obligations: Collection[int], sentence: str, by: User) -> Outcome:
    """Remind these of the request's obligations now. One row of history; the messages are about each unit's own answer.

    Left out, and named in the outcome: who was reminded by hand within REMINDER_COOLDOWN_HOURS, who has handed in or
    need not, and units where nobody sits. Raises ValidationError when nothing is ticked, the sentence is too long, the
    request was withdrawn, or nobody is left.
    """
    sentence = tidy(sentence)
    if len(sentence) > SENTENCE:
        raise ValidationError(f"附言最多{SENTENCE}个字，现在有{len(sentence)}个。")
    if request.closed_at is not None:
        raise ValidationError("这项要求已经撤销，不能再提醒。")
    outcome, seats = _sorted(request, obligations)
    if not outcome.told:
        raise ValidationError(["没有发出提醒。请勾选尚未报送的单位。", *outcome.sentences])
    made = Chase.objects.create(request=request, sentence=sentence, by=by)
    rows = ({"chase_id": made.pk, "obligation_id": row.pk} for row in outcome.told)
    quickly.insert(Chase.obligations.through, rows, columns=("chase_id", "obligation_id"))
    _post(made, outcome.told, seats)
    names = [str(row.unit) for row in outcome.told]
    audit.record("报送·人工提醒", request, by=by, unit=request.unit, units=names, sentence=sentence)
    return outcome


def _sorted(request: Request, pks: Collection[int]) -> tuple[Outcome, dict[int, list[Seat]]]:
    """Under a lock, so that two people who press at once do not both remind; with the seats of each unit."""
    rows = (
        request.obligations.filter(Among("pk", pks))
        .select_related("unit", "request__unit", "request__campaign")
        .order_by("pk")
    )
    outcome, locked = Outcome(), list(rows.select_for_update(of=("self",)))
    cooling = last_chased(request, since=timezone.now() - dt.timedelta(hours=settings.REMINDER_COOLDOWN_HOURS))
    seats = seats_of({row.unit_id for row in locked})
    for row in locked:
        if row.state not in AWAITED or row.optional or row.released_at is not None:
            outcome.settled.append(row)
        elif row.pk in cooling:
            outcome.cooling.append(row)
        else:
            (outcome.told if seats.get(row.unit_id) else outcome.silent).append(row)
    return outcome, seats


def last_chased(request: Request, since: dt.datetime | None = None) -> dict[int, dt.datetime]:
    """Obligation id → when it was last reminded by hand. One query."""
    return dict(chased(request).filter(chase__at__gt=since) if since else chased(request))


def chased(request: Request) -> QuerySet:
    """Which obligation was reminded by hand when, the latest last."""
    rows = Chase.obligations.through.objects.filter(chase__request=request)
    return rows.order_by("chase__at").values_list("obligation", "chase__at")


def _post(made: Chase, rows: list[Obligation], seats: dict[int, list[Seat]]) -> None:
    outbox.post_many(
        outbox.Item(
            "chased",
            key=f"chased:{made.pk}:{row.pk}",
            seats=seats[row.unit_id],
            about={"obligation": row.pk, "chase": made.pk, "sentence": made.sentence},
        )
        for row in rows
    )


@transaction.atomic
def note_call(*, obligation: Obligation, result: str, note: str, by: User) -> Call:
    """Write down what a telephone call brought. Raises ValidationError for an unknown result or a note too long."""
    note = tidy(note)
    if result not in CallResult.values:
        raise ValidationError("请选择联系结果。")
    if len(note) > NOTE:
        raise ValidationError(f"备注最多{NOTE}个字，现在有{len(note)}个。")
    if result == CallResult.OTHER and not note:
        raise ValidationError("选“其他”的，请在备注中写明情况。")
    call = Call.objects.create(obligation=obligation, result=result, note=note, by=by)
    unit = obligation.request.unit
    audit.record("报送·电话联系", obligation, by=by, unit=unit, result=call.get_result_display(), note=note)
    return call
