"""公开: what looks like personal data is decided on one by one, then the 公开属性 is set."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from campaigns import issuing, screening
from campaigns.forms.signing import DiscloseForm, FindingForm
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from campaigns.views.drafting_forms import form_page
from orgs.scoping import UserRequest


@login_required
@ask_and_do
@told
def disclose(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk, "campaigns.disclose_edition")
    now = desk.edition
    first = {"openness": now.openness, "reviewer": now.secrecy_reviewer, "reviewed_on": now.secrecy_reviewed_on}
    form = DiscloseForm(request.POST or None, initial=first)
    if form.is_valid() and desk.tried(form, issuing.disclose, **form.cleaned_data):
        messages.success(request, _said(desk.edition))
        return redirect("campaigns:work_edition", now.plan_id, now.number)
    found = screening.cases(desk.edition)
    waiting = sum(case.decided is None for case in found)
    return form_page(desk, "campaigns/disclose.html", form, tab="disclose", cases=found, waiting=waiting)


@login_required
@require_POST
@told
def decide_finding(request: UserRequest, pk: int) -> HttpResponse:
    """可以公开 or 公开时隐去, for one find."""
    desk = Desk(request, pk, "campaigns.disclose_edition")
    form = FindingForm(request.POST)
    if form.is_valid() and desk.tried(form, screening.decide, **form.cleaned_data):
        messages.success(request, f"{desk.result.label}：{desk.result.decision}。")
    else:
        messages.error(request, "".join(error for errors in form.errors.values() for error in errors))
    return redirect("campaigns:disclose_plan", pk)


def _said(edition) -> str:
    if edition.openness:
        return f"公开属性已确定为“{edition.get_openness_display()}”。"
    return "公开属性暂不确定，文件仍只在内部可见。"
