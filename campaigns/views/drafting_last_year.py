"""上年做法: what came over from last year's plan and what did not, and what it did of its own, to take over."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from campaigns import last_year
from campaigns.reading import contents
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from orgs.scoping import UserRequest


@login_required
@ask_and_do
@told
def draft_last_year(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk, "campaigns.edit_edition" if request.method == "POST" else "campaigns.draft_plan")
    if desk.edition.last_year is None:
        raise Http404
    form = Form(request.POST or None)
    if request.method == "POST" and desk.tried(form, last_year.bring, keys=_keys(request.POST.getlist("take"))):
        messages.success(request, f"已按上年做法修改{desk.result}条。" if desk.result else "没有勾选，未作修改。")
        return redirect("campaigns:draft_last_year", pk)
    shown = {"tab": "last_year", "form": form, "habits": last_year.habits(desk.edition, contents(desk.edition)),
             "all": "all" in request.GET, "annexed": desk.edition.annex.exists(),
             "annex_last": desk.edition.last_year.annex.count()}  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "campaigns/draft_last_year.html", desk.context(**shown), status=status)


@login_required
@require_POST
@told
def bring_annex(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk, "campaigns.edit_edition")
    form = Form(request.POST)
    if desk.tried(form, last_year.bring_annex):
        messages.success(request, f"已带入上年附件所列活动{desk.result}项，日期已移到今年，请逐项核对。")
        return redirect("campaigns:draft_annex", pk)
    messages.error(request, "".join(map(str, form.non_field_errors())))
    return redirect("campaigns:draft_last_year" if desk.edition.last_year_id else "campaigns:draft", pk)


def _keys(values: list[str]) -> list[UUID]:
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
