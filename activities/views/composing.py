"""An office writes its own report from what was handed in to it: picking paragraphs and cases."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from activities import case_taking
from activities.composing_page import compose_page
from campaigns import handed_in, reporting, taking
from campaigns.ask_words import by_rows
from campaigns.context import turn_to
from campaigns.models import Obligation, Report, ReportPart
from campaigns.shutting import is_writable, why_shut
from campaigns.workdays import today
from orgs.scoping import UserRequest, fetch, number

RELATED = ("unit__region", "request__unit", "request__campaign", "report")


@require_http_methods(["GET", "POST"])
@login_required
def compose(request: UserRequest, pk: int) -> HttpResponse:
    rows = Obligation.objects.visible_to(request.user).select_related(*RELATED)
    owed = fetch(rows, request.user, "campaigns.answer_obligation", pk=pk)
    if by_rows(owed.request):
        raise Http404
    turn_to(request, owed.request.campaign)
    if not is_writable(owed):
        messages.error(request, why_shut(owed, today()) or reporting.FROZEN)
        return redirect("campaigns:obligation", pk=pk)
    return _taken(request, owed) if request.method == "POST" else _page(request, owed)


def _page(request: UserRequest, owed: Obligation, status: int = 200) -> HttpResponse:
    page = compose_page(owed, request.GET) | {"owed": owed, "picked": request.POST.getlist("pick")}
    return render(request, "activities/compose/page.html", page, status=status)


def _taken(request: UserRequest, owed: Obligation) -> HttpResponse:
    ids = set(request.POST.getlist("pick"))
    try:
        taken = _take(request, owed, ids)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return _page(request, owed, 422)
    _say(request, len(ids), len(taken))
    return redirect(f"{request.path}?{request.GET.urlencode()}")


@transaction.atomic
def _take(request: UserRequest, owed: Obligation, ids: set[str]) -> list[ReportPart]:
    """The report is begun by the first thing taken over."""
    unit, campaign = owed.unit, owed.request.campaign
    texts = handed_in.chosen(unit, campaign, ids)
    if not ids or not (texts or any(each.startswith("c") for each in ids)):
        raise ValidationError("请先勾选要采用的段落或案例。")
    report = reporting.begin(obligation=owed, by=request.user)
    after = _place(report, request.POST.get("after"))
    taken = taking.take(report=report, paragraphs=texts, after=after, by=request.user)
    after = taken[-1] if taken else after
    return [*taken, *case_taking.take(report=report, office=unit, ids=ids, after=after, by=request.user)]


def _place(report: Report, named: str | None) -> ReportPart | None:
    return next((part for part in report.parts.all() if part.pk == number(named)), None)


def _say(request: UserRequest, wanted: int, taken: int) -> None:
    if taken:
        messages.success(request, f"已写入本单位总结{taken}处，可继续修改；报送之前，对方看不到。")
    if wanted > taken:
        messages.info(request, f"有{wanted - taken}处没有写入：对方的总结已被退回，或者案例已请补充完善。")
