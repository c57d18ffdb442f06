"""Secrets: the address of an invitation or answer link, another system's key. Their tokens, and a limit on guessing.

A token is in its link alone; the database keeps the digest, the trail and the logs keep neither.
"""

import hashlib
import secrets

from allauth.core import ratelimit
from django.http import HttpRequest

# settings.ACCOUNT_RATE_LIMITS; misses only, counted by the visitor's address
GUESSES, KEYS = "secret_link", "api_key_miss"
CALLS = "api_call"  # same place; every request, counted by the key


def token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def guessed_too_often(request: HttpRequest, *, of: str = GUESSES) -> bool:
    """Whether the visitor's address has opened so many void links of late that even a good one is not shown."""
    return not ratelimit.consume(_as_post(request), action=of, dry_run=True)


def missed(request: HttpRequest, *, of: str = GUESSES) -> None:
    """Count a link that led nowhere."""
    ratelimit.consume(_as_post(request), action=of)


def used_too_often(request: HttpRequest, key: str) -> bool:
    """Count a call of another system under its key; whether there were too many of late."""
    return not ratelimit.consume(_as_post(request), action=CALLS, key=key)


def _as_post(request: HttpRequest) -> HttpRequest:
    # allauth counts no GET, and these links are guessed by GET
    counted = HttpRequest()
    counted.META, counted.method = request.META, "POST"
    return counted
