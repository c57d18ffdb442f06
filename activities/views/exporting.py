"""导出: a person's own files, and making another one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities import exporting
from activities.choices import EXPORTING
from activities.forms.exporting import ExportForm
from activities.models import ExportFile
from activities.resources import workbook
from campaigns.context import chosen
from orgs.scoping import UserRequest, fetch


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: UserRequest) -> HttpResponse:
    """The form and the files of the last 24 hours; POST makes a file."""
    if not request.user.reach.units(*EXPORTING):
        raise PermissionDenied("导出由管理、审核或签发岗位办理。如有需要，请联系本单位管理员。")
    form = ExportForm(request.POST or None, user=request.user)
    if form.is_valid() and make(request, form):
        return redirect("activities:exports")
    files = ExportFile.objects.visible_to(request.user).select_related("unit", "campaign")
    return render(request, "activities/exports.html", {"form": form, "files": files})


def make(request: UserRequest, form: ExportForm) -> bool:
    asked = {"unit": form.cleaned_data["unit"], "campaign": chosen(request), "format": form.cleaned_data["format"]}
    sheets, total = workbook(user=request.user, **asked)
    try:
        made = exporting.export(sheets=sheets, total=total, by=request.user, **asked)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, f"已生成“{made.name}”，共{made.rows}行，请在下方下载，24小时内有效。")
    return True


@login_required
@never_cache
@require_safe
def export_file(request: UserRequest, public_id: str) -> FileResponse:
    """The file itself, to its requester only."""
    found = fetch(
        ExportFile.objects.visible_to(request.user), request.user, "activities.fetch_export", public_id=public_id
    )
    opened = exporting.take(export=found, by=request.user)
    return FileResponse(opened, as_attachment=True, filename=found.name)
