"""日历订阅: the person's page of it, and the file that calendars read by its secret address, without a cookie."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.dates_file import dates_file
from orgs import calendar_feeds, secretlinks
from orgs.calendar_feeds import FeedGone
from orgs.scoping import UserRequest


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def subscribe(request: UserRequest) -> HttpResponse:
    """Make an address, or another in its place. It is in this one answer and nowhere else."""
    address = ""
    if request.method == "POST":
        secret = calendar_feeds.make(user=request.user)
        address = settings.BASE_URL.rstrip("/") + reverse("campaigns:dates_file", args=[secret])
    feed = getattr(request.user, "calendar_feed", None)
    return render(request, "campaigns/dates.html", {"feed": feed, "address": address})


@require_POST
@login_required
def unsubscribe(request: UserRequest) -> HttpResponse:
    if calendar_feeds.end(user=request.user):
        messages.success(request, "已停用日历订阅，原地址不能再读取。")
    else:
        messages.info(request, "目前没有日历订阅。")
    return redirect("campaigns:dates")


@require_safe
def dates_feed(request: HttpRequest, token: str) -> HttpResponse:
    """304 while nothing changed; void addresses of every kind answer alike."""
    if secretlinks.guessed_too_often(request):
        return _gone()
    try:
        user = calendar_feeds.find(token)
    except FeedGone:
        secretlinks.missed(request)
        return _gone()
    if secretlinks.used_too_often(request, f"calendar:{user.pk}", of=secretlinks.FEEDS):
        return _plain("读取过于频繁，请一小时后再试。", 429, **{"Retry-After": "3600"})
    return _file(request, dates_file(user))


def _file(request: HttpRequest, words: bytes) -> HttpResponse:
    etag = f'"{hashlib.sha256(words).hexdigest()[:32]}"'
    answer = HttpResponse(words, content_type="text/calendar; charset=utf-8")
    answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    answer["Content-Disposition"] = 'inline; filename="dates.ics"'
    found = get_conditional_response(request, etag=etag, response=answer)
    return _quiet(found if found is not None else answer)


def _gone() -> HttpResponse:
    return _plain("这个日历地址不能使用。请登录后重新建立。", 404)


def _plain(words: str, status: int, **headers: str) -> HttpResponse:
    return _quiet(HttpResponse(words, status=status, content_type="text/plain; charset=utf-8", headers=headers))


def _quiet(answer: HttpResponse) -> HttpResponse:
    """Nothing here is indexed, kept by others, or told to other sites."""
    answer["Referrer-Policy"], answer["X-Robots-Tag"] = "no-referrer", "noindex, nofollow, noarchive"
    return answer
