"""进度总览 of a coordinated region and, level by level, of those below."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from activities.overview import board, within_reach
from campaigns.context import chosen
from campaigns.workdays import today
from orgs.models import Region
from orgs.scoping import UserRequest


@login_required
@require_safe
def overview(request: UserRequest) -> HttpResponse:
    """Of ?region=code, else of the first region the person coordinates; outside the reach is 404."""
    code = request.GET.get("region")
    region, campaign = within_reach(request.user, code), chosen(request)
    if code and region is None:
        raise Http404
    if region is None or campaign is None:
        return render(request, "activities/overview_none.html")
    context = {"board": board(region, campaign, today()), "today": today(), "crumbs": _crumbs(request.user, region)}
    context["tops"] = Region.objects.filter(path__in=request.user.reach.paths)
    return render(request, "activities/overview.html", context)


def _crumbs(user, region: Region) -> list[dict]:
    own = [each for each in region.breadcrumb() if any(each.path.startswith(path) for path in user.reach.paths)]
    return [{"label": each.short_name, "url": f"{reverse('activities:overview')}?region={each.code}"} for each in own]
