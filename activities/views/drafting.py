"""生成初稿: what is offered to be ticked, and drafting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from activities import report_drafting
from activities.draft_page import draft_page
from activities.forms.drafting import DraftForm
from campaigns.context import turn_to
from campaigns.models import Obligation
from campaigns.shutting import is_writable
from orgs.scoping import UserRequest, fetch

RELATED = ("unit__region", "request__unit", "request__campaign", "request__edition__plan", "report")


@login_required
@require_http_methods(["GET", "POST"])
def draft_report(request: UserRequest, pk: int) -> HttpResponse:
    rows = Obligation.objects.visible_to(request.user).select_related(*RELATED)
    owed = fetch(rows, request.user, "campaigns.answer_obligation", pk=pk)
    if not (report_drafting.may_be_drafted(owed) and is_writable(owed)):
        raise Http404("nothing to draft, or not now")
    turn_to(request, owed.request.campaign)
    page = draft_page(owed)
    form = DraftForm(request.POST or None, cases=page["cases"], photos=page["photos"])
    if request.method == "POST" and form.is_valid():
        return _drafted(request, owed, form)
    return render(request, "activities/draft_report.html", page | {"form": form}, status=422 if form.is_bound else 200)


def _drafted(request: UserRequest, owed: Obligation, form: DraftForm) -> HttpResponse:
    again = owed.report is not None and owed.report.drafted_at is not None
    try:
        done = report_drafting.draft(obligation=owed, by=request.user, **form.cleaned_data)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("campaigns:obligation", pk=owed.pk)
    said = f"已重新生成：{done}。" if again else "已生成初稿，请逐段核对修改。数字下有虚线，点击可看是哪些活动。"
    messages.success(request, said)
    return redirect("campaigns:writing", pk=owed.pk)
