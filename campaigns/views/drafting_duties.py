"""Responsibilities at an item, and the dates of the document, where they are read."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from campaigns import annexing, assigning, detailing
from campaigns.drafts import print_of
from campaigns.forms.working import AssignForm, DatesForm
from campaigns.paper import Entry
from campaigns.period import inherited_period
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from campaigns.views.drafting_forms import both_ways, row_among
from orgs.scoping import UserRequest, number


@login_required
@ask_and_do
@told
def item_duties(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    """责任分工 of one item: who is named already, and several units at once; `remove` takes one note away."""
    desk = Desk(request, pk)
    entry = desk.entry(key)
    if "remove" in request.POST:
        row = row_among(desk.edition.responsibilities, number(request.POST["remove"]))
        annexing.remove(edition=desk.edition, row=row, by=request.user)
        return desk.done("已删除责任分工", entry.anchor)
    form = AssignForm(request.POST or None, things=_things(desk, entry), key=str(key))
    if form.is_valid() and desk.tried(form, assigning.assign, **form.cleaned_data):
        return desk.done("已保存责任分工", entry.anchor)
    rows = [row for row in desk.edition.responsibilities.all() if str(key) in row.keys]
    return desk.panel("duties", form, entry.anchor, entry, rows=rows)


@login_required
@ask_and_do
@told
def dates(request: UserRequest, pk: int) -> HttpResponse:
    """The dates of the document; an empty period is inherited, and the page says from where."""
    desk = Desk(request, pk)
    shown = detailing.dates_of(desk.edition)
    form = DatesForm(request.POST or None, initial=shown | {"seen": print_of(shown)}, auto_id="date-%s")
    saved = form.is_valid() and desk.tried(form, detailing.set_dates, **form.cleaned_data)
    if saved and not request.htmx:
        messages.success(request, "日期已保存。")
        return redirect("campaigns:draft", pk)
    more = {"inherited": inherited_period(desk.edition), "dates_open": not saved, "form": form}
    part = "campaigns/_dates.html" if request.htmx else "campaigns/draft_dates.html"
    return render(request, part, desk.context(tab="head", **more, **both_ways(desk, form, "campaigns:draft_dates")),
                  status=409 if desk.stale else 422 if form.errors else 200)  # fmt: skip


def _things(desk: Desk, entry: Entry) -> list[tuple[str, str]]:
    """What a note at this item may cover besides: its arrangement and what stands beneath the same one."""
    home = entry if entry.actions else desk.paper.find(entry.item.under) or entry
    near = [entry, *(each for each in (home, *home.actions) if each.key != entry.key)]
    return [(each.key, f"{each.sign}{each.words[:40]}") for each in near]
