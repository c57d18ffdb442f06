"""The copy of the logging page that a device keeps, so that it opens without a line; and the script that keeps it.

Only this copy is ever kept, and only for the person it was made for: no token, no frame, no number of its own.
"""

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from activities.choosing import offer
from activities.forms.logging import ActivityForm, likely_day
from activities.scoping import campaign_of, unit_of
from campaigns.models import Campaign
from orgs.models import Unit
from orgs.scoping import UserRequest

SCRIPTS = settings.BASE_DIR / "static" / "js" / "log"


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at an address that bounds it to the logging page; where the setting is 0, one that goes."""
    script = SCRIPTS / ("worker.js" if settings.KEPT_DAYS else "no_worker.js")
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(script.read_bytes(), content_type="text/javascript; charset=utf-8", headers=headers)


@login_required
@require_safe
def kept(request: UserRequest) -> HttpResponse:
    """The form of one unit and campaign; `X-Keep` says whose it is and until when (milliseconds since 1970)."""
    if not settings.KEPT_DAYS:
        raise Http404("switched off")
    campaign, unit = campaign_of(request), unit_of(request)
    until = timezone.now() + dt.timedelta(days=settings.KEPT_DAYS)
    response = render(request, "activities/log/kept.html", _copy(unit, campaign, until))
    whose: dict[str, str | int] = {"who": request.user.pk, "unit": unit.pk, "campaign": campaign.slug}
    response.headers["X-Keep"] = urlencode(whose | {"until": int(until.timestamp() * 1000)})
    response.headers["Cache-Control"] = "no-store"
    return response


def _copy(unit: Unit, campaign: Campaign, until: dt.datetime) -> dict[str, object]:
    """`copied_at` leaves out the token, which comes with a cookie: the script asks for a fresh one before it sends."""
    empty: dict[str, object] = {"activity": None, "mine": "", "twins": [], "repeated": [], "sure": [], "submission": ""}
    about: dict[str, object] = {"copied_at": timezone.now(), "until": until, "is_dated": bool(likely_day(campaign))}
    form = ActivityForm(unit=unit, campaign=campaign, offered=offer(unit, campaign))
    more: dict[str, object] = {
        "form": form,
        "unit": unit,
        "campaign": campaign,
        "most_photos": settings.PHOTOS_PER_ACTIVITY,
    }
    return empty | about | more
