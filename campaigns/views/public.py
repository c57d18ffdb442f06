"""What the public reads of plans: the list of a campaign, and one plan set like a gazette."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from campaigns import published
from campaigns.context import named
from campaigns.forms.public import PlanFilter
from campaigns.public_plan_page import page_of
from campaigns.published import Document
from orgs.caching import public_page

PER_PAGE = 50


@public_page("level", "page")
def plans(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = named(request, slug)
    form = PlanFilter(request.GET or None)
    page = Paginator(form.narrow(published.editions(campaign)), PER_PAGE).get_page(request.GET.get("page"))
    themes = published.themes(page.object_list)
    rows = [(edition, themes.get(edition.pk, ""), published.period(edition)) for edition in page]
    context = {"campaign": campaign, "form": form, "page_obj": page, "page_query": form.query, "rows": rows}
    return render(request, "public/plans.html", context | {"here": "plans"})


@public_page()
def plan(request: HttpRequest, public_id: str, number: int | None = None) -> HttpResponse:
    edition = published.edition(public_id, number)
    if edition is None:
        raise Http404("no public plan by that name")
    return render(request, "public/plan.html", page_of(Document(edition)) | {"here": "plans"})
