"""进度总览 of a coordinated region and, level by level, of those below; for all others that of their own units."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from activities.beside import beside, year_before
from activities.by_arrangement import by_arrangement
from activities.by_day import by_day
from activities.choices import EXPORTING
from activities.coverage import coverage
from activities.missing import gaps
from activities.overview import board, tree, within_reach
from activities.own_overview import own_units
from activities.region_plan import plan_of
from campaigns.context import chosen, known
from campaigns.models import Campaign
from campaigns.workdays import today
from orgs.models import Region
from orgs.scoping import UserRequest

TABS = (
    ("总体进展", "activities:overview"),
    ("活动分布", "activities:overview_activities"),
    ("落实情况", "activities:overview_coverage"),
    ("与上年对照", "activities:overview_last_year"),
)
Place = tuple[Region, Campaign]


def _place(request: UserRequest) -> Place | None:
    """Of ?region=code, else of the first region the person coordinates; outside the reach is 404."""
    code = request.GET.get("region")
    region, campaign = within_reach(request.user, code), chosen(request)
    if code and region is None:
        raise Http404
    return (region, campaign) if region and campaign else None


def _page(request: UserRequest, template: str, region: Region, **context) -> HttpResponse:
    address, reach = urlencode({"region": region.code}), request.user.reach.paths
    here = request.resolver_match.view_name if request.resolver_match else ""
    around = list(Region.objects.filter(path__in={*region.line, *reach}))
    context |= {
        "region": region,
        "today": today(),
        "tabs": [{"label": word, "url": f"{reverse(name)}?{address}", "current": name == here} for word, name in TABS],
        "tops": [each for each in around if each.path in reach],
    }
    line = [each for each in around if region.path.startswith(each.path) and each.path.startswith(tuple(reach))]
    if len(line) > 1:  # at the top of one's own reach there is nowhere to climb to
        context["crumbs"] = [{"label": each.short_name, "url": f"?region={each.code}"} for each in line]
    return render(request, f"activities/{template}.html", context)


@login_required
@require_safe
def overview(request: UserRequest) -> HttpResponse:
    """Figures, what is owed, the regions below; own units only for whoever coordinates no region."""
    place = _place(request)
    if place is None:
        return _own(request)
    region, campaign = place
    found = board(region, campaign, today())
    missing = gaps(region, campaign, request.user, today(), total=found.awaited)
    exports = bool(request.user.reach.offices(*EXPORTING))
    return _page(request, "overview", region, board=found, gaps=missing, may_export=exports)


@login_required
@require_safe
def overview_rows(request: UserRequest) -> HttpResponse:
    """The lines of the regions directly below ?region=, to be put under its own line."""
    place = _place(request)
    if place is None:
        raise Http404
    return render(request, "activities/overview/_tree_rows.html", {"tree": tree(*place, today())})


@login_required
@require_safe
def overview_activities(request: UserRequest) -> HttpResponse:
    """By day and by arrangement."""
    place = _place(request)
    if place is None:
        return redirect("activities:overview")
    context = {"days": by_day(*place), "arrangements": by_arrangement(*place)}
    return _page(request, "overview/activities", place[0], **context)


@login_required
@require_safe
def overview_coverage(request: UserRequest) -> HttpResponse:
    """Which actions were carried out where, and nowhere."""
    place = _place(request)
    if place is None:
        return redirect("activities:overview")
    return _page(request, "overview/coverage", place[0], coverage=coverage(*place, plan_of(*place)))


@login_required
@require_safe
def overview_last_year(request: UserRequest) -> HttpResponse:
    place = _place(request)
    if place is None:
        return redirect("activities:overview")
    last = year_before(place[1], known(request))
    return _page(request, "overview/last_year", place[0], beside=beside(*place, last))


def _own(request: UserRequest) -> HttpResponse:
    campaign = chosen(request)
    own = own_units(request.user, campaign, today()) if campaign else []
    return render(request, "activities/overview_own.html", {"own": own, "today": today()})
