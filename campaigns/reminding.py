"""Reminders: what is due and not yet posted, never what is due exactly today."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from campaigns.choices import Answer
from campaigns.ladder import due_step, reminding_day
from campaigns.models import Obligation
from campaigns.obliging import seats_for
from orgs import audit, outbox

AWAITED = (Answer.OPEN, Answer.RETURNED)
HORIZON = dt.timedelta(days=60)  # wide enough for every ladder with its grace, narrow enough for an index


def awaited(today: dt.date):
    """Obligations that may be reminded of: asked for, not optional, not answered, due about now."""
    return (
        Obligation.objects.filter(state__in=AWAITED, optional=False, request__closed_at=None)
        .filter(due_on__range=(today - HORIZON, today + HORIZON))
        .select_related("request__unit", "unit")
        .order_by("pk")
    )


def remind(now: dt.datetime | None = None) -> int:
    """Post the reminder each obligation is due for at `now` (aware; default: this moment); returns how many.

    Runs every minute, in any number of workers, after any outage: `reminded_step` moves by a conditional update in
    the same transaction as the messages, so each step is posted once.
    """
    day = reminding_day(now or timezone.now())
    posted = 0
    for obligation in list(awaited(day)):  # a list: an open cursor would block SQLite's writers, and this loop writes
        before = obligation.reminded_step
        already = frozenset() if before is None else {before}
        step = due_step(obligation.due_on, day, settings.REMINDER_STEPS, already)
        if step is not None:
            posted += _post(obligation, before, step)
    return posted


@transaction.atomic
def _post(obligation: Obligation, before: int | None, step: int) -> int:
    rows = Obligation.objects.filter(Q(reminded_step=before), pk=obligation.pk, state__in=AWAITED)
    if not rows.update(reminded_step=step):
        return 0  # another worker was first, or it was handed in meanwhile
    outbox.post(
        "due",
        key=f"due:{obligation.pk}:{obligation.due_on:%Y%m%d}:{step}",
        seats=seats_for(obligation),
        about={"obligation": obligation.pk, "step": step, "due_on": str(obligation.due_on)},
    )
    audit.record("报送·提醒", obligation, by=None, unit=obligation.unit, step=step)
    return 1
