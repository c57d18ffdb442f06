"""消息设置: by which channels a person wants which messages; and what a unit requires of those who sit there."""

from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from orgs import quieting
from orgs.models import Unit
from orgs.quiet_pages import chosen, insisted_page, quiet_page, switched_off
from orgs.scoping import UserRequest, fetch, number, require_role


@require_http_methods(["GET", "POST"])
@login_required
def quiet(request: UserRequest) -> HttpResponse:
    """Boxes say what comes; what is not ticked is switched off."""
    if request.method == "POST":
        quieting.prefer(user=request.user, off=switched_off(request.user, request.POST.getlist("on")))
        notes.success(request, "消息设置已保存。站内消息照常列出。")
        return redirect("orgs:quiet")
    return render(request, "orgs/quiet.html", quiet_page(request.user))


@require_http_methods(["GET", "POST"])
@login_required
def insisted(request: UserRequest) -> HttpResponse:
    """单位必收, unit by unit, by those who manage it."""
    require_role(request.user, "manager")
    if request.method == "POST":
        pk = number(request.POST.get("unit"))
        unit = fetch(Unit.objects.managed_by(request.user), request.user, "orgs.manage_unit", pk=pk)
        quieting.insist(unit=unit, on=chosen(request.POST.getlist("on")), by=request.user)
        notes.success(request, f"{unit}的必收消息已保存。")
        return redirect("orgs:insisted")
    units = Unit.objects.managed_by(request.user).prefetch_related("insisted")
    return render(request, "orgs/insisted.html", insisted_page(units))
