"""A draft: the document with its items in place, its head, what it asks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from campaigns import detailing, planning
from campaigns.drafts import print_of
from campaigns.forms.details import AskForm, HeadForm
from campaigns.obliging import askable
from campaigns.period import inherited_period
from campaigns.summary_due import owed_upward, proposed_due, remarks
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from campaigns.views.drafting_forms import both_ways, form_page
from orgs.scoping import UserRequest


@login_required
@require_GET
def draft(request: UserRequest, pk: int) -> HttpResponse:
    """Read and, while it is being drafted, change; the approver reads it with the marks against the parent."""
    desk = Desk(request, pk, "campaigns.view_edition")
    if desk.edition.is_issued:
        return redirect("campaigns:work_edition", desk.edition.plan_id, desk.edition.number)
    return render(request, "campaigns/draft.html", desk.context())


@login_required
@ask_and_do
@told
def head(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk)
    shown = detailing.head_of(desk.edition)
    form = HeadForm(request.POST or None, initial=shown | {"seen": print_of(shown)})
    if form.is_valid() and desk.tried(form, detailing.describe, **form.cleaned_data):
        messages.success(request, "文头和日期已保存。")
        return redirect("campaigns:draft_head", pk)
    more = {"inherited": inherited_period(desk.edition)} | both_ways(desk, form, "campaigns:draft_head")
    return form_page(desk, "campaigns/draft_head.html", form, tab="head", **more)


@login_required
@ask_and_do
@told
def asks(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk)
    shown = detailing.asked_of(desk.edition)
    form = AskForm(request.POST or None, askable=askable(desk.edition.plan.unit),
                   initial=shown | {"seen": print_of(shown)})  # fmt: skip
    if form.is_valid() and desk.tried(form, detailing.ask_for_summaries, **_ticked(form)):
        messages.success(request, "报送要求已保存。印发时形成报送任务。")
        return redirect("campaigns:draft_asks", pk)
    upward = owed_upward(desk.edition)
    more = {"upward": upward, "proposed": proposed_due(upward), "remarks": remarks(desk.edition.summary_due, upward)}
    return form_page(desk, "campaigns/draft_asks.html", form, tab="asks",
                     **more, **both_ways(desk, form, "campaigns:draft_asks"))  # fmt: skip


@login_required
@ask_and_do
@told
def discard(request: UserRequest, pk: int) -> HttpResponse:
    """删除草稿: asked first, since what was written is gone with it."""
    desk = Desk(request, pk, "campaigns.edit_edition")
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid() and desk.tried(form, planning.discard):
        messages.success(request, "草稿已删除。")
        return redirect("campaigns:plans")
    return form_page(desk, "campaigns/draft_discard.html", form, tab="discard")


def _ticked(form: AskForm) -> dict:
    return form.cleaned_data | {"asks": [unit.pk for unit in form.cleaned_data["asks"]]}
