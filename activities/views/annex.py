"""The annexes of the plans in force: what they foresee for the unit, beside what became of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from activities import completing
from activities.forms.completing import CompletionForm
from activities.fulfilling import by_plan, lines
from activities.logging import StaleActivity
from activities.scoping import campaign_of, line_for, unit_of, units_of
from orgs.models import Unit
from orgs.moves import StaleState
from orgs.scoping import UserRequest


@login_required
@require_GET
def annex(request: UserRequest) -> HttpResponse:
    return _page(request, unit_of(request))


@login_required
@require_POST
def complete(request: UserRequest, pk: int) -> HttpResponse:
    """One tap: 已开展 as planned; two: with another day, 延期 or 取消 with the reason."""
    unit, form = unit_of(request), CompletionForm(request.POST)
    line = line_for(request, unit, pk)
    if not form.is_valid():
        return _page(request, unit, pk, [said for errors in form.errors.values() for said in errors])
    try:
        activity, _ = completing.complete(line=line, unit=unit, by=request.user, **form.cleaned_data)
    except ValidationError as wrong:
        return _page(request, unit, pk, wrong.messages)
    except (StaleActivity, StaleState) as stale:
        return _page(request, unit, pk, [str(stale)])
    messages.success(
        request, f"“{activity}”已登记为{activity.get_outcome_display()}，存为草稿；可补充照片和人数后报送。"
    )
    return redirect(f"{reverse('activities:annex')}?unit={unit.pk}")


def _page(request: UserRequest, unit: Unit, pk: int = 0, said: list[str] | None = None) -> HttpResponse:
    """The list; after a refusal with what was typed beside its entry."""
    found = lines(unit, campaign_of(request))
    typed = {name: request.POST.get(name, "") for name in ("held_on", "reason")}
    counts = {"total": len(found), "settled": sum(line.is_settled for line in found)}
    failed = {"pk": pk, "said": said} | typed if said else {}
    context = {"unit": unit, "units": units_of(request), "plans": by_plan(found), "failed": failed} | counts
    return render(request, "activities/annex.html", context, status=422 if said else 200)
