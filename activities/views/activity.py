"""The activity's page in the workplace, and the steps that need nothing but a button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from activities import handing, logging
from activities.review_page import shown_on
from activities.scoping import activity_for
from activities.steps import rights, steps_for
from activities.work_activity_page import carried_out, history_for
from orgs.moves import StaleState
from orgs.scoping import UserRequest


@login_required
@require_GET
def work_activity(request: UserRequest, pk: int) -> HttpResponse:
    activity = activity_for(request, pk)
    context = {
        "activity": activity,
        "history": history_for(activity, request.user),
        "buttons": steps_for(activity, request.user),
        "may": rights(activity, request.user),
    }
    context |= carried_out(activity, request.user) | shown_on(activity, request.user)
    return render(request, "activities/activity.html", context)


@login_required
@require_POST
def hand_in(request: UserRequest, pk: int) -> HttpResponse:
    activity = activity_for(request, pk, "activities.write_activity")
    try:
        if waits := handing.hand_in(activity=activity, by=request.user):
            messages.warning(request, handing.sentence(waits))
            return redirect("activities:edit", pk)
        messages.success(request, "已报送，请等待审核。")
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    except StaleState as stale:
        messages.error(request, str(stale))
    return redirect("activities:work_activity", pk)


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    activity = activity_for(request, pk, "activities.withdraw_activity")
    try:
        logging.withdraw(activity=activity, by=request.user)
        messages.success(request, "已撤回，修改后请重新报送。")
    except StaleState as stale:
        messages.error(request, str(stale))
    return redirect("activities:work_activity", pk)


@login_required
@require_POST
def delete(request: UserRequest, pk: int) -> HttpResponse:
    activity = activity_for(request, pk, "activities.write_activity")
    try:
        logging.delete(activity=activity, by=request.user)
    except StaleState as stale:
        messages.error(request, str(stale))
        return redirect("activities:work_activity", pk)
    messages.success(request, f"草稿“{activity}”已删除。")
    return redirect("activities:list")
