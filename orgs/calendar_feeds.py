"""日历订阅: the secret address under which a person's calendar reads dates. Only its digest is kept."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orgs import audit
from orgs.models import CalendarFeed, User
from orgs.secretlinks import digest, token

NOTED_EVERY = dt.timedelta(hours=1)  # a calendar asks many times a day; when it did last is kept this exactly


class FeedGone(Exception):
    """Unknown, renewed, ended, or its person may not log in; which of these is nobody's business."""


@transaction.atomic
def make(*, user: User) -> str:
    """A new secret for the person; an address given out before is void at once. It cannot be had again."""
    secret = token()
    fresh = {"digest": digest(secret), "created_at": timezone.now(), "last_used_at": None}
    _, is_first = CalendarFeed.objects.update_or_create(user=user, defaults=fresh)
    audit.record("账号·建立日历订阅" if is_first else "账号·更换日历订阅", user, by=user)
    return secret


@transaction.atomic
def end(*, user: User) -> bool:
    """The address is void at once; False when there was none."""
    gone, _ = CalendarFeed.objects.filter(user=user).delete()
    if gone:
        audit.record("账号·停用日历订阅", user, by=user)
    return bool(gone)


def find(secret: str) -> User:
    """Whose calendar asks. Raises FeedGone."""
    feed = CalendarFeed.objects.filter(digest=digest(secret), user__is_active=True).select_related("user").first()
    if feed is None:
        raise FeedGone
    now = timezone.now()
    unnoted = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
    CalendarFeed.objects.filter(unnoted, pk=feed.pk).update(last_used_at=now)
    return feed.user
