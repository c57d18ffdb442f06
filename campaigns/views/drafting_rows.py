"""Responsibilities and the annex of a draft, a row at a time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from campaigns import annexing
from campaigns.drafts import print_of
from campaigns.forms.details import DutyForm, EntryForm
from campaigns.obliging import askable
from campaigns.paper_annexes import filled
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from campaigns.views.drafting_forms import both_ways, form_page, row_among, things_of
from orgs.scoping import UserRequest

SHOWN = ("unit_name", "starts_on", "place", "lead", "support")  # columns of the annex beside its activities


@login_required
@ask_and_do
@told
def duties(request: UserRequest, pk: int, row: int | None = None) -> HttpResponse:
    desk = Desk(request, pk)
    duty = row_among(desk.edition.responsibilities, row) if row else None
    shown = annexing.row_of(duty, annexing.DUTY_FIELDS)
    first = shown | {"seen": print_of(shown)} if duty else {"keys": request.GET.getlist("key")}
    form = DutyForm(request.POST or None, things=things_of(desk, "section", "arrangement", "action"), initial=first)
    if form.is_valid() and desk.tried(form, annexing.save_duty, duty=duty, **_seen(form)):
        messages.success(request, "责任分工已保存。")
        return redirect("campaigns:draft_duties", pk)
    more = both_ways(desk, form, "campaigns:draft_duties")
    return form_page(desk, "campaigns/draft_duties.html", form, tab="duties", row=duty, rows=_named(desk),
                     units=askable(desk.edition.plan.unit), **more)  # fmt: skip


@login_required
@ask_and_do
@told
def annex(request: UserRequest, pk: int, row: int | None = None) -> HttpResponse:
    desk = Desk(request, pk)
    entry = row_among(desk.edition.annex, row) if row else None
    shown = annexing.row_of(entry, annexing.ENTRY_FIELDS)
    first = {"seen": print_of(shown)} if entry else _as_the_last(desk)
    form = EntryForm(request.POST or None, instance=entry, things=things_of(desk, "arrangement", "action"),
                     initial=first)  # fmt: skip
    if form.is_valid() and desk.tried(form, annexing.save_entry, entry=entry, **_seen(form)):
        messages.success(request, "附件所列活动已保存。")
        return redirect("campaigns:draft_annex", pk)
    more = both_ways(desk, form, "campaigns:draft_annex")
    rows = list(desk.edition.annex.select_related("proposal__obligation__unit"))
    return form_page(desk, "campaigns/draft_annex.html", form, tab="annex", row=entry,
                     rows=rows, shown=filled(rows, SHOWN), units=askable(desk.edition.plan.unit), **more)  # fmt: skip


@login_required
@require_POST
@told
def remove_duty(request: UserRequest, pk: int, row: int) -> HttpResponse:
    desk = Desk(request, pk)
    annexing.remove(edition=desk.edition, row=row_among(desk.edition.responsibilities, row), by=request.user)
    messages.success(request, "责任分工已删除。")
    return redirect("campaigns:draft_duties", pk)


@login_required
@require_POST
@told
def remove_entry(request: UserRequest, pk: int, row: int) -> HttpResponse:
    desk = Desk(request, pk)
    annexing.remove(edition=desk.edition, row=row_among(desk.edition.annex, row), by=request.user)
    messages.success(request, "附件所列活动已删除。")
    return redirect("campaigns:draft_annex", pk)


def _seen(form) -> dict:
    return form.cleaned_data | {"seen": form.cleaned_data["seen"] or None}


def _as_the_last(desk: Desk) -> dict:
    last = desk.edition.annex.last()
    return {"list": last.list, "list_title": last.list_title} if last else {"list": "2" if desk.paper.slogans else "1"}


def _named(desk: Desk) -> list[dict]:
    names = {str(entry.item.key): entry.words for entry in desk.paper.entries()}
    return [
        {"row": duty, "about": [names[str(key)] for key in duty.keys if str(key) in names]}
        for duty in desk.edition.responsibilities.all()
    ]
