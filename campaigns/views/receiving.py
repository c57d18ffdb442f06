"""签收: one click by an addressee."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from campaigns import receiving
from campaigns.models import Edition
from orgs.models import Unit
from orgs.scoping import UserRequest, fetch, number


@login_required
@require_POST
def receive(request: UserRequest, pk: int) -> HttpResponse:
    visible = Edition.objects.visible_to(request.user).select_related("plan__unit__region", "plan__letterhead")
    edition = fetch(visible, request.user, pk=pk)
    own = Unit.objects.coordinated_by(request.user).filter(pk__in=request.user.reach.units())
    unit = fetch(own, request.user, "campaigns.receive_documents", pk=number(request.POST.get("unit")))
    try:
        receiving.receive(edition=edition, unit=unit, by=request.user)
        messages.success(request, f"{unit}已签收。")
    except ValidationError as refused:
        messages.error(request, "".join(refused.messages))
    return redirect("campaigns:work_edition", edition.plan_id, edition.number)
