"""Addresses that are secrets: an invitation, an answer link. Their tokens, and a limit on guessing them.

A token is in its link alone; the database keeps the digest, the trail and the logs keep neither.
"""

import hashlib
import secrets

from allauth.core import ratelimit
from django.http import HttpRequest

GUESSES = "secret_link"  # settings.ACCOUNT_RATE_LIMITS; counted by the visitor's address, misses only


def token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def guessed_too_often(request: HttpRequest) -> bool:
    """Whether the visitor's address has opened so many void links of late that even a good one is not shown."""
    return not ratelimit.consume(_as_post(request), action=GUESSES, dry_run=True)


def missed(request: HttpRequest) -> None:
    """Count a link that led nowhere."""
    ratelimit.consume(_as_post(request), action=GUESSES)


def _as_post(request: HttpRequest) -> HttpRequest:
    # allauth counts no GET, and these links are guessed by GET
    counted = HttpRequest()
    counted.META, counted.method = request.META, "POST"
    return counted
