"""Sealing the audit trail into a hash chain within a minute of the act, so that verbs do not queue for the chain."""

import hashlib
import json
from collections.abc import Iterator

from django.db import transaction

from orgs.models import AuditEvent

CHUNK = 500
GENESIS = "0" * 64


def link(previous: str, event: AuditEvent) -> str:
    """The seal of one event: SHA-256 over the seal before it and every recorded field."""
    fields = [
        event.pk,
        event.at.isoformat(),
        event.actor_id,
        event.unit_id,
        event.act,
        event.subject_kind,
        event.subject_id,
        event.subject_name,
        event.details,
    ]
    body = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def seal() -> int:
    """Seal what is not sealed yet, oldest first; returns how many. Rows are locked, so two at once cannot fork it."""
    done = 0
    while True:
        with transaction.atomic():
            last = AuditEvent.objects.select_for_update().exclude(seal="").order_by("-pk").first()
            fresh = AuditEvent.objects.select_for_update().filter(seal="")
            batch = list(fresh.filter(pk__gt=last.pk if last else 0).order_by("pk")[:CHUNK])
            previous = last.seal if last else GENESIS
            for event in batch:
                previous = link(previous, event)
                AuditEvent.objects.filter(pk=event.pk, seal="").update(seal=previous)
        done += len(batch)
        if len(batch) < CHUNK:
            return done


def breaks() -> Iterator[AuditEvent]:
    """Sealed events whose seal does not follow from the one before: evidence of tampering."""
    previous = GENESIS
    for event in AuditEvent.objects.exclude(seal="").order_by("pk"):
        if link(previous, event) != event.seal:
            yield event
        previous = event.seal
