"""盖章扫描件, added to a report that lies with the office that asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from campaigns import sealing
from campaigns.ask_words import by_rows
from campaigns.forms.sealing import SealForm, doubts
from campaigns.models import Obligation
from orgs.scoping import UserRequest, fetch


@require_POST
@login_required
def report_seal(request: UserRequest, pk: int) -> HttpResponse:
    rows = Obligation.objects.visible_to(request.user).select_related("unit", "request", "report__unit")
    owed = fetch(rows, request.user, "campaigns.answer_obligation", pk=pk)
    if by_rows(owed.request) or owed.report is None:
        raise Http404
    form = SealForm(request.POST, request.FILES)
    try:
        said = [] if form.is_valid() else [str(words) for errors in form.errors.values() for words in errors]
        kept = sealing.seal_all(report=owed.report, files=form.good_scans, by=request.user)
    except ValidationError as refused:
        said, kept = refused.messages, []
    _tell(request, kept, said, doubts(form.fields["seal"]))
    return redirect("campaigns:obligation", pk=pk)


def _tell(request: UserRequest, kept: list[str], refused: list[str], doubted: list[str]) -> None:
    if kept:
        messages.success(request, f"已补充盖章扫描件：{'、'.join(kept)}。")
        for words in doubted:
            messages.warning(request, words)
    for words in refused or ([] if kept else ["请先选择盖章扫描件，再点“补充”。"]):
        messages.error(request, words)
