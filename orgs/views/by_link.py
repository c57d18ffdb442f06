"""The door of a page that a secret link opens, without an account.

No session and no cookie: the form proves that its page was opened with the link by a signature of the token, since
`no-referrer` makes browsers send neither the Origin nor the Referer that Django's own check asks for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from orgs import secretlinks
from orgs.secretlinks import LinkGone

View = Callable[..., HttpResponseBase]
_PREFETCH = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ", "HTTP_X_PURPOSE")


def address_of(request: HttpRequest) -> str:
    """The visitor's address, behind as many proxies as are trusted, as the audit trail keeps it of log-ins."""
    return get_adapter().get_client_ip(request)


def is_looked_at(request: HttpRequest) -> bool:
    """By a person, as far as one can tell: neither a HEAD nor fetched beforehand by a browser or a chat."""
    return request.method == "GET" and not any("prefetch" in request.META.get(name, "") for name in _PREFETCH)


@dataclass(frozen=True)
class Door:
    """A decorator of views that take a link: `find` gives the link of a secret or raises LinkGone, `gone` is the page
    for void ones of every kind, which answer alike. Nothing behind it is indexed, kept, or told to other sites."""

    find: Callable[[str], Any]
    gone: str
    salt: str

    def __call__(self, view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, token: str, **more: Any) -> HttpResponseBase:
            answer = self._opened(view, request, token, **more)
            answer["Referrer-Policy"], answer["X-Robots-Tag"] = "no-referrer", "noindex, nofollow, noarchive"
            return answer

        return csrf_exempt(never_cache(inner))

    def check(self, token: str) -> str:
        """What a form sends along."""
        return salted_hmac(self.salt, token).hexdigest()[:32]

    def _opened(self, view: View, request: HttpRequest, token: str, **more: Any) -> HttpResponseBase:
        if request.method == "POST" and not constant_time_compare(request.POST.get("check", ""), self.check(token)):
            return self._void(request, 403)
        if secretlinks.guessed_too_often(request):
            return self._void(request, 404)
        try:
            return view(request, self.find(token), token, **more)
        except LinkGone:
            secretlinks.missed(request)
            return self._void(request, 404)

    def _void(self, request: HttpRequest, status: int) -> HttpResponse:
        return render(request, self.gone, status=status)
