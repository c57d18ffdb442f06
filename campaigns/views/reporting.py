"""报送: what is owed by and to the user's units, one obligation seen from both sides, and its report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from campaigns import answering, handing, own_summary, reporting, sealing
from campaigns.ask_words import by_rows, words_of
from campaigns.chasing_pages import panel
from campaigns.context import chosen, turn_to
from campaigns.forms.extending import GrantForm
from campaigns.forms.fielding import FieldsForm
from campaigns.forms.reporting import ReportForm, ReturnForm
from campaigns.forms.sealing import doubts
from campaigns.forms.writing import NoteForm
from campaigns.gathering_pages import gathering_page
from campaigns.hands import Hand
from campaigns.models import Obligation, Report, Request
from campaigns.report_pages import owed_page, reports_page, request_page
from campaigns.reporting import StaleReport
from campaigns.request_more import request_more
from campaigns.seal_wishes import RETURN, said, unsealed
from campaigns.views.answer_page import RELATED, seat_page
from campaigns.views.owed_beside import beside
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
    context = owed_page(owed, request.user) | {"form": None, "note_form": NoteForm()}
    context["return_form"] = ReturnForm(initial={"reason": RETURN} if context["lacks_seal"] else None)
    context |= beside(owed, request.user)
    if context["can_answer"] and "form" not in more:
        context["form"] = ReportForm(obligation=owed)
    if context["can_answer"] and "own_fields" not in more:
        context["own_fields"] = FieldsForm(owed)
    return render(request, "campaigns/report_obligation.html", context | more, status=status)


@require_GET
@login_required
def reports(request: UserRequest) -> HttpResponse:
    owed = Obligation.objects.owed_by(request.user)
    asked = Request.objects.made_by(request.user)
    context = reports_page(owed, asked, request.user, chosen(request))
    return render(request, "campaigns/reports.html", context)


@require_POST
@login_required
def own_summary_new(request: UserRequest) -> HttpResponse:
    """编写本单位总结, where no office above asks for one."""
    campaign = chosen(request)
    if campaign is None:
        raise Http404
    unit = fetch(
        own_summary.offices_of(request.user),
        request.user,
        "campaigns.write_report",
        pk=number(request.POST.get("unit")),
    )
    owed = own_summary.begin(unit=unit, campaign=campaign, by=request.user)
    return redirect("campaigns:obligation", pk=owed.pk)


@require_GET
@login_required
def request_detail(request: UserRequest, pk: int) -> HttpResponse:
    found = fetch(Request.objects.made_by(request.user).select_related("unit", "campaign"), request.user, pk=pk)
    turn_to(request, found.campaign)
    context = request_page(found, request.GET.get("state", ""), request.GET.get("page"))
    context |= request_more(found, request.user) | {"extend_form": GrantForm(prefix="extend")}
    context |= gathering_page(found, request.user) | panel(found, request.user, context["everybody"])
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
    own = FieldsForm(owed, request.POST, request.FILES, finish=request.POST.get("do") == "hand_in")
    try:
        if own.is_valid() & form.is_valid():
            return _written(request, owed, form, own)
        _keep(request, owed, form, own)
    except StaleReport as stale:
        form, own = form.carried_over(stale.report), own.beside_theirs()
        return _page(request, _owed(request, pk), 409, form=form, own_fields=own, stale=stale)
    except ValidationError as refused:
        form.add_error(None, refused)
    return _page(request, _owed(request, pk), 422, form=form, own_fields=own)


def _written(request: UserRequest, owed: Obligation, form: ReportForm, own: FieldsForm) -> HttpResponse:
    report = answering.write(obligation=owed, by=request.user, files=form.good_files, given=own.given,
                             field_files=own.new_files, **form.words)  # fmt: skip
    sealing.seal_all(report=report, files=form.good_scans, by=request.user)
    form.saved(report)
    chosen_too = [owed, *form.cleaned_data.get("also", ())]
    if form.hands_in:
        reporting.hand_in(report=report, obligations=chosen_too, by=request.user)
        messages.success(request, f"已报送给{'、'.join(dict.fromkeys(str(o.request.unit) for o in chosen_too))}。")
    else:
        messages.success(request, "已保存，尚未报送。")
    _warn(request, doubts(form.fields["seal"]) + (said(unsealed(chosen_too)) if form.hands_in else []))
    return redirect("campaigns:obligation", pk=owed.pk)


def _warn(request: UserRequest, sentences: list[str]) -> None:
    for words in sentences:
        messages.warning(request, words)


def _keep(request: UserRequest, owed: Obligation, form: ReportForm, own: FieldsForm) -> None:
    good = [*form.good_files, *form.good_scans, *own.new_files.values()]
    if good:
        report = answering.keep_files(obligation=owed, files=form.good_files, by=request.user)
        answering.keep_field_files(obligation=owed, files=own.new_files, by=request.user)
        sealing.seal_all(report=report, files=form.good_scans, by=request.user)
        messages.info(request, f"已保存附件：{'、'.join(file.name for file in good)}，不必重新选择。")


@require_POST
@login_required
def hand_in_existing(request: UserRequest, pk: int) -> HttpResponse:
    """Answer with a report that was handed in elsewhere, as it is."""
    owed = _by_text(request, pk)
    mine = answering.fitting_reports(owed, Report.objects.visible_to(request.user))
    report = fetch(mine, request.user, "campaigns.write_report", pk=number(request.POST.get("report")))
    answer = _do(request, owed, "已报送。", reporting.hand_in, report=report, obligations=[owed])
    _warn(request, said(unsealed([owed])) if answer.status_code == 302 else [])
    return answer


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
