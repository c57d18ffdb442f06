"""Making accepted activities public, one or several at once, after what looks like personal data was decided on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views import View
from django.views.decorators.http import require_POST

from activities import reviewing, screening
from activities.forms.reviewing import DisclosureForm, FindingForm
from activities.models import Activity
from activities.scoping import activity_for, disclosable
from orgs.moves import StaleState
from orgs.scoping import UserRequest, number

PER_PAGE = 50
RIGHT = "activities.disclose_activity"


class Disclose(LoginRequiredMixin, View):
    """The 公开属性 of one activity."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, RIGHT)
        names = ("secrecy_reviewer", "secrecy_reviewed_on")
        initial = dict(zip(("reviewer", "reviewed_on"), (getattr(activity, name) for name in names), strict=True))
        initial["openness"] = activity.openness or "public"
        return _disclose_page(request, activity, DisclosureForm(initial=initial))

    def post(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, RIGHT)
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


@login_required
@require_POST
def decide_finding(request: UserRequest, pk: int) -> HttpResponse:
    """可以公开 or 公开时隐去, for one find."""
    activity, form = activity_for(request, pk, RIGHT), FindingForm(request.POST)
    if not form.is_valid():
        messages.error(request, "".join(error for errors in form.errors.values() for error in errors))
        return redirect("activities:disclose", pk)
    try:
        case = screening.decide(activity=activity, by=request.user, **form.cleaned_data)
        messages.success(request, f"{case.label}：{case.decision}。")
    except ValidationError as wrong:
        messages.error(request, "".join(wrong.messages))
    return redirect("activities:disclose", pk)


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


def _disclose_page(request: UserRequest, activity: Activity, form: DisclosureForm, status: int = 200) -> HttpResponse:
    cases = screening.cases(activity)
    waiting = sum(case.decided is None for case in cases)
    context = {"activity": activity, "form": form, "cases": cases, "waiting": waiting}
    return render(request, "activities/disclose.html", context, status=status)


def _bulk_page(request: UserRequest, form: DisclosureForm, ticked: set[int], status: int = 200) -> HttpResponse:
    rows = disclosable(request).prefetch_related("co_holders")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    waiting = screening.undecided(screening.cases_of(page.object_list))
    rows_shown = [(activity, waiting.get(activity.pk, 0)) for activity in page]
    context = {"page_obj": page, "rows": rows_shown, "form": form, "ticked": ticked}
    return render(request, "activities/disclosures.html", context, status=status)
