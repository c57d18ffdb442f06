"""审核顺序 of a unit: who reviews its drafts before 签发."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from campaigns import review_order
from campaigns.forms.reviewing import StepForm
from campaigns.models import ReviewStep
from campaigns.views.drafting_desk import ask_and_do
from orgs.models import Unit
from orgs.scoping import UserRequest, fetch


@login_required
@ask_and_do
def steps(request: UserRequest, pk: int) -> HttpResponse:
    """`pk` is the unit."""
    own = Unit.objects.coordinated_by(request.user).filter(pk__in=request.user.reach.units())
    unit = fetch(own, request.user, "campaigns.order_reviews", pk=pk)
    form = StepForm(request.POST or None, people=review_order.candidates(unit))
    if form.is_valid() and _added(form, unit, request):
        return redirect("campaigns:review_steps", pk)
    rows = ReviewStep.objects.visible_to(request.user).filter(unit=unit).select_related("reviewer")
    page = {
        "unit": unit,
        "form": form,
        "rows": rows,
        "there": {person.pk for person in form.fields["reviewer"].queryset},
    }
    return render(request, "campaigns/review_steps.html", page, status=422 if form.errors else 200)


@login_required
@require_POST
def remove_step(request: UserRequest, pk: int) -> HttpResponse:
    step = _step(request, pk)
    review_order.remove(step=step, by=request.user)
    messages.success(request, f"已从审核顺序中删除“{step.post}”。")
    return redirect("campaigns:review_steps", step.unit_id)


@login_required
@require_POST
def move_step(request: UserRequest, pk: int) -> HttpResponse:
    step = _step(request, pk)
    review_order.move(step=step, down=request.POST.get("step") == "down", by=request.user)
    return redirect("campaigns:review_steps", step.unit_id)


def _step(request: UserRequest, pk: int) -> ReviewStep:
    found = ReviewStep.objects.visible_to(request.user).select_related("unit__region", "reviewer")
    return fetch(found, request.user, "campaigns.order_reviews", pk=pk)


def _added(form: StepForm, unit: Unit, request: UserRequest) -> bool:
    try:
        step = review_order.add(unit=unit, by=request.user, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, f"已列入审核顺序：{step}。自下一次送审起执行。")
    return True
