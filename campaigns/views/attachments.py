"""Files of a report: served after an access check, never from a public folder, never as something a browser runs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from campaigns import attaching, hand_ins
from campaigns.models import ReportFile, ReportHandIn
from orgs.attachments import content_type
from orgs.scoping import UserRequest, fetch, require


@require_GET
@login_required
def report_file(request: UserRequest, public_id: str) -> HttpResponseBase:
    rows = ReportFile.objects.visible_to(request.user).select_related("report__unit")
    found = fetch(rows, request.user, public_id=public_id)
    try:
        stored = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    attaching.note_download(file=found, by=request.user)
    return _download(stored, found.name)


@require_GET
@login_required
def hand_in_file(request: UserRequest, pk: int, number: int, public_id: str) -> HttpResponseBase:
    """A file of an earlier hand-in, for the unit and the office it was handed in to; taken out since or not."""
    rows = ReportHandIn.objects.visible_to(request.user).select_related("obligation__unit", "obligation__request")
    found = fetch(rows, request.user, obligation=pk, number=number)
    file = hand_ins.file_of(found, public_id)
    if file is None:
        raise Http404
    try:
        stored = hand_ins.open_file(file)
    except FileNotFoundError:
        raise Http404 from None
    hand_ins.note_download(hand_in=found, file=file, by=request.user)
    return _download(stored, file["name"])


def _download(stored: File, name: str) -> HttpResponseBase:
    answer = FileResponse(stored, as_attachment=True, filename=name, content_type=content_type(name))
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@login_required
def report_file_remove(request: UserRequest, public_id: str) -> HttpResponse:
    rows = ReportFile.objects.visible_to(request.user).select_related("report__unit")
    found = fetch(rows, request.user, public_id=public_id)
    require(request.user, "campaigns.write_report", found.report)
    try:
        attaching.detach(file=found, by=request.user)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, f"已删除附件“{found.name}”。")
    owed = found.report.obligations.first()
    return redirect("campaigns:obligation", pk=owed.pk) if owed else redirect("campaigns:reports")
