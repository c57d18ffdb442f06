"""开头段 of a draft, where it stands: own words, or made again from what the document cites. Its addresses are those
of an item, so that the page's script treats it like one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from campaigns import opening
from campaigns.forms.drafting import OpeningForm, WithdrawForm
from campaigns.opening import Opening
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from orgs.scoping import UserRequest


@login_required
@require_GET
@told
def show(request: UserRequest, pk: int) -> HttpResponse:
    """The paragraph as it reads, its form closed again."""
    return Desk(request, pk).done("", Opening.anchor, key=Opening.key)


@login_required
@ask_and_do
@told
def write(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk)
    form = OpeningForm.of(desk.opening, data=request.POST or None)
    if form.is_valid() and desk.tried(form, opening.write, **form.cleaned_data):
        return desk.done("已保存", Opening.anchor, key=Opening.key)
    return desk.panel("opening", form, Opening.anchor, desk.opening)


@login_required
@require_POST
@told
def restore(request: UserRequest, pk: int) -> HttpResponse:
    """恢复自动."""
    desk = Desk(request, pk)
    if desk.tried(WithdrawForm(request.POST), opening.restore, seen=request.GET.get("seen", "")):
        return desk.done("已恢复自动生成", Opening.anchor, key=Opening.key)
    form = OpeningForm.of(desk.opening, data={"text": desk.opening.text, "seen": desk.opening.seen})
    return desk.panel("opening", form, Opening.anchor, desk.opening)


@login_required
@require_GET
def source(request: UserRequest, pk: int) -> HttpResponse:
    """What it is made of, for the right column."""
    desk = Desk(request, pk, "campaigns.view_edition")
    shown = desk.context(current=desk.opening, entry=desk.opening, **desk.told_by(Opening.key))
    return render(request, "campaigns/_origin.html", shown)
