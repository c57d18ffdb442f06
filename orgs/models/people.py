import datetime as dt
from dataclasses import dataclass

import rules
from django.apps import apps
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import cached_property

from orgs.choices import Role
from orgs.models.unit import Unit
from orgs.querysets import DeputyQuerySet, InvitationQuerySet, SeatQuerySet
from orgs.reach import NOWHERE, Held, Reach
from orgs.together import Prepared


class User(AbstractUser):
    """A person. What the person may do comes from seats alone; `is_superuser` opens Django's admin, nothing else."""

    display_name = models.CharField("姓名", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_short_name(self) -> str:
        return str(self)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django answers yes to a superuser unasked; what is asked of a thing is answered by the seats alone."""
        if obj is None:
            return super().has_perm(perm)
        return self.is_active and rules.has_perm(perm, self, obj)

    @cached_property
    def chairs(self) -> "Chairs":
        """The seats from which the person acts today, and what else a request needs to know of them.

        One query, once per request (a user is loaded anew by each).
        """
        return self.chairs_now()

    def chairs_now(self) -> "Chairs":
        """The same, asked for anew."""
        seats, sections, unread = _chairs(self.pk, timezone.localdate())
        return Chairs(seats, sections, next(iter(unread), 0))

    @cached_property
    def reach(self) -> Reach:
        """What the person's seats reach, and those of absent people for whom the person stands today."""
        return reach_of(self, self.chairs)

    def reach_now(self) -> Reach:
        """The same, asked for anew."""
        return reach_of(self, self.chairs_now())


def _ask_chairs(pk: int, day: dt.date) -> tuple[models.QuerySet, ...]:
    user = User(pk=pk)
    seats = Seat.objects.acted_by(user, day)
    sections = Unit.objects.filter(within__in=seats.order_by().values("unit"))
    # by name: the model of a message stands on this module
    messages = apps.get_model("orgs", "Message").objects.visible_to(user, day).unread()
    return (
        seats.select_related("unit__region", "user"),
        sections.order_by().values_list("within", "pk", "kind"),
        messages.order_by().values("channel").annotate(n=Count("pk")).values_list("n", flat=True),
    )


_chairs = Prepared(_ask_chairs, -987_654_321, dt.date(1901, 2, 3))


@dataclass(frozen=True)
class Chairs:
    """`sections` are the units within those of the seats: (the unit they are within, pk, kind)."""

    seats: list["Seat"]
    sections: list[tuple[int | None, int, str]]
    unread: int


def reach_of(user: User, chairs: Chairs) -> Reach:
    sections: dict[int | None, set[int]] = {}
    for within, pk, _ in chairs.sections:
        sections.setdefault(within, set()).add(pk)
    return Reach(
        tuple(
            Held(
                s.role,
                s.unit_id,
                frozenset(sections.get(s.unit_id, ())),
                s.unit.region.path,
                s.unit.is_lead,
                s.user_id,
                "" if s.user_id == user.pk else str(s.user),
            )
            for s in chairs.seats
        )
    )


# templates and querysets ask the visitor the same question as a member
AnonymousUser.reach = NOWHERE


class Seat(models.Model):
    """A user's role at a unit (岗位). Reminders and to-dos go to the seat, so they survive a change of staff."""

    user = models.ForeignKey(User, models.PROTECT, related_name="seats", verbose_name="人员")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seats", verbose_name="单位")
    role = models.CharField("岗位", max_length=12, choices=Role.choices)
    started_at = models.DateTimeField("起", default=timezone.now)
    ended_at = models.DateTimeField("止", null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        ordering = ["unit__region__path", "unit__order", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(ended_at=None), name="a_seat_is_held_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}·{self.get_role_display()}"


class Deputy(models.Model):
    """While the holder of a seat is absent, somebody else acts from it; both days inclusive, Beijing."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="deputies", verbose_name="岗位")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="deputising", verbose_name="代理人")
    starts_on = models.DateField("代理自")
    ends_on = models.DateField("代理至")
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="设定人")
    created_at = models.DateTimeField("设定时间", auto_now_add=True)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代理"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="a_deputy_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.deputy}代理{self.seat}"


class Invitation(models.Model):
    """A one-time link by which a manager brings a person to a seat. Only the token's digest is kept."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="invitations", verbose_name="单位")
    role = models.CharField("岗位", max_length=12, choices=Role.choices)
    display_name = models.CharField("姓名", max_length=40)
    email = models.EmailField("电子邮箱", blank=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="invitations_sent", verbose_name="邀请人")
    created_at = models.DateTimeField("邀请时间", auto_now_add=True)
    expires_at = models.DateTimeField("有效期至")
    accepted_at = models.DateTimeField("接受时间", null=True, blank=True)
    revoked_at = models.DateTimeField("撤回时间", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "邀请"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.display_name}（{self.unit}·{self.get_role_display()}）"
