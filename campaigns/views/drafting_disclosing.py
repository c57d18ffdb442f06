"""公开: what looks like personal data is decided on one by one, then the 公开属性 is set."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from campaigns import issuing, scheduling, screening
from campaigns.forms.issuing import DiscloseLaterForm
from campaigns.forms.signing import FindingForm
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
    form = DiscloseLaterForm(request.POST or None, initial=first | {"at": now.disclose_at})
    if form.is_valid() and desk.tried(form, _disclose_or_set, typed=form):
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


@login_required
@require_POST
def cancel(request: UserRequest, pk: int) -> HttpResponse:
    """Take a set time off again."""
    desk = Desk(request, pk, "campaigns.disclose_edition")
    if scheduling.cancel_disclosure(edition=desk.edition, by=request.user):
        messages.success(request, "已取消定时公开。")
    else:
        messages.error(request, "没有需要取消的定时公开，可能刚刚已经公开。")
    return redirect("campaigns:disclose_plan", pk)


def _disclose_or_set(*, edition, by, typed: DiscloseLaterForm):
    values = dict(typed.cleaned_data)
    at, openness = values.pop("at"), values.pop("openness")
    if typed.is_later:
        return scheduling.set_disclosure(edition=edition, by=by, at=at, **values)
    return issuing.disclose(edition=edition, by=by, openness=openness, **values)


def _said(edition) -> str:
    if edition.disclose_at:
        return f"已定于{scheduling.spoken(edition.disclose_at)}公开。"
    if edition.openness:
        return f"公开属性已确定为“{edition.get_openness_display()}”。"
    return "公开属性暂不确定，文件仍只在内部可见。"
