"""典型案例: the list, writing one, putting it forward, and an office's answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views import View
from django.views.decorators.http import require_GET, require_POST

from activities import casework
from activities.case_page import shown
from activities.casework import StaleCase
from activities.forms.cases import AnswerForm, CaseForm, from_activity, initial_of
from activities.models import Activity, Case
from activities.rules import REPORTING
from activities.scoping import (
    activity_for,
    campaign_of,
    case_for,
    own_cases,
    received_cases,
    received_for,
    unit_of,
)
from orgs.models import Unit
from orgs.scoping import UserRequest, number, require

PER_PAGE = 30


@login_required
@require_GET
def cases(request: UserRequest) -> HttpResponse:
    """`own` for everybody, `received` beside it for the people of lead offices."""
    own, asked = own_cases(request), request.GET.get("tab")
    received = received_cases(request) if request.user.reach.offices() else None
    current = "received" if asked == "received" and received is not None else "own"
    rows = received if received is not None and current == "received" else own
    tabs = [{"label": "本单位", "url": "?tab=own", "count": own.count(), "current": current == "own"}]
    if received is not None:
        more = {"url": "?tab=received", "count": received.count(), "current": current == "received"}
        tabs.append({"label": "收到的推荐", **more})
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    may_write = bool(request.user.reach.units(*REPORTING))
    context = {"page_obj": page, "page_query": f"tab={current}", "tabs": tabs, "current": current}
    return render(request, "activities/cases/list.html", context | {"may_write": may_write})


class New(LoginRequiredMixin, View):
    """Write a case; from an activity (?activity=) its words are taken over."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest) -> HttpResponse:
        activity = _activity(request)
        unit = _unit(request, activity)
        initial = from_activity(activity) if activity else {}
        return _form_page(request, CaseForm(initial=initial), unit=unit, activity=activity)

    def post(self, request: UserRequest) -> HttpResponse:
        activity = _activity(request)
        unit, form = _unit(request, activity), CaseForm(request.POST)
        if not form.is_valid():
            return _form_page(request, form, unit=unit, activity=activity, status=422)
        campaign = activity.campaign if activity else campaign_of(request)
        case = casework.write(unit=unit, campaign=campaign, words=form.words(), by=request.user, activity=activity)
        return _saved(request, case)


class Edit(LoginRequiredMixin, View):
    """Change a case; whoever saves first wins, the other sees both texts."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest, pk: int) -> HttpResponse:
        case = case_for(request, pk, "activities.write_case")
        return _form_page(request, CaseForm(initial=initial_of(case)), unit=case.unit, case=case)

    def post(self, request: UserRequest, pk: int) -> HttpResponse:
        case, form = case_for(request, pk, "activities.write_case"), CaseForm(request.POST)
        if not form.is_valid():
            return _form_page(request, form, unit=case.unit, case=case, status=422)
        version = form.cleaned_data["version"] or 0
        was_public = case.is_public
        try:
            casework.change(case=case, words=form.words(), version=version, by=request.user)
        except StaleCase:
            return _both(request, form, case)
        if was_public:
            messages.info(request, "案例原为主动公开，修改后转为内部；新的内容经保密审查后可再公开。")
        return _saved(request, case)


@login_required
@require_GET
def case(request: UserRequest, pk: int) -> HttpResponse:
    found = case_for(request, pk)
    return render(request, "activities/cases/case.html", {"case": found} | shown(found, request.user))


@login_required
@require_POST
def put_forward(request: UserRequest, pk: int) -> HttpResponse:
    found = case_for(request, pk, "activities.write_case")
    _put_forward(request, found)
    return redirect("activities:case", pk)


@login_required
@require_POST
def forward(request: UserRequest, pk: int) -> HttpResponse:
    received = received_for(request, pk)
    try:
        sent = casework.forward(received=received, by=request.user)
        messages.success(request, f"已推荐至{sent.office}。")
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    except StaleCase as stale:
        messages.error(request, str(stale))
    return redirect("activities:case", received.case_id)


@login_required
@require_POST
def answer(request: UserRequest, pk: int) -> HttpResponse:
    received, form = received_for(request, pk), AnswerForm(request.POST)
    if not form.is_valid():
        return _refused(request, received.case_id, [said for each in form.errors.values() for said in each])
    try:
        casework.answer(received=received, by=request.user, **form.cleaned_data)
    except ValidationError as wrong:
        return _refused(request, received.case_id, wrong.messages)
    except StaleCase as stale:
        return _refused(request, received.case_id, [str(stale)])
    messages.success(request, f"已登记：{received.get_answer_display()}。撰写单位已收到通知。")
    return redirect("activities:case", received.case_id)


def _refused(request: UserRequest, pk: int, said: list[str]) -> HttpResponse:
    """The page again with the sentence, and the note that was typed."""
    found = case_for(request, pk)
    context = {"case": found, "said": said, "note": request.POST.get("note", "")} | shown(found, request.user)
    return render(request, "activities/cases/case.html", context, status=422)


def _activity(request: UserRequest) -> Activity | None:
    named = request.POST.get("activity") or request.GET.get("activity")
    return activity_for(request, number(named), "activities.report_activity") if named else None


def _unit(request: UserRequest, activity: Activity | None) -> Unit:
    """Whose case it will be; an office that only entered the unit's activity does not write in its name."""
    unit = activity.unit if activity else unit_of(request)
    require(request.user, "activities.log_activity", unit)
    return unit


def _put_forward(request: UserRequest, found: Case) -> None:
    try:
        sent = casework.put_forward(case=found, by=request.user)
        messages.success(request, f"已推荐至{sent.office}。")
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    except StaleCase as stale:
        messages.error(request, str(stale))


def _saved(request: UserRequest, found: Case) -> HttpResponse:
    if "put_forward" in request.POST:
        _put_forward(request, found)
    else:
        messages.success(request, "已保存，本单位内可见，尚未推荐。")
    return redirect("activities:case", found.pk)


def _both(request: UserRequest, form: CaseForm, found: Case) -> HttpResponse:
    """Both texts; sending the form again is then a decision, made in view of the other's words."""
    found.refresh_from_db()
    mine = "\n".join(form.words().values())
    theirs = "\n".join(str(value) for name, value in initial_of(found).items() if name != "version")
    form.see(found.version)
    return _form_page(request, form, unit=found.unit, case=found, mine=mine, theirs=theirs, status=409)


def _form_page(request: UserRequest, form: CaseForm, *, status: int = 200, **context: Any) -> HttpResponse:
    empty: dict[str, Any] = {"case": None, "activity": None, "mine": "", "theirs": ""}
    return render(request, "activities/cases/form.html", empty | context | {"form": form}, status=status)
