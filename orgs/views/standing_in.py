"""代理 and 交接: who stands in for whom, and a seat handed to another with everything open."""

from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from orgs import deputising, handing_over
from orgs.forms.standing_in import DeputyForm, HandOverForm
from orgs.models import Deputy, Seat
from orgs.scoping import UserRequest, fetch


@require_http_methods(["GET", "POST"])
@login_required
def deputies(request: UserRequest) -> HttpResponse:
    """Name a deputy for the own seats, or, as a manager, for those of the unit; and who stands in for whom."""
    first = {"starts_on": timezone.localdate()}
    form = DeputyForm(request.POST or None, user=request.user, initial=first)
    if form.is_valid() and _appointed(form, request):
        return redirect("orgs:deputies")
    rows = Deputy.objects.visible_to(request.user).not_over().select_related("seat__user", "seat__unit", "deputy")
    page = {"form": form, "rows": rows, "today": timezone.localdate(), "may": form.fields["seats"].queryset.exists()}
    return render(request, "orgs/deputies.html", page, status=422 if form.errors else 200)


@require_POST
@login_required
def withdraw_deputy(request: UserRequest, pk: int) -> HttpResponse:
    related = ("seat__user", "seat__unit", "deputy")
    row = fetch(Deputy.objects.visible_to(request.user).select_related(*related), request.user, pk=pk)
    deputising.withdraw(row=row, by=request.user)
    notes.success(request, f"已撤销{row.deputy}对{row.seat.user}的代理。")
    return redirect("orgs:deputies")


@require_http_methods(["GET", "POST"])
@login_required
def hand_over(request: UserRequest, pk: int) -> HttpResponse:
    """Choose who takes over; see what moves; confirm."""
    found = Seat.objects.deputable_by(request.user).select_related("user", "unit")
    seat = fetch(found, request.user, "orgs.hand_over_seat", pk=pk)
    form = HandOverForm(request.POST or None, seat=seat)
    if form.is_valid() and "sure" in request.POST and _handed(form, seat, request):
        return redirect("orgs:home" if seat.user_id == request.user.pk else "orgs:manage")
    page = {"seat": seat, "form": form, "going": [], "to": None}
    if form.is_valid():
        page |= {"to": form.cleaned_data["to"], "going": handing_over.preview(seat=seat, to=form.cleaned_data["to"])}
    return render(request, "orgs/hand_over.html", page, status=422 if form.errors else 200)


def _appointed(form: DeputyForm, request: UserRequest) -> bool:
    try:
        made = deputising.appoint(by=request.user, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    notes.success(request, f"已设定由{made[0].deputy}代理，期满自动结束。")
    return True


def _handed(form: HandOverForm, seat: Seat, request: UserRequest) -> bool:
    try:
        handing_over.hand_over(seat=seat, to=form.cleaned_data["to"], by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    notes.success(request, f"“{seat}”已由{seat.user}交接给{form.cleaned_data['to']}。")
    return True
