"""The lead office's queue, its decision on one activity, and — apart from it — making accepted ones public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views import View
from django.views.decorators.http import require_GET

from activities import reviewing
from activities.forms.reviewing import DisclosureForm, ReasonForm
from activities.models import Activity
from activities.scoping import activity_for, awaiting, disclosable
from activities.steps import steps_for
from activities.work_activity_page import carried_out, history_for
from orgs.moves import StaleState
from orgs.scoping import UserRequest, number

PER_PAGE = 50


@login_required
@require_GET
def queue(request: UserRequest) -> HttpResponse:
    rows = awaiting(request).prefetch_related("photos")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "activities/review.html", {"page_obj": page, "open_count": disclosable(request).count()})


class ReviewOne(LoginRequiredMixin, View):
    """Accept, or ask for more with a reason; then the next one."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest, pk: int) -> HttpResponse:
        return _review_page(request, activity_for(request, pk, "activities.review_activity"), ReasonForm())

    def post(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, "activities.review_activity")
        form = ReasonForm(request.POST)
        if "send_back" in request.POST and not form.is_valid():
            return _review_page(request, activity, form, status=422)
        try:
            said = _decide(request, activity, form)
        except StaleState as stale:
            messages.error(request, str(stale))
            return redirect("activities:review")
        messages.success(request, said)
        following = awaiting(request).first()
        return redirect("activities:review_one", following.pk) if following else redirect("activities:review")


class Disclose(LoginRequiredMixin, View):
    """The 公开属性 of one activity."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, "activities.disclose_activity")
        names = ("secrecy_reviewer", "secrecy_reviewed_on")
        initial = dict(zip(("reviewer", "reviewed_on"), (getattr(activity, name) for name in names), strict=True))
        initial["openness"] = activity.openness or "public"
        return _disclose_page(request, activity, DisclosureForm(initial=initial))

    def post(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, "activities.disclose_activity")
        form = DisclosureForm(request.POST)
        if not form.is_valid() or not _disclosed(request, form, [activity]):
            return _disclose_page(request, activity, form, status=422)
        return redirect("activities:work_activity", pk)


class Disclosures(LoginRequiredMixin, View):
    """Several at once: what is accepted and whose 公开属性 is still open."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest) -> HttpResponse:
        return _bulk_page(request, DisclosureForm(), set())

    def post(self, request: UserRequest) -> HttpResponse:
        ticked = {number(pk) for pk in request.POST.getlist("activity")}
        chosen = list(disclosable(request).filter(pk__in=ticked))
        form = DisclosureForm(request.POST)
        if form.is_valid() and not ticked:
            form.add_error(None, "请先勾选活动。")
        elif form.is_valid() and len(chosen) != len(ticked):
            form.add_error(None, "所选活动中有的已不能办理，可能已有人处理，请核对后重新勾选。")
        if not form.is_valid() or not _disclosed(request, form, chosen):
            return _bulk_page(request, form, ticked, status=422)
        return redirect("activities:disclosures")


def _decide(request: UserRequest, activity: Activity, form: ReasonForm) -> str:
    if "send_back" in request.POST:
        reviewing.send_back(activity=activity, reason=form.cleaned_data["reason"], by=request.user)
        return f"已请{activity.unit}补充完善。"
    reviewing.accept(activity=activity, by=request.user, seen=request.POST.get("seen", ""))
    return f"“{activity}”已审核通过。"


def _disclosed(request: UserRequest, form: DisclosureForm, activities: list[Activity]) -> bool:
    """Whether it was done; what hinders it stands in the form."""
    try:
        count = reviewing.disclose(activities=activities, by=request.user, **form.decision())
    except ValidationError as error:
        form.add_error(None, error)
    except StaleState as stale:
        form.add_error(None, str(stale))
    else:
        messages.success(request, f"已登记{count}项活动的公开属性。")
        return True
    return False


def _review_page(request: UserRequest, activity: Activity, form: ReasonForm, status: int = 200) -> HttpResponse:
    waiting = list(awaiting(request).exclude(pk=activity.pk).values_list("pk", flat=True)[:1])
    context = {
        "activity": activity,
        "form": form,
        "history": history_for(activity, request.user),
        "buttons": steps_for(activity, request.user),
        "left": awaiting(request).count(),
        "next_pk": waiting[0] if waiting else None,
    }
    context |= carried_out(activity, request.user)
    return render(request, "activities/review_one.html", context, status=status)


def _disclose_page(request: UserRequest, activity: Activity, form: DisclosureForm, status: int = 200) -> HttpResponse:
    return render(request, "activities/disclose.html", {"activity": activity, "form": form}, status=status)


def _bulk_page(request: UserRequest, form: DisclosureForm, ticked: set[int], status: int = 200) -> HttpResponse:
    page = Paginator(disclosable(request), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "form": form, "ticked": ticked}
    return render(request, "activities/disclosures.html", context, status=status)
