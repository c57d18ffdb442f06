"""报送: what is owed by and to the user's units, one obligation seen from both sides, and its report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from campaigns import answering, handing, reporting
from campaigns.ask_words import by_rows, words_of
from campaigns.context import chosen, turn_to
from campaigns.forms.reporting import ReportForm, ReturnForm
from campaigns.gathering_pages import gathering_page
from campaigns.handing import Hand
from campaigns.models import Obligation, Report, Request
from campaigns.report_pages import owed_page, reports_page, request_page
from campaigns.reporting import StaleReport
from campaigns.views.answer_page import RELATED, seat_page
from orgs.models import User
from orgs.moves import StaleState
from orgs.scoping import UserRequest, fetch, number


def _owed(request: UserRequest, pk: int, permission: str = "") -> Obligation:
    rows = Obligation.objects.visible_to(request.user).select_related(*RELATED)
    rows = rows.with_report() if request.method == "GET" else rows
    owed = fetch(rows, request.user, permission, pk=pk)
    turn_to(request, owed.request.campaign)
    return owed


def _by_text(request: UserRequest, pk: int) -> Obligation:
    """One answered by a report; those answered row by row have an address of their own."""
    owed = _owed(request, pk, "campaigns.answer_obligation")
    if by_rows(owed.request):
        raise Http404
    return owed


def _page(request: UserRequest, owed: Obligation, status: int = 200, **more) -> HttpResponse:
    if by_rows(owed.request):
        return seat_page(request, owed, status=status, **more)
    context = owed_page(owed, request.user) | {"form": ReportForm(obligation=owed), "return_form": ReturnForm()}
    return render(request, "campaigns/report_obligation.html", context | more, status=status)


@require_GET
@login_required
def reports(request: UserRequest) -> HttpResponse:
    owed = Obligation.objects.owed_by(request.user)
    asked = Request.objects.made_by(request.user)
    context = reports_page(owed, asked, request.user, chosen(request))
    return render(request, "campaigns/reports.html", context)


@require_GET
@login_required
def request_detail(request: UserRequest, pk: int) -> HttpResponse:
    found = fetch(Request.objects.made_by(request.user).select_related("unit", "campaign"), request.user, pk=pk)
    turn_to(request, found.campaign)
    context = request_page(found, request.GET.get("state", ""), request.GET.get("page"))
    context |= gathering_page(found, request.user)
    return render(request, "campaigns/report_request.html", context)


@require_GET
@login_required
def obligation(request: UserRequest, pk: int) -> HttpResponse:
    return _page(request, _owed(request, pk))


@require_POST
@login_required
def write(request: UserRequest, pk: int) -> HttpResponse:
    """Save, and hand in when that button was pressed. Whatever is refused, nothing typed is lost."""
    owed = _by_text(request, pk)
    form = ReportForm(request.POST, request.FILES, obligation=owed)
    try:
        if form.is_valid():
            return _written(request, owed, form)
        _keep(request, owed, form)
    except StaleReport as stale:
        form = form.carried_over(stale.report)
        return _page(request, _owed(request, pk), 409, form=form, stale=stale)
    except ValidationError as refused:
        form.add_error(None, refused)
    return _page(request, _owed(request, pk), 422, form=form)


def _written(request: UserRequest, owed: Obligation, form: ReportForm) -> HttpResponse:
    words = {name: form.cleaned_data[name] for name in ("title", "text", "version")}
    report = answering.write(obligation=owed, by=request.user, files=form.good_files, **words)
    if form.hands_in:
        chosen_too = [owed, *form.cleaned_data.get("also", ())]
        reporting.hand_in(report=report, obligations=chosen_too, by=request.user)
        messages.success(request, f"已报送给{'、'.join(dict.fromkeys(str(o.request.unit) for o in chosen_too))}。")
    else:
        messages.success(request, "已保存，尚未报送。")
    return redirect("campaigns:obligation", pk=owed.pk)


def _keep(request: UserRequest, owed: Obligation, form: ReportForm) -> None:
    good = form.good_files
    if good:
        answering.keep_files(obligation=owed, files=good, by=request.user)
        messages.info(request, f"已保存附件：{'、'.join(file.name for file in good)}，不必重新选择。")


@require_POST
@login_required
def hand_in_existing(request: UserRequest, pk: int) -> HttpResponse:
    """Answer with a report that was handed in elsewhere, as it is."""
    owed = _by_text(request, pk)
    mine = answering.fitting_reports(owed, Report.objects.visible_to(request.user))
    report = fetch(mine, request.user, "campaigns.write_report", pk=number(request.POST.get("report")))
    return _do(request, owed, "已报送。", reporting.hand_in, report=report, obligations=[owed])


@require_POST
@login_required
def declare_nil(request: UserRequest, pk: int) -> HttpResponse:
    owed = _owed(request, pk, "campaigns.answer_obligation")
    said = f"已说明{words_of(owed.request).nil}。"
    if by_rows(owed.request):
        return _do(request, owed, said, _nil_by_hand, obligation=owed)
    return _do(request, owed, said, reporting.declare_nil, obligation=owed)


def _nil_by_hand(obligation: Obligation, by: User) -> None:
    handing.declare_nil(obligation=obligation, hand=Hand(user=by))


@require_POST
@login_required
def accept(request: UserRequest, pk: int) -> HttpResponse:
    owed = _owed(request, pk, "campaigns.decide_obligation")
    return _do(
        request, owed, f"已审核通过{owed.unit}的{words_of(owed.request).answer}。", reporting.accept, obligation=owed
    )


@require_POST
@login_required
def send_back(request: UserRequest, pk: int) -> HttpResponse:
    owed = _owed(request, pk, "campaigns.decide_obligation")
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, owed, 422, return_form=form)
    said = f"已请{owed.unit}补充完善，对方会收到通知。"
    reason = form.cleaned_data["reason"]
    return _do(request, owed, said, reporting.send_back, typed=reason, obligation=owed, reason=reason)


def _do(request: UserRequest, owed: Obligation, said: str, verb, typed: str = "", **arguments) -> HttpResponse:
    """Call the verb and say what happened; somebody else was first → the page as it is now, 409, with a sentence."""
    try:
        verb(by=request.user, **arguments)
    except StaleState as stale:
        messages.error(request, f"{stale}" + (f"您刚才填写的内容：{typed}" if typed else ""))
        return _page(request, _owed(request, owed.pk), 409)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return _page(request, _owed(request, owed.pk), 422)
    messages.success(request, said)
    return redirect("campaigns:obligation", pk=owed.pk)
