"""The audit trail: one append-only row per act, in the verb's own transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import repeat

from django.contrib.auth.models import AnonymousUser
from django.db import models

from orgs import quickly
from orgs.models import AuditEvent, Unit, User

COLUMNS = ("actor_id", "unit_id", "act", "subject_kind", "subject_id", "subject_name", "details")
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
    details |= _by_whom(acting or _acting(by, unit, roles))
    return AuditEvent.objects.create(
        actor=by if by is not None and by.is_authenticated else None,
        unit=unit,
        act=act,
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        subject_name=str(subject)[:200] if subject is not None else "",
        details=details,
    )


def record_many(
    act: str,
    of: Iterable[tuple[models.Model, Unit | None]],
    *,
    by: User | None = None,
    each: Iterable[dict] | None = None,
    **details,
) -> None:
    """Write down the same act done to several things, each at its unit: a row per thing, as `record` would. One
    statement, however many (and what `acting` asks, once per unit). `by` None: the portal itself did it.

    `each` gives further details of every thing, in the order of `of`; ValueError when they are not as many.
    """
    acting = cache(lambda unit: _acting(by, unit, ()))
    own = repeat({}) if each is None else each
    rows = [
        {
            "actor_id": by.pk if by else None,
            "unit_id": unit.pk if unit else None,
            "act": act,
            "subject_kind": subject._meta.label_lower,
            "subject_id": str(subject.pk),
            "subject_name": str(subject)[:200],
            "details": details | more | _by_whom(acting(unit)),
        }
        for (subject, unit), more in zip(of, own, strict=each is not None)
    ]
    quickly.insert(AuditEvent, rows, columns=COLUMNS)


def _by_whom(acting: str) -> dict[str, str]:
    found = {"acting": acting, "via": _via.get()}
    return {name: said for name, said in found.items() if said}


def _acting(by: User | AnonymousUser | None, unit: Unit | None, roles: tuple[str, ...]) -> str:
    if unit is None or not isinstance(by, User):
        return ""
    if "reach" in vars(by):  # asked already in this request
        return by.reach.acting(unit.pk, *roles)
    return by.reach_now().acting(unit.pk, *roles) if by.deputising.active().exists() else ""


def about(subject: models.Model) -> models.Q:
    """What matches the events of one thing."""
    return models.Q(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))


def history(subject: models.Model) -> models.QuerySet[AuditEvent]:
    """What happened to one thing, oldest first, with the people."""
    return AuditEvent.objects.filter(about(subject)).select_related("actor", "unit").order_by("pk")
