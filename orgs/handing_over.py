"""交接: a seat passes from one person to another with everything open, in one step.

What belongs to the seat (to-dos, reminders) follows by itself. What names the person is moved: unread messages and
deputies here; apps above register the rest (`follow`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from orgs import audit, deputising
from orgs.choices import Channel, Delivery
from orgs.colleagues import colleagues
from orgs.models import Deputy, Message, Seat, User


@dataclass(frozen=True)
class Follower:
    """Rows that go along: what they are called, which they are, and how they are given to the new person."""

    label: str
    rows: Callable[[Seat, User], QuerySet]
    move: Callable[[QuerySet, Seat, Seat], None]  # rows, from the old seat, to the new one


@dataclass(frozen=True)
class Going:
    label: str
    count: int
    names: tuple[str, ...]


FOLLOWERS: list[Follower] = []
NAMED = 8


def follow(follower: Follower) -> None:
    """Register rows that go along with a seat; called in `AppConfig.ready()`."""
    FOLLOWERS.append(follower)


def preview(*, seat: Seat, to: User) -> list[Going]:
    """What would move; nothing is written."""
    found = []
    for follower in FOLLOWERS:
        rows = follower.rows(seat, to)
        if count := rows.count():
            found.append(Going(follower.label, count, tuple(str(row) for row in rows[:NAMED])))
    return found


@transaction.atomic
def hand_over(*, seat: Seat, to: User, by: User) -> Seat:
    """End the seat, begin one of the same role at the same unit for `to`, and move everything open.

    Raises ValidationError when the seat has ended, or `to` is its holder or no colleague.
    """
    locked = Seat.objects.select_for_update().select_related("user", "unit").get(pk=seat.pk)
    refuse(locked, to)
    if to.pk == by.pk and by.reach.acting(locked.unit_id, "manager"):
        raise ValidationError("代理管理岗位期间，不能把他人的岗位交接给自己。")
    new, _ = Seat.objects.get_or_create(user=to, unit=locked.unit, role=locked.role, ended_at=None)
    moved = {going.label: going.count for going in preview(seat=locked, to=to)}
    for follower in FOLLOWERS:
        follower.move(follower.rows(locked, to), locked, new)
    Seat.objects.filter(pk=locked.pk).update(ended_at=timezone.now())
    deputising.let_go(person=locked.user, unit=locked.unit, by=by, to=to)
    audit.record("岗位·交接", locked, by=by, unit=locked.unit, person=str(locked.user), name=str(to), moved=moved)
    return new


def refuse(seat: Seat, to: User) -> None:
    """Raise ValidationError unless the seat can be handed to the person."""
    if seat.ended_at is not None:
        raise ValidationError("这个岗位已经结束，可能刚由其他人办理过。")
    if seat.user_id == to.pk:
        raise ValidationError("接任者不能是本人。")
    if not colleagues(seat.unit).filter(pk=to.pk).exists():
        raise ValidationError(f"{to}不在{seat.unit}任职。请先邀请其取得岗位，再办理交接。")


def _unread(seat: Seat, to: User) -> QuerySet:
    return Message.objects.filter(seat=seat, channel=Channel.PORTAL, read_at=None)


def _mail_waiting(seat: Seat, to: User) -> QuerySet:
    return Message.objects.filter(seat=seat, channel__in=(Channel.MAIL, Channel.SMS), state=Delivery.WAITING)


def _deputies(seat: Seat, to: User) -> QuerySet:
    return Deputy.objects.not_over().filter(seat=seat).select_related("deputy", "seat__unit")


def _give_deputies(rows: QuerySet, old: Seat, new: Seat) -> None:
    rows.filter(deputy=new.user_id).delete()  # who stood in for the seat holds it now
    Deputy.objects.not_over().filter(seat=old).update(seat=new)


def _seated(rows: QuerySet, old: Seat, new: Seat) -> None:
    rows.update(seat=new)


def register_all() -> None:
    follow(Follower("未读消息", _unread, _seated))
    follow(Follower("待发邮件和短信", _mail_waiting, _seated))
    follow(Follower("代理", _deputies, _give_deputies))
