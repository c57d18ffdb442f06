"""What machines ask for by a fixed name: which pages may be searched (the public ones), and the small mark."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

LINES = ("User-agent: *", "Disallow: /work/", "Disallow: /accounts/", "Disallow: /admin/", "Disallow: /invitation/")


@require_safe
@cache_control(public=True, max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("\n".join(LINES) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """For pages that name no mark of their own: Django's admin, files, the API."""
    return redirect(static("img/favicon.ico"))
