"""Secrets: the address of an invitation or of a link for a contact, another system's key. Their tokens, what every
kind of link is asked before it opens anything, and a limit on guessing.

A token is in its link alone; the database keeps the digest, the trail and the logs keep neither.
"""

import datetime as dt
import hashlib
import secrets
from typing import Any, Protocol

from allauth.core import ratelimit
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

# settings.ACCOUNT_RATE_LIMITS; misses only, counted by the visitor's address
GUESSES, KEYS = "secret_link", "api_key_miss"
CALLS = "api_call"  # same place; every request, counted by the key
FEEDS = "calendar_feed"  # same place; every reading of a person's calendar, counted by the person


class LinkGone(Exception):
    """Unknown, revoked, past its time, or overtaken; which of these is nobody's business."""


class Link(Protocol):
    """A row of a link that one contact uses once: digest, opened_at, used_at, revoked_at, expires_at."""

    pk: Any
    contact: str
    expires_at: Any


def token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def address(name: str, secret: str) -> str:
    """The whole address to send, which cannot be had again."""
    return settings.BASE_URL + reverse(name, args=[secret])


def living(links: QuerySet, secret: str) -> QuerySet:
    """Of the links the one with this secret, unless it was revoked or is past its time."""
    return links.filter(digest=digest(secret), revoked_at=None, expires_at__gt=timezone.now())


def still(link: Link) -> Any:
    """The link under a lock: of two hand-ins at once, or one beside a 撤回, one comes first. Raises LinkGone when it
    was used, revoked or is past its time."""
    found = _rows(link).select_for_update().filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now()).first()
    if found is None:
        raise LinkGone
    return found


def revoke(link: Link) -> bool:
    """Void at once; False when it was already, or was used up."""
    return bool(_rows(link).filter(revoked_at=None, used_at=None).update(revoked_at=timezone.now()))


def opened(link: Link) -> None:
    """The first time is kept."""
    _rows(link).filter(opened_at=None).update(opened_at=timezone.now())


def use_up(link: Link) -> bool:
    """False when somebody was first."""
    return bool(_rows(link).filter(used_at=None).update(used_at=timezone.now()))


def how_to(link: Link, address: str, does: str = "填写", cost: str = "") -> str:
    """The end of what is pasted into a chat: what to do with the address, whose it is, until when."""
    until = timezone.localtime(link.expires_at - dt.timedelta(seconds=1))
    return (
        f"打开下面的链接{does}{cost}，不用注册登录。链接只供您本人使用，请勿转发，"
        f"{until.month}月{until.day}日前有效：\n{address}"
    )


def _rows(link: Any) -> QuerySet:
    return type(link)._default_manager.filter(pk=link.pk)


def guessed_too_often(request: HttpRequest, *, of: str = GUESSES) -> bool:
    """Whether the visitor's address has opened so many void links of late that even a good one is not shown."""
    return not ratelimit.consume(_as_post(request), action=of, dry_run=True)


def missed(request: HttpRequest, *, of: str = GUESSES) -> None:
    """Count a link that led nowhere."""
    ratelimit.consume(_as_post(request), action=of)


def used_too_often(request: HttpRequest, key: str, *, of: str = CALLS) -> bool:
    """Count a call of another system under its key; whether there were too many of late."""
    return not ratelimit.consume(_as_post(request), action=of, key=key)


def _as_post(request: HttpRequest) -> HttpRequest:
    # allauth counts no GET, and these links are guessed by GET
    counted = HttpRequest()
    counted.META, counted.method = request.META, "POST"
    return counted
