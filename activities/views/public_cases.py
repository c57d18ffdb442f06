"""典型案例 that their units made public."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from activities import published_cases
from activities.casework import PARTS
from campaigns.context import named
from orgs.caching import public_page
from orgs.crumbs import region_crumbs

PER_PAGE = 20


@public_page("page")
def cases(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = named(request, slug)
    page = Paginator(published_cases.cases(campaign), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/cases.html", {"campaign": campaign, "page_obj": page, "here": "cases"})


@public_page()
def case(request: HttpRequest, public_id: str) -> HttpResponse:
    found = published_cases.case(public_id)
    if found is None:
        raise Http404("no public case by that name")
    context = {
        "campaign": found.campaign,
        "case": found,
        "parts": [(label, getattr(found, name)) for name, label in PARTS],
        "activity": published_cases.activity_of(found),
        "crumbs": region_crumbs(found.campaign, found.unit.region),
    }
    return render(request, "public/case.html", context | {"here": "cases"})
