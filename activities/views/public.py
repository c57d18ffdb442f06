"""What the public reads: the campaign's home, regions, activities."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from activities import public_activity_page, published
from activities.forms.public import PublicActivityFilter
from activities.home_page import home
from activities.region_page import find, region_page
from activities.searching import search_all
from campaigns.context import known, named
from orgs.caching import public_page
from orgs.crumbs import region_crumbs

PER_PAGE = 20


@public_page()
def index(request: HttpRequest) -> HttpResponse:
    """The home of the latest real campaign."""
    found = known(request)
    context = home(found[0]) if found else {"campaign": None, "national": None}
    return render(request, "public/home.html", context | {"here": "home"})


@public_page()
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "public/home.html", home(named(request, slug)) | {"here": "home"})


@public_page()
def regions(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = named(request, slug)
    nation = find(campaign, "100000")
    if nation is None:
        raise Http404("no regions yet")
    return render(request, "public/region.html", region_page(campaign, nation) | {"here": "regions"})


@public_page()
def region(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    campaign = named(request, slug)
    found = find(campaign, code)
    if found is None:
        raise Http404("no region by that code")
    return render(request, "public/region.html", region_page(campaign, found) | {"here": "regions"})


@public_page("region", "sort", "page")
def activities(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = named(request, slug)
    form = PublicActivityFilter(request.GET or None)
    rows = form.narrow(published.activities(campaign)).order_by("-held_on", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"campaign": campaign, "form": form, "page_obj": page, "page_query": form.query, "here": "activities"}
    return render(request, "public/activities.html", context)


@public_page()
def activity(request: HttpRequest, public_id: str) -> HttpResponse:
    found = published.activity(public_id)
    if found is None:
        raise Http404("no public activity by that name")
    context = public_activity_page.page_of(found) | {"crumbs": region_crumbs(found.campaign, found.unit.region)}
    return render(request, "public/activity.html", context | {"here": "activities"})


@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = named(request, slug)
    word = request.GET.get("q", "").replace("\0", "").strip()[:50]
    found = search_all(campaign, word) if word else None
    return render(request, "public/search.html", {"campaign": campaign, "word": word, "found": found, "here": ""})
