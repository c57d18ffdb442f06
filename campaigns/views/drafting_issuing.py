"""From the signature to the readers: 会签, 登记, 印发 now or at a set time, and putting a number right later."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from campaigns import countersigning, issuing, receiving, registering, scheduling
from campaigns.forms.details import NumberedForm
from campaigns.forms.issuing import CorrectNumberForm, CountersignForm, IssueForm
from campaigns.issuing import readers_below
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from campaigns.views.drafting_forms import form_page
from orgs import audit
from orgs.scoping import UserRequest


@login_required
@ask_and_do
@told
def register(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk, "campaigns.register_edition")
    form = NumberedForm(_sent(request), initial=_numbered(desk))
    if form.is_valid() and desk.tried(form, registering.register, **form.cleaned_data):
        messages.success(request, "已登记。")
        return redirect("campaigns:draft", pk)
    return form_page(desk, "campaigns/draft_register.html", form, tab="register", **_dates(desk))


@login_required
@ask_and_do
@told
def issue(request: UserRequest, pk: int) -> HttpResponse:
    """Say what will be frozen, who will be told and what will be owed; register; then do it, or set a time."""
    desk = Desk(request, pk, "campaigns.issue_edition")
    form = IssueForm(_sent(request), initial=_numbered(desk))
    if form.is_valid() and desk.tried(form, _issue_or_set, typed=form):
        later = desk.result.issue_at
        words = f"已定于{scheduling.spoken(later)}印发。" if later else "已印发。"
        messages.success(request, words if later else f"{words}需要向社会公开的，请完成保密审查后确定公开属性。")
        return redirect("campaigns:draft", pk) if later else redirect("campaigns:work_plan", desk.edition.plan_id)
    more = {"told": readers_below(desk.edition.plan.unit).count(), "receivers": receiving.expected(desk.edition)}
    more |= {"doubts": issuing.doubts(desk.edition, signed_on=_typed_day(form)), **_dates(desk)}
    return form_page(desk, "campaigns/draft_issue.html", form, tab="issue", **more)


@login_required
@require_POST
def cancel_issue(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk, "campaigns.issue_edition")
    if scheduling.cancel_issue(edition=desk.edition, by=request.user):
        messages.success(request, "已取消定时印发。")
    else:
        messages.error(request, "没有需要取消的定时印发，可能刚刚已经印发。")
    return redirect("campaigns:draft", pk)


@login_required
@ask_and_do
@told
def correct_number(request: UserRequest, pk: int) -> HttpResponse:
    """更正发文字号, by an administrator of the unit, with a reason."""
    desk = Desk(request, pk, "campaigns.correct_number")
    form = CorrectNumberForm(_sent(request), initial=_numbered(desk) | {"reason": request.POST.get("reason", "")})
    if form.is_valid() and desk.tried(form, registering.correct_number, **form.cleaned_data):
        messages.success(request, "发文字号已更正，原字号保留在记录中。")
        return redirect("campaigns:work_edition", desk.edition.plan_id, desk.edition.number)
    return form_page(desk, "campaigns/correct_number.html", form, tab="number")


@login_required
@ask_and_do
@told
def countersign(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk, "campaigns.register_edition")
    found = countersigning.signatures(desk.edition)
    chosen = request.GET.get("name") or next((each.name for each in found if each.is_missing), "")
    row = next((each.row for each in found if each.name == chosen and each.row), None)
    first = {"name": chosen} | ({"signer": row.signer, "signed_on": row.signed_on, "note": row.note} if row else {})
    form = CountersignForm(request.POST or None, request.FILES or None, names=[s.name for s in found], initial=first)
    if form.is_valid() and desk.tried(form, countersigning.record, **form.cleaned_data):
        messages.success(request, f"{desk.result.name}的会签已登记。")
        return redirect("campaigns:countersign", pk)
    return form_page(desk, "campaigns/countersign.html", form, tab="countersign", signatures=found)


@login_required
@require_GET
def countersign_scan(request: UserRequest, pk: int, row: int) -> FileResponse:
    """The scan of one joint issuer's signature, for the own unit only; always a download."""
    desk = Desk(request, pk, "campaigns.view_edition")
    found = desk.edition.countersigns.filter(pk=row).exclude(scan="").first()
    if found is None:
        raise Http404
    audit.record("方案·下载会签件", desk.edition, by=request.user, unit=desk.edition.plan.unit, name=found.name)
    answer = FileResponse(found.scan.open("rb"), as_attachment=True, filename=found.scan_name)
    answer["X-Content-Type-Options"], answer["Content-Security-Policy"] = "nosniff", "sandbox; default-src 'none'"
    return answer


def _sent(request: UserRequest):
    """What was posted; nothing when the person only took over a proposal, which fills it in and does nothing yet."""
    return request.POST if request.method == "POST" and not request.POST.get("use_number") else None


def _numbered(desk: Desk) -> dict:
    posted, now = desk.request.POST, desk.edition
    return {
        "document_number": posted.get("use_number") or now.document_number,
        "signed_on": posted.get("signed_on") or now.signed_on or countersigning.last_signature(now),
        "at": now.issue_at,
    }


def _dates(desk: Desk) -> dict:
    return {"last": countersigning.last_signature(desk.edition), "signatures": countersigning.signatures(desk.edition)}


def _typed_day(form: IssueForm) -> dt.date | None:
    return getattr(form, "cleaned_data", {}).get("signed_on")


def _issue_or_set(*, edition, by, typed: IssueForm):
    values = typed.cleaned_data
    numbered = {"document_number": values["document_number"], "signed_on": values["signed_on"]}
    if not typed.is_later:
        return issuing.issue(edition=edition, by=by, confirmed=values["confirm"], **numbered)
    return scheduling.set_issue(edition=edition, by=by, at=values["at"], confirmed=values["confirm"], **numbered)
