"""The audit trail: one append-only row per act, in the verb's own transaction."""

from django.contrib.auth.models import AnonymousUser
from django.db import models

from orgs.models import AuditEvent, Unit, User


def record(
    act: str,
    subject: models.Model | None = None,
    *,
    by: User | AnonymousUser | None,
    unit: Unit | None = None,
    **details,
):
    """Write down one act. `details` must be plain JSON values; never secrets, tokens or passwords."""
    return AuditEvent.objects.create(
        actor=by if by is not None and by.is_authenticated else None,
        unit=unit,
        act=act,
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        subject_name=str(subject)[:200] if subject is not None else "",
        details=details,
    )


def history(subject: models.Model) -> models.QuerySet[AuditEvent]:
    """What happened to one thing, oldest first, with the people."""
    return (
        AuditEvent.objects.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))
        .select_related("actor", "unit")
        .order_by("pk")
    )
