"""The office that asks: 征集 proposals of chosen units."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from campaigns import asking
from campaigns.choices import Ask
from campaigns.context import chosen
from campaigns.forms.collecting import CollectForm
from orgs.scoping import UserRequest, acting_unit, require


@require_http_methods(["GET", "POST"])
@login_required
def collect(request: UserRequest) -> HttpResponse:
    unit, campaign = acting_unit(request, "drafter", "manager"), chosen(request)
    require(request.user, "campaigns.ask_units", unit)
    if campaign is None:
        raise Http404
    form = CollectForm(request.POST or None, unit=unit, initial=_usual(campaign.year))
    try:
        if form.is_valid():
            made = asking.ask(campaign=campaign, unit=unit, kind=Ask.COLLECT, by=request.user, **form.cleaned_data)
            messages.success(request, f"已向{len(form.cleaned_data['units'])}个单位征集。")
            return redirect("campaigns:request", pk=made.pk)
    except ValidationError as refused:
        form.add_error(None, refused)
    status = 422 if form.errors else 200
    return render(request, "campaigns/collect.html", {"form": form, "unit": unit}, status=status)


def _usual(year: int) -> dict:
    return {"title": f"征集{year}年“质量月”活动建议", "why": f"编制{year}年“质量月”方案及附件", "minutes": 15}
