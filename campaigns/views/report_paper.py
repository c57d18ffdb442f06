"""A report on paper: how it goes out, its files, and 简报."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import dressing
from campaigns.context import turn_to
from campaigns.forms.papering import BulletinForm, DressForm, PaperForm
from campaigns.models import Report
from campaigns.official.files import KINDS, File
from campaigns.official.report_files import hand_out, hand_out_bulletin, worth_telling
from campaigns.reporting import is_open
from orgs.filenames import as_attachment
from orgs.scoping import UserRequest, fetch, require

RELATED = ("unit__region", "campaign")


def _report(request: UserRequest, public_id: str) -> Report:
    rows = (
        Report.objects.visible_to(request.user)
        .select_related(*RELATED)
        .prefetch_related("obligations__request__unit", "obligations__unit__region")
    )
    report = fetch(rows, request.user, "campaigns.view_report", public_id=public_id)
    turn_to(request, report.campaign)
    return report


@require_http_methods(["GET", "POST"])
@login_required
def report_paper(request: UserRequest, public_id: str) -> HttpResponse:
    """The page; with `as` the file. A POST sets 文稿格式, 签发人, 发文字号."""
    report = _report(request, public_id)
    if request.method == "POST":
        return _dressed(request, report)
    kind, form = request.GET.get("as", ""), PaperForm(request.GET or None, report=report)
    if kind in KINDS and form.is_valid():
        return sent(hand_out(report=report, by=request.user, kind=kind, **form.wanted))
    return _page(request, report, DressForm(report=report), form, 422 if form.errors else 200)


def _dressed(request: UserRequest, report: Report) -> HttpResponse:
    require(request.user, "campaigns.write_report", report)
    form = DressForm(request.POST, report=report)
    try:
        if form.is_valid():
            dressing.dress(report=report, by=request.user, **form.cleaned_data)
            messages.success(request, "已保存文稿格式。")
            return redirect("campaigns:report_paper", public_id=report.public_id)
    except ValidationError as refused:
        form.add_error(None, refused)
    return _page(request, report, form, PaperForm(report=report), 422)


def _page(request: UserRequest, report: Report, dress: DressForm, form: PaperForm, status: int) -> HttpResponse:
    writes = request.user.has_perm("campaigns.write_report", report)
    context = {"report": report, "dress": dress if writes and is_open(report) else None, "form": form,
               "may_tell": writes and report.parts.exists(), "owed": _leads_back(request, report)}  # fmt: skip
    return render(request, "campaigns/report_paper.html", context, status=status)


def _leads_back(request: UserRequest, report: Report):
    """The obligation that the person sees it by."""
    seen = [owed for owed in report.obligations.all() if request.user.has_perm("campaigns.view_obligation", owed)]
    return seen[0] if seen else None


@require_GET
@login_required
def report_bulletin(request: UserRequest, public_id: str) -> HttpResponse:
    """The form; with `kind` the file. 简报 is made by the unit itself, of its own report."""
    report = _report(request, public_id)
    require(request.user, "campaigns.write_report", report)
    parts = worth_telling(report.parts.all())
    form = BulletinForm(request.GET if "kind" in request.GET else None, report=report, parts=parts)
    if form.is_valid():
        wanted = form.cleaned_data | {"kind": form.cleaned_data["kind"] or "docx"}
        return sent(hand_out_bulletin(report=report, by=request.user, **wanted))
    page = {"report": report, "form": form, "parts": parts, "owed": _leads_back(request, report)}
    return render(request, "campaigns/report_bulletin.html", page, status=422 if form.errors else 200)


def sent(file: File) -> HttpResponse:
    answer = HttpResponse(file.content, content_type=file.content_type)
    answer["Content-Disposition"] = as_attachment(file.name)
    answer["X-Content-Type-Options"], answer["Content-Security-Policy"] = "nosniff", "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
