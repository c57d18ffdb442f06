"""Changing a request after it was sent: its dates, its words, its units, its own fields; and withdrawing it."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns import releasing
from campaigns.asking import NOBODY, check_dates
from campaigns.choices import AWAITED
from campaigns.deadline import spoken
from campaigns.fielding import set_fields, specs_of
from campaigns.models import Request
from campaigns.obliging import move, owe, relock, tell
from campaigns.own_fields import Spec
from campaigns.ruling import reachable
from campaigns.seal_wishes import set_wish
from campaigns.words import fingerprint, tidy
from orgs import audit
from orgs.models import User

GONE = "这项要求已经撤销，不能再修改。"


class StaleRequest(Exception):
    """Somebody else changed the request since the form was opened; nothing was written."""


def seen_of(request: Request) -> str:
    """What a form carries to prove which request the person saw when it was opened."""
    dates = f"{request.due_on} {request.locks_on} {request.minutes} {sorted(request.rules)} {request.wants_seal}"
    return fingerprint(dates, request.why + request.title)


@transaction.atomic
def change(
    *,
    request: Request,
    seen: str,
    title: str,
    why: str,
    due_on: dt.date,
    locks_on: dt.date | None,
    minutes: int,
    by: User,
    fields: Sequence[Spec] | None = None,
    wants_seal: bool | None = None,
) -> bool:
    """Write what was changed; returns whether the due date moved. Those concerned learn of a new date.

    Raises StaleRequest, and ValidationError when it was withdrawn, when a new date is past or a lock date lies before
    it, when fields change that somebody has answered, or the wish for a 盖章扫描件 changes after a hand-in. None leaves
    fields and wish.
    """
    locked = _locked(request)
    if seen_of(locked) != seen:
        raise StaleRequest
    was, moved = locked.due_on, locked.due_on != due_on
    if moved or locks_on != locked.locks_on:
        _check(due_on if moved else None, due_on, locks_on)
    if not (tidy(title) and tidy(why)):
        raise ValidationError("请写明事项和用途，让被要求的单位知道报什么、为什么报。")
    before = _words(locked)
    if wants_seal is not None and wants_seal != locked.wants_seal:
        set_wish(locked, wants_seal)
    locked.title, locked.why, locked.due_on = tidy(title), tidy(why), due_on
    locked.locks_on, locked.minutes = locks_on, minutes
    locked.save(update_fields=["title", "why", "due_on", "locks_on", "minutes", "wants_seal"])
    if fields is not None and list(fields) != specs_of(locked):
        set_fields(request=locked, specs=fields)
        audit.record("报送·调整填报项", locked, by=by, unit=locked.unit, reason=_names(fields))
    pairs = zip(before, _words(locked), strict=True)
    changed = [f"{name}改为“{now}”，原为“{old}”" for (name, old), (_, now) in pairs if old != now]
    if changed:
        audit.record("报送·修改要求", locked, by=by, unit=locked.unit, reason="；".join(changed))
    if moved:
        move(locked, was, by)
    else:
        relock(locked)
    return moved


@transaction.atomic
def add_units(*, request: Request, units: Collection[int], by: User) -> int:
    """Ask further units; those that were let off before owe it again. Returns how many were asked."""
    locked = _locked(request)
    chosen = reachable(locked.unit).taking_part().filter(pk__in=units)
    if chosen.count() != len(set(units)):
        raise ValidationError(NOBODY)
    released = locked.obligations.filter(unit__in=units).exclude(released_at=None).select_related("request__unit")
    count = releasing.ask_again(obligations=released, by=by)
    optional = locked.obligations.filter(optional=False).first() is None
    count += owe(locked, chosen, optional=optional)
    if count:
        audit.record("报送·增加单位", locked, by=by, unit=locked.unit, reason=f"增加{count}个单位")
    return count


@transaction.atomic
def take_away(*, request: Request, obligations: Collection[int], why: str, by: User) -> int:
    """These units need not answer any more; returns how many. Those that have answered stay."""
    locked = _locked(request)
    rows = locked.obligations.filter(pk__in=obligations).select_related("unit", "request__unit")
    return releasing.release(obligations=rows, why=tidy(why) or "不再要求", by=by)


@transaction.atomic
def withdraw(*, request: Request, reason: str, by: User) -> None:
    """撤销: nobody need answer any more; what was handed in stays where it is. A second call changes nothing."""
    if not tidy(reason):
        raise ValidationError("请写明撤销的原因，已在准备的单位会看到。")
    if not Request.objects.filter(pk=request.pk, closed_at=None).update(closed_at=timezone.now()):
        return
    audit.record("报送·撤销要求", request, by=by, unit=request.unit, reason=tidy(reason))
    waiting = request.obligations.counted().filter(state__in=AWAITED)
    tell(waiting, "withdrawn", "withdrawn:{0.pk}", reason=tidy(reason)[:300])


def _locked(request: Request) -> Request:
    locked = Request.objects.select_for_update(of=("self",)).select_related("unit__region").get(pk=request.pk)
    if locked.closed_at is not None:
        raise ValidationError(GONE)
    return locked


def _check(new: dt.date | None, due_on: dt.date, locks_on: dt.date | None) -> None:
    """A date that stays may be past by now; a new one may not."""
    if new is not None:
        check_dates(new, locks_on)
    elif locks_on is not None and locks_on < due_on:
        raise ValidationError("停止接收日期不能早于截止日期：请改为同一天或以后，或者留空（一直接收）。")


def _words(request: Request) -> list[tuple[str, str]]:
    """What people read, apart from the due date, which has an entry of its own."""
    locks = spoken(request.locks_on) if request.locks_on else "不设"
    return [("事项", request.title), ("用途", request.why), ("停止接收日期", locks),
            ("预计用时", f"{request.minutes or '未填'}分钟"),
            ("盖章扫描件", "需要" if request.wants_seal else "不需要")]  # fmt: skip


def _names(fields: Sequence[Spec]) -> str:
    return "、".join(spec.label for spec in fields) or "不再要求填报项"
