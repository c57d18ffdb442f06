"""提出报送要求: asking chosen units for something, without a plan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from campaigns import asking
from campaigns.context import chosen
from campaigns.forms.reporting import RequestForm
from orgs.scoping import UserRequest, acting_unit, require


@require_http_methods(["GET", "POST"])
@login_required
def request_new(request: UserRequest) -> HttpResponse:
    unit, campaign = acting_unit(request, "drafter", "manager"), chosen(request)
    require(request.user, "campaigns.ask_units", unit)
    if campaign is None:
        raise Http404
    form = RequestForm(request.POST or None, unit=unit)
    try:
        if form.is_valid():
            made = asking.ask(campaign=campaign, unit=unit, by=request.user, **form.cleaned_data)
            messages.success(request, f"已向{len(form.cleaned_data['units'])}个单位提出报送要求。")
            return redirect("campaigns:request", pk=made.pk)
    except ValidationError as refused:
        form.add_error(None, refused)
    status = 422 if form.errors else 200
    return render(request, "campaigns/report_ask.html", {"form": form, "unit": unit}, status=status)
