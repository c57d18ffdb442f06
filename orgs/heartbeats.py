"""When jobs, workers and beat were last seen, and what they did: one row per name, written by themselves."""

import datetime as dt

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from orgs.choices import Channel, Delivery
from orgs.models import Heartbeat, Message

KEPT = dt.timedelta(days=7)  # how long a process that has gone is still listed


def note(name: str, *, did: str = "", took_ms: int | None = None) -> None:
    """It ran, or lives, just now."""
    _write(name, seen_at=timezone.now(), did=did[:200], took_ms=took_ms)


def failed(name: str, *, error: str) -> None:
    """It ran just now, and failed; `error` is kept beside the last result."""
    now = timezone.now()
    _write(name, seen_at=now, failed_at=now, error=error[:300])


def sweep() -> int:
    """Forget processes not seen for a week; returns how many. Jobs stay."""
    old = Heartbeat.objects.filter(Q(name__startswith="worker ") | Q(name__startswith="beat "))
    return old.filter(seen_at__lt=timezone.now() - KEPT).delete()[0]


def _write(name: str, **values: object) -> None:
    name = name[:80]
    if not Heartbeat.objects.filter(name=name).update(**values):
        Heartbeat.objects.bulk_create([Heartbeat(name=name, **values)], ignore_conflicts=True)


def outbox_by_channel() -> QuerySet:
    """For each channel: how many wait, are on their way, failed; when the last one left. One query."""
    counts = {
        state: Count("pk", filter=Q(state=state)) for state in (Delivery.WAITING, Delivery.SENDING, Delivery.FAILED)
    }
    rows = Message.objects.exclude(channel=Channel.PORTAL).order_by("channel").values("channel")
    return rows.annotate(**{str(state): count for state, count in counts.items()}, last=Max("sent_at"))
