"""The list of activities in the workplace: own ones, and those handed in within the region."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from activities.filters import ActivityFilter
from activities.rules import REPORTING, REVIEWING
from activities.scoping import own_activities, region_activities
from orgs.scoping import UserRequest

PER_PAGE = 30


@login_required
@require_GET
def activities(request: UserRequest) -> HttpResponse:
    tabs = _tabs(request)
    current = next((tab for tab in tabs if tab["current"]), tabs[0])
    asked = any(request.GET.get(name) for name in ActivityFilter.base_filters)
    found = ActivityFilter(request.GET if asked else None, current["rows"], request=request)
    rows = found.qs.select_related("unit").prefetch_related("photos")
    context = {
        "tabs": tabs if len(tabs) > 1 else [],
        "current": current,
        "filter": found,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "page_query": _without_page(request),
    }
    return render(request, "activities/list.html", context | _may(request))


def _may(request: UserRequest) -> dict:
    reach = request.user.reach
    return {
        "may_log": bool(reach.units(*REPORTING)),
        "may_enter": bool(reach.offices(*REPORTING)),
        "may_review": bool(reach.offices(*REVIEWING)),
    }


def _tabs(request: UserRequest) -> list[dict]:
    """`own` for everybody, `region` beside it for the people of lead offices; each counts what it holds."""
    asked = request.GET.get("tab", "own")
    found = [("own", "本单位", own_activities(request))]
    if request.user.reach.paths:
        found.append(("region", "本地区", region_activities(request)))
    return [_tab(name, label, rows) | {"current": name == asked} for name, label, rows in found]


def _tab(name: str, label: str, rows) -> dict:
    return {"name": name, "label": label, "url": f"?tab={name}", "rows": rows, "count": rows.count()}


def _without_page(request: UserRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
