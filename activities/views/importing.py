"""导入: the template, an upload, the preview, the confirmation. Every import is its uploader's alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from activities import importing
from activities.forms.importing import ImportForm
from activities.importing_page import context
from activities.importing_template import template
from activities.models import WorkbookImport
from activities.scoping import campaign_of, unit_of, units_of
from orgs.moves import StaleState
from orgs.scoping import UserRequest, fetch

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: UserRequest) -> HttpResponse:
    """The form, the template and one's own imports; POST keeps a file for the worker."""
    campaign, units = campaign_of(request), units_of(request)
    form = ImportForm(*((request.POST, request.FILES) if request.method == "POST" else ()), units=units)
    if form.is_valid():
        try:
            job = importing.receive(campaign=campaign, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("activities:import_one", job.public_id)
    jobs = WorkbookImport.objects.visible_to(request.user).select_related("unit")
    status = 422 if form.errors else 200
    return render(
        request, "activities/importing/list.html", {"form": form, "jobs": jobs, "units": units}, status=status
    )


@login_required
@never_cache
@require_safe
def import_template(request: UserRequest) -> HttpResponse:
    """The workbook to fill in, for the unit named by `unit`."""
    campaign, unit, units = campaign_of(request), unit_of(request), units_of(request)
    name, content = template(unit=unit, units=units, campaign=campaign)
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


@login_required
@never_cache
@require_GET
def import_one(request: UserRequest, public_id: str) -> HttpResponse:
    """How far it is, the preview, or what became of it."""
    return render(request, "activities/importing/one.html", context(_own(request, public_id), request.GET))


@login_required
@require_POST
def import_confirm(request: UserRequest, public_id: str) -> HttpResponse:
    job = _own(request, public_id)
    try:
        importing.confirm(job=job, digest=request.POST.get("digest", ""), by=request.user)
    except (StaleState, ValidationError) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else str(error))
    return redirect("activities:import_one", job.public_id)


@login_required
@require_POST
def import_options(request: UserRequest, public_id: str) -> HttpResponse:
    """Read the file again: vague times as the stretch they name, or not."""
    job = _own(request, public_id)
    try:
        importing.choose(job=job, options={"takes_spans": "takes_spans" in request.POST}, by=request.user)
    except StaleState as error:
        messages.error(request, str(error))
    return redirect("activities:import_one", job.public_id)


@login_required
@require_POST
def import_cancel(request: UserRequest, public_id: str) -> HttpResponse:
    job = _own(request, public_id)
    try:
        importing.cancel(job=job, by=request.user)
    except StaleState as error:
        messages.error(request, str(error))
        return redirect("activities:import_one", job.public_id)
    messages.success(request, f"已取消导入“{job.name}”，没有写入任何内容，上传的文件已删除。")
    return redirect("activities:imports")


@login_required
@never_cache
@require_safe
def import_corrected(request: UserRequest, public_id: str) -> FileResponse:
    """The person's own workbook with the mistakes marked."""
    job = _own(request, public_id)
    if not job.corrected:
        raise Http404("nothing was marked")
    name = f"{job.name.rpartition('.')[0]}（标注错误）.xlsx"
    return FileResponse(job.corrected.open("rb"), as_attachment=True, filename=name, content_type=XLSX)


def _own(request: UserRequest, public_id: str) -> WorkbookImport:
    mine = WorkbookImport.objects.visible_to(request.user).select_related("unit", "campaign")
    return fetch(mine, request.user, "activities.view_import", public_id=public_id)
