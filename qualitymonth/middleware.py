"""Headers that every answer carries, and the log-in that ends after idle time."""

import math
import time
from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.defaults import page_not_found

Handler = Callable[[HttpRequest], HttpResponseBase]

POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "worker-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
PERMISSIONS: Final = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
KEEP: Final = "X-Keep"  # on the one page that a device may keep (activities.views.kept): whose, and how long
TOUCH_EVERY: Final = 60  # seconds between two writes of an active session


class Headers:
    """Add the content and permissions policy unless the view set a stricter one itself; no shared cache keeps what
    depends on who asks."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "cookie" in response.headers.get("Vary", "").lower():
            response.headers.setdefault("Cache-Control", "private, no-cache")  # it is somebody's own page
        if response.cookies:
            response.headers.pop(KEEP, None)  # it came with a secret: no copy of it stays on the device
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class PlainAddress:
    """Keep NULs out of addresses: PostgreSQL takes none in a text it searches for, and nothing is called so.

    In a path, which names a thing, it is 404; from a query, which somebody may have pasted, it is taken out. The open
    interface says of a name by itself that there is none.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        while "%00" in request.META.get("QUERY_STRING", ""):  # again: taking one out may join another
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "")
        if "\0" in request.path and not request.path.startswith("/api/"):
            return page_not_found(request, Http404())
        return self.get_response(request)


class IdleSession:
    """Let a log-in end SESSION_COOKIE_AGE seconds after its last request.

    The session is written at most once a minute, so that reading pages does not mean writing rows. Pages that did not
    look at the session stay the same for everybody (no Vary: Cookie) and do not count as use.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.session.accessed and time.time() - request.session.get("seen", math.inf) > TOUCH_EVERY:
            request.session["seen"] = int(time.time())
        return response
