"""The list of activities in the workplace, in five ways of showing it, and as a calendar file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from activities import asked as asking
from activities import calendar_file, facets, links, offering
from activities.calendar_page import calendar_of
from activities.choices import EXPORTING
from activities.filters import Listing, listing
from activities.gallery_page import gallery
from activities.listing_page import listed
from activities.models import SavedView
from activities.rules import REPORTING, REVIEWING
from activities.scoping import campaign_of
from campaigns.models import Campaign
from campaigns.workdays import today
from orgs.scoping import UserRequest


@login_required
@require_safe
def activities(request: UserRequest) -> HttpResponse:
    """`view` says how: list, cards, calendar, timeline or gallery; all else in the address says what."""
    campaign = campaign_of(request)
    found = listing(user=request.user, campaign=campaign, asked=request.GET)
    context = {
        "listing": found,
        "offered": _offered(request, campaign, found),
        "saved": SavedView.objects.visible_to(request.user),
        **_links(found),
        **_shown(found, campaign),
    }
    return render(request, "activities/list.html", context | _may(request))


def _may(request: UserRequest) -> dict:
    reach = request.user.reach
    return {
        "may_log": bool(reach.units(*REPORTING)),
        "may_enter": bool(reach.offices(*REPORTING)),
        "may_review": bool(reach.offices(*REVIEWING)),
        "may_export": bool(reach.units(*EXPORTING)),
    }


def _links(found: Listing) -> dict:
    asked = found.asked
    return {
        "tabs": links.tabs(asked, found.tab, found.tabs),
        "views": links.views(asked, found.view),
        "orders": links.orders(asked),
        "facets": links.facets(asked, facets.facets(found.found.counts, found.filter.chosen)),
        "hidden": links.hidden(asked),
        "clear": links.clear(asked),
        "query": asking.but(asked, tab=found.tab).removeprefix("?"),
        "part": f"activities/_find_{found.view}.html",
    }


def _offered(request: UserRequest, campaign: Campaign, found: Listing) -> dict:
    """The choices of the conditions that are selects, with the value chosen."""
    values = found.filter.understood
    region, unit, action = (values.get(name) for name in ("region", "unit", "action"))
    in_region = found.tab == asking.REGION
    return {
        "regions": offering.regions(request.user, region) if in_region else [],
        "units": offering.units(request.user, region, unit, own=not in_region),
        "actions": offering.actions(request.user, campaign, action),
        "region": region.code if region else "",
        "unit": str(unit.pk) if unit else "",
        "action": str(action or ""),
        "used": sum(bool(found.asked.get(name)) for name in asking.FOLDED),
    }


def _shown(found: Listing, campaign: Campaign) -> dict:
    """What the chosen way of showing needs; `pages` leads to the neighbours where there are pages."""
    rows, asked = found.found.rows, found.asked
    if found.view == "calendar":
        shown = calendar_of(rows.confirmed(), asked, campaign, today())
        around = {
            name: asking.but(asked, **({"month": None, "week": None} | shown[name]))
            for name in ("before", "after", "other")
        }
        return {"calendar": shown, "around": around}
    shown = (
        gallery(rows, found.scope, asked) if found.view == "gallery" else listed(found.view, rows, found.scope, asked)
    )
    return shown | {"pages": links.pages(asked, shown["page"])}


@login_required
@require_safe
def calendar(request: UserRequest) -> HttpResponse:
    """The list as iCalendar; too long a one is refused with a sentence on the page."""
    campaign = campaign_of(request)
    found = listing(user=request.user, campaign=campaign, asked=request.GET)
    if found.total > calendar_file.MOST or found.found.is_cut:
        messages.error(request, f"日历文件最多{calendar_file.MOST}项，请先筛选，缩小范围后再下载。")
        return redirect(reverse("activities:list") + asking.but(request.GET))
    rows = found.found.rows.confirmed().select_related("unit").order_by("held_on", "pk")
    file = calendar_file.take(rows=rows, campaign=campaign, by=request.user)
    headers = {
        "Content-Disposition": f'attachment; filename="activities-{campaign.slug}.ics"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)
