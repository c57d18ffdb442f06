"""From the desk to the signature; each step its own page or button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from campaigns import issuing, signing
from campaigns.forms.signing import AbolishForm, OfflineForm, ReturnForm
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from campaigns.views.drafting_forms import form_page
from orgs import audit
from orgs.scoping import UserRequest, number


@login_required
@require_POST
@told
def submit(request: UserRequest, pk: int) -> HttpResponse:
    return _step(Desk(request, pk, "campaigns.submit_edition"), signing.submit, "已送审，请等待审核、签发。")


@login_required
@require_POST
@told
def recall(request: UserRequest, pk: int) -> HttpResponse:
    return _step(Desk(request, pk, "campaigns.submit_edition"), signing.recall, "已撤回，可继续修改。")


@login_required
@require_POST
@told
def sign(request: UserRequest, pk: int) -> HttpResponse:
    words, seen = "已签发。请核对发文字号和成文日期后印发。", number(request.POST.get("version"), None)
    return _step(Desk(request, pk, "campaigns.sign_edition"), signing.sign, words, seen=seen)


@login_required
@ask_and_do
@told
def send_back(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk, "campaigns.return_edition")
    form = ReturnForm(request.POST or None)
    if form.is_valid() and desk.tried(form, signing.send_back, **form.cleaned_data):
        messages.success(request, "已退回起草人修改。")
        return redirect("campaigns:draft", pk)
    return form_page(desk, "campaigns/draft_return.html", form, tab="return")


@login_required
@ask_and_do
@told
def record_offline(request: UserRequest, pk: int) -> HttpResponse:
    """登记线下签批: most leaders sign on paper."""
    desk = Desk(request, pk, "campaigns.record_signing")
    form = OfflineForm(request.POST or None, request.FILES or None)
    if form.is_valid() and desk.tried(form, signing.record_signing, **form.cleaned_data):
        messages.success(request, "线下签批已登记，可以印发。")
        return redirect("campaigns:draft", pk)
    return form_page(desk, "campaigns/draft_offline.html", form, tab="offline")


@login_required
@ask_and_do
@told
def abolish(request: UserRequest, pk: int) -> HttpResponse:
    """`pk` is the edition in force."""
    desk = Desk(request, pk, "campaigns.abolish_edition")
    form = AbolishForm(request.POST or None)
    if form.is_valid() and desk.tried(form, issuing.abolish, **form.cleaned_data):
        messages.success(request, "已废止。原文仍可查阅，标明“已废止”。")
        return redirect("campaigns:work_plan", desk.edition.plan_id)
    return form_page(desk, "campaigns/abolish.html", form, tab="abolish")


@login_required
@require_GET
def scan(request: UserRequest, pk: int) -> FileResponse:
    """The scan of an off-line sign-off, for the own unit only; always a download, never shown inside a page."""
    desk = Desk(request, pk, "campaigns.view_edition")
    sign_off = getattr(desk.edition, "sign_off", None)
    if sign_off is None or not sign_off.scan:
        raise Http404
    audit.record("方案·下载签批件", desk.edition, by=request.user, unit=desk.edition.plan.unit)
    answer = FileResponse(sign_off.scan.open("rb"), as_attachment=True, filename=sign_off.scan_name)
    answer["X-Content-Type-Options"], answer["Content-Security-Policy"] = "nosniff", "sandbox; default-src 'none'"
    return answer


def _step(desk: Desk, verb, words: str, **more) -> HttpResponse:
    error = _refusal(verb, desk, **more)
    if error:
        messages.error(desk.request, error)
    else:
        messages.success(desk.request, words)
    return redirect("campaigns:draft", desk.edition.pk)


def _refusal(verb, desk: Desk, **more) -> str | None:
    try:
        verb(edition=desk.edition, by=desk.request.user, **more)
    except ValidationError as refused:
        return "".join(refused.messages)
    return None
