"""The audit trail: one append-only row per act, in the verb's own transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.models import AnonymousUser
from django.db import models

from orgs.models import AuditEvent, Unit, User

_via: ContextVar[str] = ContextVar("via", default="")


@contextmanager
def through(name: str) -> Iterator[None]:
    """What is written down inside was done by this other system, not by a person at a page: `via` in the details."""
    before = _via.set(name)
    try:
        yield
    finally:
        _via.reset(before)


def record(
    act: str,
    subject: models.Model | None = None,
    *,
    by: User | AnonymousUser | None,
    unit: Unit | None = None,
    roles: tuple[str, ...] = (),
    acting: str = "",
    **details,
):
    """Write down one act. `details` must be plain JSON values; never secrets, tokens or passwords.

    The actor is who really acted; `acting` in the details names the absent person (“代理××”) when it was done from
    nobody's seat but theirs (of one of `roles`, when named); a caller that knows whose it was may say so.
    """
    acting = acting or _acting(by, unit, roles)
    if acting:
        details["acting"] = acting
    if _via.get():
        details["via"] = _via.get()
    return AuditEvent.objects.create(
        actor=by if by is not None and by.is_authenticated else None,
        unit=unit,
        act=act,
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        subject_name=str(subject)[:200] if subject is not None else "",
        details=details,
    )


def _acting(by: User | AnonymousUser | None, unit: Unit | None, roles: tuple[str, ...]) -> str:
    if unit is None or not isinstance(by, User):
        return ""
    if "reach" in vars(by):  # asked already in this request
        return by.reach.acting(unit.pk, *roles)
    return by.reach_now().acting(unit.pk, *roles) if by.deputising.active().exists() else ""


def history(subject: models.Model) -> models.QuerySet[AuditEvent]:
    """What happened to one thing, oldest first, with the people."""
    return (
        AuditEvent.objects.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))
        .select_related("actor", "unit")
        .order_by("pk")
    )
