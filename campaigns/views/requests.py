"""A request after it was sent: changing it, further units, fewer units, 撤销, later dates, and what its fields add up
to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import extending, field_files
from campaigns.forms.extending import GrantForm
from campaigns.models import Obligation
from campaigns.views.asked import request_of
from campaigns.views.request_desk import RequestDesk
from orgs.filenames import as_attachment, safe
from orgs.scoping import UserRequest, number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@login_required
def request_change(request: UserRequest, pk: int) -> HttpResponse:
    desk = RequestDesk(request, request_of(request, pk, "campaigns.ask_units"))
    if desk.asked.closed_at is not None:
        messages.error(request, "这项要求已经撤销，不能再修改。")
        return redirect("campaigns:request", pk=pk)
    return desk.changed() if request.method == "POST" else desk.page()


@require_POST
@login_required
def request_add_units(request: UserRequest, pk: int) -> HttpResponse:
    return RequestDesk(request, request_of(request, pk, "campaigns.ask_units")).added()


@require_POST
@login_required
def request_take_away(request: UserRequest, pk: int) -> HttpResponse:
    return RequestDesk(request, request_of(request, pk, "campaigns.ask_units")).taken_away()


@require_POST
@login_required
def request_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    return RequestDesk(request, request_of(request, pk, "campaigns.ask_units")).withdrawn()


@require_POST
@login_required
def request_extend(request: UserRequest, pk: int) -> HttpResponse:
    """延期 for the ticked units, asked for or not."""
    asked = request_of(request, pk, "campaigns.extend_request")
    form = GrantForm(request.POST, prefix="extend")
    chosen = Obligation.objects.visible_to(request.user).counted().filter(
        request=asked, pk__in=[number(each) for each in request.POST.getlist("owed")]
    )  # fmt: skip
    try:
        said = _extended(form, chosen, request)
    except ValidationError as refused:
        said = refused.messages[0]
    (messages.success if said.startswith("已") else messages.error)(request, said)
    return redirect("campaigns:request", pk=pk)


def _extended(form: GrantForm, chosen, request: UserRequest) -> str:
    if not form.is_valid():
        return "没有办理延期：" + " ".join(error for errors in form.errors.values() for error in errors)
    if not chosen:
        return "请先在表中勾选要延期的单位。"
    count = extending.grant_unasked(obligations=chosen, by=request.user, **form.cleaned_data)
    if not count:
        return "所选单位已经报送，或截止日期已不早于所填日期，没有变动。"
    return f"已为{count}个单位延期，并告知对方。"


@require_GET
@login_required
def request_fields(request: UserRequest, pk: int) -> HttpResponse:
    """What the own fields add up to, as a workbook."""
    asked = request_of(request, pk)
    answer = HttpResponse(field_files.workbook(request=asked, by=request.user), content_type=XLSX)
    answer["Content-Disposition"] = as_attachment(f"{safe(asked.title, 60)}填报汇总.xlsx")
    answer["Cache-Control"] = "private, no-store"
    return answer
