"""The lead office's queue: one activity at a time beside the list, several at once, and the reasons it chooses from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views import View
from django.views.decorators.http import require_GET, require_POST

from activities import reasons, reviewing
from activities.forms.reviewing import CorrectionDecisionForm, ReasonForm, ReasonsForm, ticked_rows
from activities.models import Activity
from activities.queueing import ACTIVITY, CORRECTION, Queue
from activities.queueing import queue as queue_of
from activities.review_page import correction_page, offered_to, page_of
from activities.scoping import activity_for, awaiting, awaiting_corrections, correction_for, disclosable, office_of
from activities.steps import steps_for
from orgs.moves import StaleState
from orgs.scoping import UserRequest


@login_required
@require_GET
def queue(request: UserRequest) -> HttpResponse:
    found = _queue(request, page=request.GET.get("page"))
    context = {"open_count": disclosable(request).count(), "at": "list"}
    if found.current is None:
        return render(request, "activities/review/page.html", context | {"queue": found})
    kind, pk = found.current
    if kind == CORRECTION:
        correction = correction_for(request, pk, "activities.review_correction")
        form = CorrectionDecisionForm(offered=offered_to(correction.activity))
        return correction_answer(request, correction, form, found=found, **context)
    activity = activity_for(request, pk, "activities.review_activity")
    return _review_page(request, activity, ReasonForm(offered=offered_to(activity)), found=found, **context)


class ReviewOne(LoginRequiredMixin, View):
    """Accept, or ask for more with a reason; then the next one."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, "activities.review_activity")
        return _review_page(request, activity, ReasonForm(offered=offered_to(activity)))

    def post(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, "activities.review_activity")
        form = ReasonForm(request.POST, offered=offered_to(activity))
        if "send_back" in request.POST and not form.is_valid():
            return _review_page(request, activity, form, status=422)
        following = _queue(request, current=(ACTIVITY, pk)).next_url
        try:
            messages.success(request, _decide(request, activity, form))
        except StaleState as stale:
            messages.error(request, str(stale))
            return redirect("activities:review")
        except ValidationError as wrong:
            form.add_error(None, wrong)
            return _review_page(request, activity, form, status=422)
        return redirect(following or "activities:review")


@login_required
@require_POST
def review_bulk(request: UserRequest) -> HttpResponse:
    """审核通过 for those ticked; what changed meanwhile is named and left."""
    ticked = ticked_rows(request.POST)
    chosen = awaiting(request).filter(pk__in=[row.pk for row in ticked])
    seen = {row.pk: row.seen for row in ticked}
    found = reviewing.accept_all(activities=chosen, seen=seen, by=request.user)
    done = {activity.pk for activity in found.done}
    for row in ticked:
        if row.pk not in done:
            gone = f"“{row.name}”已被撤回或已由其他人处理，没有办理。"
            messages.warning(request, found.left.get(row.pk, gone))
    if done:
        messages.success(request, f"已审核通过{len(done)}项活动。")
    if not ticked:
        messages.error(request, "请先勾选要审核通过的活动。")
    return redirect("activities:review")


class Reasons(LoginRequiredMixin, View):
    """The office's own list of reasons."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest) -> HttpResponse:
        office = office_of(request)
        own = "\n".join(reasons.own(office))
        return _reasons_page(request, office, ReasonsForm(initial={"texts": own, "seen": own}))

    def post(self, request: UserRequest) -> HttpResponse:
        office, form = office_of(request), ReasonsForm(request.POST)
        if not form.is_valid():
            return _reasons_page(request, office, form, status=422)
        try:
            reasons.write(office=office, by=request.user, **form.cleaned_data)
        except reasons.StaleReasons:
            theirs = "\n".join(reasons.own(office))
            form = ReasonsForm(request.POST.dict() | {"seen": theirs})
            mine = request.POST["texts"]
            return _reasons_page(request, office, form, status=409, theirs=theirs, mine=mine)
        messages.success(request, "常用意见已保存。")
        return redirect("activities:review")


def correction_answer(request: UserRequest, correction, form, *, found: Queue | None = None, status=200, **more):
    """The page of a correction under review, beside the list."""
    found = found or _queue(request, current=(CORRECTION, correction.pk))
    context = {"at": "one", "queue": found, "form": form} | more
    context |= correction_page(correction, request.user)
    return render(request, "activities/review/page.html", context, status=status)


def next_after(request: UserRequest, key) -> str:
    """Where to go on after deciding on `key`; asked before it is decided on."""
    return _queue(request, current=key).next_url or "activities:review"


def _queue(request: UserRequest, **options) -> Queue:
    return queue_of(awaiting(request), awaiting_corrections(request), **options)


def _decide(request: UserRequest, activity: Activity, form: ReasonForm) -> str:
    if "send_back" in request.POST:
        reviewing.send_back(activity=activity, reason=form.cleaned_data["text"], by=request.user)
        return f"已请{activity.unit}补充完善“{activity}”。"
    reviewing.accept(activity=activity, by=request.user, seen=request.POST.get("seen", ""))
    return f"“{activity}”已审核通过。"


def _review_page(
    request: UserRequest, activity: Activity, form: ReasonForm, *, found: Queue | None = None, status=200, **more
) -> HttpResponse:
    context = {
        "at": "one",
        "queue": found or _queue(request, current=(ACTIVITY, activity.pk)),
        "form": form,
        "buttons": steps_for(activity, request.user),
    } | more
    context |= page_of(activity, request.user)
    return render(request, "activities/review/page.html", context, status=status)


def _reasons_page(request: UserRequest, office, form: ReasonsForm, *, status: int = 200, **both) -> HttpResponse:
    context = {"office": office, "form": form, "defaults": reasons.DEFAULTS, "theirs": "", "mine": ""} | both
    return render(request, "activities/review/reasons.html", context, status=status)
