"""What the logging page sends by itself: the words, and, when all pictures are there, the hand-in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from activities import handing, sending
from activities.choosing import offer
from activities.forms.logging import ActivityForm, submission_of
from activities.models import Activity
from activities.scoping import activity_for, campaign_of, unit_of
from activities.views.signed_in import signed_in
from orgs.moves import StaleState
from orgs.scoping import UserRequest


@signed_in
@require_POST
def send(request: UserRequest) -> HttpResponse:
    """The words of a draft kept in the browser; the answer names the activity they have become."""
    campaign, unit, submission = campaign_of(request), unit_of(request), submission_of(request.POST)
    form = ActivityForm(request.POST, unit=unit, campaign=campaign, offered=offer(unit, campaign))
    if submission is None:
        return JsonResponse({"say": "缺少编号，请刷新页面后重新填写。"}, status=400)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    words, holders = form.words(), form.co_holders()
    options: dict[str, Any] = {"unit": unit, "campaign": campaign, "by": request.user}
    activity, new = sending.receive(submission=submission, words=words, holders=holders, **options)
    return JsonResponse(_now(activity) | {"same": new or sending.says_the_same(activity, words, holders)})


@signed_in
@require_POST
def sent(request: UserRequest, pk: int) -> HttpResponse:
    """All pictures are there: hand in if that was asked for, and not yet done."""
    activity, said = activity_for(request, pk, "activities.write_activity"), "已保存，本单位内可见，尚未报送。"
    try:
        if "hand_in" in request.POST:
            if waits := sending.finish(activity=activity, by=request.user):
                return JsonResponse({"say": handing.sentence(waits)}, status=409)
            said = "已报送，请等待审核。"
    except (ValidationError, StaleState) as wrong:
        return JsonResponse({"say": " ".join(getattr(wrong, "messages", [str(wrong)]))}, status=409)
    if "follow" in request.POST:
        messages.success(request, said)
    return JsonResponse(_now(activity) | {"say": said})


def _now(activity: Activity) -> dict:
    url, edit = reverse("activities:work_activity", args=[activity.pk]), reverse("activities:edit", args=[activity.pk])
    return {"activity": activity.pk, "url": url, "edit": edit, "editable": activity.is_editable}
