"""征求意见: sending a draft round, the summary of opinions, what became of them, and the table of it as a file."""

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import opinion_files, opinions
from campaigns.ask_words import is_circulating
from campaigns.context import turn_to
from campaigns.forms.collecting import CirculateForm
from campaigns.gathering import circulate as send_round
from campaigns.models import Request
from campaigns.opinions import Decision
from campaigns.opinions_page import summary
from campaigns.views.drafting_desk import Desk, told
from campaigns.views.drafting_forms import form_page
from orgs.scoping import UserRequest, fetch, require

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {"docx": (opinion_files.word_table, DOCX), "xlsx": (opinion_files.workbook, XLSX)}


@require_http_methods(["GET", "POST"])
@login_required
@told
def circulate(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk)
    unit = desk.edition.plan.unit
    require(request.user, "campaigns.ask_units", unit)
    usual = {"title": f"对《{desk.edition}》征求意见"[:120], "why": "修改完善征求意见稿", "minutes": 20}
    form = CirculateForm(request.POST or None, unit=unit, initial=usual)
    if form.is_valid() and desk.tried(form, send_round, **form.cleaned_data):
        messages.success(request, f"已向{len(form.cleaned_data['units'])}个单位征求意见。此后的修改，对方看不到。")
        return redirect("campaigns:request", pk=desk.result.pk)
    rounds = Request.objects.made_by(request.user).filter(edition=desk.edition, kind="comment")
    return form_page(desk, "campaigns/circulate.html", form, tab="circulate", rounds=rounds)


def _circulated(request: UserRequest, pk: int, permission: str = "") -> Request:
    rows = Request.objects.made_by(request.user).select_related("unit__region", "campaign", "edition__plan")
    found = fetch(rows, request.user, permission, pk=pk)
    if not is_circulating(found):
        raise Http404
    turn_to(request, found.campaign)
    return found


def _page(request: UserRequest, found: Request, status: int = 200, **more) -> HttpResponse:
    context = summary(found, more.get("typed"), more.get("stale"))
    context |= {"may_decide": request.user.has_perm("campaigns.gather_answers", found), "wrong": more.get("wrong", "")}
    return render(request, "campaigns/opinions.html", context, status=status)


@require_GET
@login_required
def opinion_summary(request: UserRequest, pk: int) -> HttpResponse:
    return _page(request, _circulated(request, pk))


@require_POST
@login_required
def decide(request: UserRequest, pk: int) -> HttpResponse:
    """All that is on the page at once; what somebody else decided meanwhile is shown beside what was typed (409)."""
    found = _circulated(request, pk, "campaigns.gather_answers")
    typed = _typed(request)
    try:
        stale = opinions.decide(request=found, decisions=typed, by=request.user)
    except ValidationError as refused:
        return _page(request, found, 422, typed=typed, wrong=refused.messages[0])
    if stale:
        return _page(request, found, 409, typed={each.pk: typed[each.pk] for each in stale}, stale=stale)
    messages.success(request, "采纳情况已保存。")
    return redirect("campaigns:opinions", pk=pk)


def _typed(request: UserRequest) -> dict[int, Decision]:
    posted, found = request.POST, {}
    for name in posted:
        pk = name.removeprefix("seen-")
        if name != pk and pk.isascii() and pk.isdecimal() and len(pk) < 19:
            outcome, note = posted.get(f"outcome-{pk}", ""), posted.get(f"note-{pk}", "").replace("\0", "")
            found[int(pk)] = Decision(outcome, note, posted[name])
    return found


@require_POST
@login_required
def feed_back(request: UserRequest, pk: int) -> HttpResponse:
    found = _circulated(request, pk, "campaigns.gather_answers")
    try:
        units = opinions.tell(request=found, by=request.user)
    except ValidationError as refused:
        return _page(request, found, 422, wrong=refused.messages[0])
    messages.success(request, f"已向{units}个单位反馈采纳情况。")
    return redirect("campaigns:opinions", pk=pk)


@require_GET
@login_required
def opinion_table(request: UserRequest, pk: int, format: str) -> HttpResponse:
    found = _circulated(request, pk)
    if format not in FILES:
        raise Http404
    make, content_type = FILES[format]
    answer = HttpResponse(make(request=found, by=request.user), content_type=content_type)
    name = quote(f"{opinion_files.title_of(found)[:60]}.{format}")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer["Cache-Control"] = "private, no-store"
    return answer
