"""Whole public pages from the cache: one query instead of a page's worth of work."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from orgs import freshness

KEEP = 600  # seconds; only so long may a page outlive a change of the program or its settings
View = Callable[..., HttpResponse]


def public_page(*parameters: str) -> Callable[[View], View]:
    """Keep the view's page until something public changes; `parameters` are those of the query that it reads.

    The page must depend on its address alone. Others may hold it but must ask each time whether it still holds, so
    what was withdrawn from disclosure is never shown again. Any other parameter in the query: not kept.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def kept(request: HttpRequest, **kwargs) -> HttpResponse:
            if settings.DEBUG or not request.GET.keys() <= set(parameters):
                return _marked(view(request, **kwargs))
            key = _key(request)
            page = caches["pages"].get(key)
            if page is None:
                page = _marked(view(request, **kwargs))
                if page.status_code == 200:
                    caches["pages"].set(key, (page.content, page.headers["ETag"]), KEEP)
                return page
            content, tag = page
            return _marked(HttpResponse(content), tag)

        return require_safe(kept)

    return decorate


def _key(request: HttpRequest) -> str:
    # the stamp is read before the page is made: a change in between leaves the page under a stamp nobody asks for
    words = f"{freshness.stamp()} {request.path}?{sorted(request.GET.lists())}"
    return hashlib.sha256(words.encode()).hexdigest()


def _marked(response: HttpResponse, tag: str = "") -> HttpResponse:
    response.headers["ETag"] = tag or f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["Cache-Control"] = "public, no-cache"
    return response
