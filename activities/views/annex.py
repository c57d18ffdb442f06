"""The annexes of the plans in force: what they foresee for the unit, beside what became of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from activities.fulfilling import by_plan, lines
from activities.scoping import campaign_of, unit_of, units_of
from orgs.scoping import UserRequest


@login_required
@require_GET
def annex(request: UserRequest) -> HttpResponse:
    unit = unit_of(request)
    found = lines(unit, campaign_of(request))
    counts = {"total": len(found), "settled": sum(line.is_settled for line in found)}
    context = {"unit": unit, "units": units_of(request), "plans": by_plan(found)} | counts
    return render(request, "activities/annex.html", context)
