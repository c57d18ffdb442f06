"""Files of a report: served after an access check, never from a public folder, never as something a browser runs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from campaigns import reporting
from campaigns.models import ReportFile
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
    reporting.note_download(file=found, by=request.user)
    answer = FileResponse(stored, as_attachment=True, filename=found.name, content_type=content_type(found.name))
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
        reporting.detach(file=found, by=request.user)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, f"已删除附件“{found.name}”。")
    owed = found.report.obligations.first()
    return redirect("campaigns:obligation", pk=owed.pk) if owed else redirect("campaigns:reports")
