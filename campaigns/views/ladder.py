"""提醒设置: when this office reminds of what it asks for in the campaign, tried out before it is saved."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import laddering
from campaigns.context import chosen
from campaigns.forms.chasing import LadderForm
from campaigns.ladder_page import ladder_page
from campaigns.laddering import LadderMoved
from campaigns.models import Campaign
from orgs.models import Unit
from orgs.scoping import UserRequest, acting_unit, require


def _place(request: UserRequest) -> tuple[Unit, Campaign]:
    unit, campaign = acting_unit(request, "manager"), chosen(request)
    require(request.user, "campaigns.set_ladder", unit)
    if campaign is None:
        raise Http404
    return unit, campaign


@require_http_methods(["GET", "POST"])
@login_required
def ladder(request: UserRequest) -> HttpResponse:
    """`do=preview` shows who would get what and when; `do=save` saves. What was typed stays in any case."""
    unit, campaign = _place(request)
    page = ladder_page(unit, campaign)
    form = LadderForm(request.POST or None, rungs=page["held"].rungs, seen=page["seen"])
    if not form.is_bound:
        return render(request, "campaigns/ladder.html", page | {"form": form})
    if not form.is_valid():
        return render(request, "campaigns/ladder.html", page | {"form": form}, status=422)
    if request.POST.get("do") == "save":
        return _saved(request, unit, campaign, form)
    return render(request, "campaigns/ladder.html", ladder_page(unit, campaign, form.rungs) | {"form": form})


def _saved(request: UserRequest, unit: Unit, campaign: Campaign, form: LadderForm) -> HttpResponse:
    try:
        seen = _moment(form.cleaned_data["seen"])
        laddering.set_ladder(unit=unit, campaign=campaign, rungs=form.rungs, seen=seen, by=request.user)
    except LadderMoved as moved:
        messages.error(request, str(moved))
        page = ladder_page(unit, campaign, form.rungs)
        form = form.carried_over(page["held"].rungs, page["seen"])
        return render(request, "campaigns/ladder.html", page | {"form": form}, status=409)
    messages.success(request, "提醒设置已保存，从下一次提醒起生效；已经发出的不会重发。")
    return redirect("campaigns:ladder")


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text) if text else None
    except ValueError:
        raise LadderMoved from None


@require_POST
@login_required
def follow_above(request: UserRequest) -> HttpResponse:
    unit, campaign = _place(request)
    if laddering.follow_above(unit=unit, campaign=campaign, by=request.user):
        messages.success(request, "已改为沿用上级的提醒设置。")
    else:
        messages.info(request, "本单位没有自行设置，原来就沿用上级。")
    return redirect("campaigns:ladder")
