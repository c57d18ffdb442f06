"""延期: a later date for one unit, asked for and granted with a reason, or granted unasked."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from campaigns.choices import AWAITED, Extending
from campaigns.deadline import spoken
from campaigns.extension_limit import WAITS, refusal
from campaigns.models import Extension, Obligation
from campaigns.obliging import seats_for
from campaigns.words import tidy
from campaigns.workdays import today
from orgs import audit, outbox
from orgs.models import Seat, User
from orgs.moves import StaleState

DECIDING = ("manager", "reviewer", "approver")


class Decided(StaleState):
    """Somebody else answered the request for an extension, or it was taken back."""

    def __init__(self, extension: Extension):
        self.subject = extension
        said = extension.get_decision_display()
        Exception.__init__(self, f"这项延期申请已由他人办理（{said}），没有重复办理。请看过现在的日期再说。")


@transaction.atomic
def ask(*, obligation: Obligation, until: dt.date, reason: str, by: User) -> Extension:
    """The unit asks for a later date; those who decide at the asking office are told: one line each, however often it
    is asked.

    Raises ValidationError when it is answered or not owed any more, when the date is no later one, when the reason is
    missing, and when it may not ask (again) yet (`extension_limit`).
    """
    owed = _locked(obligation)
    if owed.state not in AWAITED:
        raise ValidationError("这项报送已经答复，不需要延期。")
    _check(owed, until, reason)
    why = refusal(owed.extensions.values_list("asked_at", "decision"), timezone.now(), str(owed.request.unit))
    if why:
        raise ValidationError(why)
    try:
        with transaction.atomic():
            asked = Extension.objects.create(obligation=owed, until=until, reason=tidy(reason), asked_by=by)
    except IntegrityError:
        raise ValidationError(WAITS) from None
    said = f"申请延至{spoken(until)}：{asked.reason}"
    audit.record("报送·申请延期", owed, by=by, unit=owed.unit, until=str(until), reason=said)
    about, seats = {"obligation": owed.pk, "extension": asked.pk}, _retracted(owed)
    outbox.post("extension_asked", key=f"extension_asked:{asked.pk}", seats=seats, about=about)
    return asked


@transaction.atomic
def take_back(*, extension: Extension, by: User) -> None:
    """The unit does not want it any more. Raises Decided when it was answered meanwhile."""
    _decide(extension, Extending.TAKEN_BACK, by)
    owed = extension.obligation
    audit.record("报送·撤回延期申请", owed, by=by, unit=owed.unit)
    _retracted(owed)


@transaction.atomic
def refuse(*, extension: Extension, note: str, by: User) -> None:
    """不同意, with a reason. Raises Decided when somebody was first."""
    if not tidy(note):
        raise ValidationError("不同意延期的，请写明原因。")
    _decide(extension, Extending.REFUSED, by, note=tidy(note))
    owed = extension.obligation
    audit.record("报送·不同意延期", owed, by=by, unit=owed.request.unit, reason=tidy(note))
    _tell(extension)


@transaction.atomic
def grant(*, extension: Extension, until: dt.date, note: str = "", by: User) -> None:
    """同意, perhaps until another day than was asked for. The unit's date moves at once, its lock date with it, and
    its reminders begin anew. Raises Decided when somebody was first."""
    owed = _locked(extension.obligation)
    _check(owed, until, "-")
    _decide(extension, Extending.GRANTED, by, note=tidy(note), granted_until=until)
    _extend(owed, until, by, tidy(note))
    _tell(extension)


@transaction.atomic
def grant_unasked(*, obligations: Iterable[Obligation], until: dt.date, reason: str, by: User) -> int:
    """A later date for all of these, asked for or not; returns how many got one. Those that have answered, or whose
    date is as late already, are left alone."""
    if not tidy(reason):
        raise ValidationError("请写明延期的原因。")
    if until < today():
        raise ValidationError("延期日期不能早于今天，请重新选择。")
    count = 0
    for each in obligations:
        owed = _locked(each)
        if owed.state not in AWAITED or owed.released_at is not None or until <= owed.due_on:
            continue
        waiting = owed.extensions.filter(decision=Extending.ASKED).first()
        if waiting is not None:
            grant(extension=waiting, until=until, note=reason, by=by)
        else:
            given = Extension.objects.create(
                obligation=owed, until=until, reason=tidy(reason), asked_by=by, decision=Extending.GRANTED,
                granted_until=until, decided_by=by, decided_at=timezone.now(),
            )  # fmt: skip
            _extend(owed, until, by, given.reason)
            _tell(given)
        count += 1
    return count


def _retracted(owed: Obligation) -> list[Seat]:
    """Those who decide, with what they were told of earlier wishes of this unit taken off their lists."""
    seats = Seat.objects.current().filter(unit=owed.request.unit_id, role__in=DECIDING).select_related("user")
    outbox.retract("extension_asked", seats=seats, obligation=owed.pk)
    return list(seats)


def _locked(obligation: Obligation) -> Obligation:
    related = Obligation.objects.select_related("unit", "request__unit", "request__campaign")
    owed = related.select_for_update(of=("self",)).get(pk=obligation.pk)
    if owed.released_at is not None or owed.request.closed_at is not None:
        raise ValidationError("这项报送已不再要求，不需要延期。")
    return owed


def _check(owed: Obligation, until: dt.date, reason: str) -> None:
    if not tidy(reason):
        raise ValidationError("请写明需要延期的原因。")
    if until <= owed.due_on:
        raise ValidationError(f"延期日期应晚于现在的截止日期（{spoken(owed.due_on)}），请重新选择。")
    if until < today() and owed.first_handed_in_at is None:
        raise ValidationError("延期日期不能早于今天，请重新选择。")


def _decide(extension: Extension, decision: str, by: User, **more) -> None:
    rows = Extension.objects.filter(pk=extension.pk, decision=Extending.ASKED)
    if not rows.update(decision=decision, decided_by=by, decided_at=timezone.now(), **more):
        extension.refresh_from_db()
        raise Decided(extension)
    extension.refresh_from_db()


def _extend(owed: Obligation, until: dt.date, by: User, note: str) -> None:
    later = Case(When(locks_on__lt=until, then=Value(until)), default=F("locks_on"))
    Obligation.objects.filter(pk=owed.pk).update(due_on=until, locks_on=later, reminded_step=None)
    said = f"延至{spoken(until)}，原为{spoken(owed.due_on)}" + (f"：{note}" if note else "")
    audit.record("报送·同意延期", owed, by=by, unit=owed.request.unit, until=str(until), reason=said)


def _tell(extension: Extension) -> None:
    owed = extension.obligation
    about = {"obligation": owed.pk, "extension": extension.pk}
    key = f"extension_decided:{extension.pk}"
    outbox.post("extension_decided", key=key, seats=seats_for(owed), about=about)
