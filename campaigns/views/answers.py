"""Answering 征集 and 征求意见 from a seat, and the files that come with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from campaigns import answer_files
from campaigns.hands import Hand
from campaigns.models import AnswerFile
from campaigns.views.answer_desk import AnswerDesk
from campaigns.views.answer_page import owed_by_rows, seat_page
from orgs.attachments import content_type
from orgs.scoping import UserRequest, fetch
from orgs.views.by_link import address_of

SAID = {"saved": "已保存，尚未报送。", "handed_in": "已报送给{}。"}


@require_POST
@login_required
def answer_write(request: UserRequest, pk: int) -> HttpResponse:
    owed = owed_by_rows(request, pk, "campaigns.answer_obligation")

    def page(sheet, status: int = 200, **more) -> HttpResponse:
        return seat_page(request, owed_by_rows(request, pk), sheet, status, **more)

    def done(what: str) -> HttpResponse:
        messages.success(request, SAID[what].format(owed.request.unit))
        return redirect("campaigns:obligation", pk=pk)

    hand = Hand(user=request.user, address=address_of(request))
    return AnswerDesk(request, owed, hand, page, done).posted()


@require_GET
@login_required
def answer_file(request: UserRequest, public_id: str) -> HttpResponseBase:
    rows = AnswerFile.objects.visible_to(request.user).select_related("obligation__unit", "obligation__request")
    found = fetch(rows, request.user, public_id=public_id)
    return download(found, Hand(user=request.user, address=address_of(request)))


@require_POST
@login_required
def answer_file_remove(request: UserRequest, public_id: str) -> HttpResponse:
    rows = AnswerFile.objects.visible_to(request.user).select_related("obligation__unit", "obligation__request")
    found = fetch(rows, request.user, public_id=public_id)
    owed_by_rows(request, found.obligation_id, "campaigns.answer_obligation")
    try:
        answer_files.detach(file=found, hand=Hand(user=request.user, address=address_of(request)))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, f"已删除附件“{found.name}”。")
    return redirect("campaigns:obligation", pk=found.obligation_id)


def download(found: AnswerFile, hand: Hand) -> HttpResponseBase:
    """The file as a download, noted in the trail; never as something a browser runs."""
    try:
        stored = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer_files.note_download(file=found, hand=hand)
    answer = FileResponse(stored, as_attachment=True, filename=found.name, content_type=content_type(found.name))
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
