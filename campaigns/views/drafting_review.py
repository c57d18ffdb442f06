"""审核 of a draft: passing it, recording that it was passed on paper, and the scans of such records."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from campaigns import looking, reviewing
from campaigns.forms.reviewing import OutsideForm, PassForm
from campaigns.models import Review
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from campaigns.views.drafting_forms import form_page
from orgs import audit
from orgs.scoping import UserRequest, fetch, number


@login_required
@require_POST
@told
def pass_(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk, "campaigns.review_edition")
    form = PassForm(request.POST)
    seen = number(request.POST.get("version"), None)
    if form.is_valid() and desk.tried(form, reviewing.pass_, seen=seen, **form.cleaned_data):
        messages.success(request, "已审核通过。" + _onward(desk))
    else:
        messages.error(request, "".join(sentence for found in form.errors.values() for sentence in found))
    return redirect("campaigns:draft", pk)


@login_required
@require_POST
@told
def look(request: UserRequest, pk: int) -> HttpResponse:
    """标为已看: what changes from now on is shown as changed."""
    desk = Desk(request, pk, "campaigns.look_at_edition")
    looking.mark(edition=desk.edition, by=request.user, seen=number(request.POST.get("version"), None))
    messages.success(request, "已标为已看。以后的修改会逐条标出。")
    return redirect("campaigns:draft", pk)


@login_required
@ask_and_do
@told
def record_review(request: UserRequest, pk: int) -> HttpResponse:
    """登记线下审核: the office passes drafts on paper."""
    desk = Desk(request, pk, "campaigns.record_review")
    first = {"post": desk.edition.turn.post if desk.edition.turn else "", "done_on": timezone.localdate()}
    form = OutsideForm(request.POST or None, request.FILES or None, initial=first)
    if form.is_valid() and desk.tried(form, reviewing.record, **form.cleaned_data):
        messages.success(request, "线下审核已登记。" + _onward(desk))
        return redirect("campaigns:draft", pk)
    return form_page(desk, "campaigns/draft_review_outside.html", form, tab="offline")


@login_required
@require_GET
def review_scan(request: UserRequest, pk: int) -> FileResponse:
    """The scan of a review done on paper, for the own unit only; always a download."""
    found = fetch(Review.objects.visible_to(request.user).select_related("edition__plan__unit"), request.user, pk=pk)
    if not found.scan:
        raise Http404
    audit.record("方案·下载审核件", found.edition, by=request.user, unit=found.edition.plan.unit)
    answer = FileResponse(found.scan.open("rb"), as_attachment=True, filename=found.scan_name)
    answer["X-Content-Type-Options"], answer["Content-Security-Policy"] = "nosniff", "sandbox; default-src 'none'"
    return answer


def _onward(desk: Desk) -> str:
    turn = desk.edition.turn
    return f"下一步由{turn.post}{turn.reviewer}审核。" if turn else "审核已完成，待签发。"
