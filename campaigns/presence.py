"""Who has a draft open just now, and which item they are writing in."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import models
from django.utils import timezone

from campaigns.models import Edition, Presence
from orgs.models import User

COUNTS_FOR = dt.timedelta(seconds=60)


def here(*, edition: Edition, by: User, key: uuid.UUID | None = None) -> None:
    """Say that the person has the draft open, and writes in `key`; holds for a minute."""
    values = {"key": key, "seen_at": timezone.now()}
    Presence.objects.update_or_create(edition=edition, user=by, defaults=values)


def leave(*, edition: Edition, by: User) -> None:
    """The person closed the page."""
    Presence.objects.filter(edition=edition, user=by).delete()


def others(edition: Edition, user: User) -> Iterable[Presence]:
    """Everybody else who has it open; all of them of its own unit, since nobody else may open a draft. One query."""
    fresh = models.Q(seen_at__gte=timezone.now() - COUNTS_FOR)
    return edition.presences.filter(fresh).exclude(user=user).select_related("user").order_by("pk")
