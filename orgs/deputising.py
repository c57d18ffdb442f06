"""代理: somebody acts from an absent person's seats for some days, both ends included (Beijing). It ends by itself."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orgs import audit, outbox
from orgs.colleagues import colleagues
from orgs.models import Deputy, Seat, Unit, User

LONGEST = dt.timedelta(days=366)


@transaction.atomic
def appoint(*, seats: Iterable[Seat], deputy: User, starts_on: dt.date, ends_on: dt.date, by: User) -> list[Deputy]:
    """Name a deputy for seats of one person. Two deputies of one seat may overlap.

    Raises ValidationError when the deputy is the holder or the one who sets it, is no colleague, when it is set from a
    manager's seat by that manager's deputy, or the days do not fit: they begin today or later, end not before they
    begin, and are a year at most.
    """
    found = list(seats)
    if not found:
        raise ValidationError("请选择由谁的哪些岗位交由代理。")
    _days(starts_on, ends_on)
    for seat in found:
        _fits(seat, deputy, by)
    made = [
        Deputy.objects.create(seat=seat, deputy=deputy, starts_on=starts_on, ends_on=ends_on, set_by=by)
        for seat in found
    ]
    for row in made:
        audit.record("岗位·设定代理", row.seat, by=by, unit=row.seat.unit, person=str(row.seat.user), name=str(deputy),
                     starts_on=str(starts_on), ends_on=str(ends_on))  # fmt: skip
    _tell(made[0])
    return made


@transaction.atomic
def withdraw(*, row: Deputy, by: User | None) -> None:
    """End it now: the next request is refused. The trail keeps that it was."""
    audit.record("岗位·撤销代理", row.seat, by=by, unit=row.seat.unit, person=str(row.seat.user), name=str(row.deputy))
    Deputy.objects.filter(pk=row.pk).delete()


def let_go(*, person: User, unit: Unit, by: User | None, to: User | None = None) -> None:
    """Who works in the bureau no more stands in for nobody there; with `to`, that person does instead.

    Call it in the transaction that ends a seat.
    """
    if colleagues(unit).filter(pk=person.pk).exists():
        return
    bureau = unit.within_id or unit.pk
    rows = Deputy.objects.not_over().filter(Q(seat__unit=bureau) | Q(seat__unit__within=bureau), deputy=person)
    for row in rows.select_related("seat__user", "seat__unit", "deputy"):
        if to is None or to.pk == row.seat.user_id:
            withdraw(row=row, by=by)
        else:
            Deputy.objects.filter(pk=row.pk).update(deputy=to)


def _days(starts_on: dt.date, ends_on: dt.date) -> None:
    if starts_on < timezone.localdate():
        raise ValidationError("代理开始日期不能早于今天。")
    if ends_on < starts_on:
        raise ValidationError("代理结束日期不能早于开始日期。")
    if ends_on - starts_on > LONGEST:
        raise ValidationError("代理最长一年。长期变动的，请办理交接。")


def _fits(seat: Seat, deputy: User, by: User) -> None:
    if seat.user_id == deputy.pk:
        raise ValidationError("代理人不能是本人。")
    if deputy.pk == by.pk:
        raise ValidationError("不能由自己指定自己代理他人。请由本人或另一位管理人员设定。")
    if seat.user_id != by.pk and by.reach.acting(seat.unit_id, "manager"):
        raise ValidationError("代理管理岗位期间，不能再指定代理。请由本人或管理人员设定。")
    if seat.ended_at is not None:
        raise ValidationError(f"{seat.user}的“{seat}”岗位已经结束。")
    if not colleagues(seat.unit).filter(pk=deputy.pk).exists():
        raise ValidationError(f"{deputy}不在{seat.unit}任职，不能代理。")


def _tell(row: Deputy) -> None:
    """The deputy, at one of the own posts."""
    seat = row.deputy.seats.current().select_related("user", "unit").first()
    if seat is not None:
        outbox.post("deputised", key=f"deputised:{row.pk}", seats=[seat], about={"deputy": row.pk})
