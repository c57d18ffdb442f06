"""导出: asking for a file, seeing how far it is, fetching it, cancelling it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities import exporting, exports_page
from activities.choices import EXPORTING, JobState
from activities.forms.exporting import ExportForm
from activities.models import ExportFile
from activities.resources.making import size
from activities.resources.scope import Scope
from activities.scoping import campaign_of
from orgs.filenames import as_attachment
from orgs.moves import StaleState
from orgs.scoping import UserRequest, fetch


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: UserRequest) -> HttpResponse:
    """The form and the files of the last 24 hours; POST asks for one; htmx asks for the list alone, to see progress."""
    if not request.user.reach.units(*EXPORTING):
        raise PermissionDenied("导出由管理、审核或签发岗位办理。如有需要，请联系本单位管理员。")
    jobs = exports_page.jobs(ExportFile.objects.visible_to(request.user))
    if request.htmx.target == exports_page.JOBS:
        return render(request, "activities/_exports.html", jobs)
    wanted = {name: request.GET.get(name) for name in ("query", "format")}
    form = ExportForm(request.POST or None, user=request.user, **wanted)
    if form.is_valid() and ask(request, form):
        return redirect("activities:exports")
    page = exports_page.page(request.headers.get("User-Agent", ""), form, jobs)
    return render(request, "activities/exports.html", page)


def ask(request: UserRequest, form: ExportForm) -> bool:
    asked, campaign = form.asked(), campaign_of(request)
    total = size(Scope(asked["unit"], campaign, asked["query"]), asked["format"], request.user)
    try:
        exporting.ask(campaign=campaign, total=total, by=request.user, **asked)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, "已开始生成，完成后可在本页下载。可以离开本页，完成时会有消息提醒。")
    return True


@login_required
@never_cache
@require_safe
def export_file(request: UserRequest, public_id: str) -> FileResponse:
    """The file itself, to its requester only, once it is there."""
    done = ExportFile.objects.visible_to(request.user).filter(state=JobState.DONE)
    found = fetch(done, request.user, "activities.fetch_export", public_id=public_id)
    answer = FileResponse(exporting.take(export=found, by=request.user), content_type="application/octet-stream")
    answer["Content-Disposition"] = as_attachment(found.name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@login_required
@require_POST
def export_cancel(request: UserRequest, public_id: str) -> HttpResponse:
    return _moved(request, public_id, exporting.cancel, "已取消。")


@login_required
@require_POST
def export_again(request: UserRequest, public_id: str) -> HttpResponse:
    return _moved(request, public_id, exporting.again, "已重新开始生成。")


def _moved(request: UserRequest, public_id: str, move, said: str) -> HttpResponse:
    visible = ExportFile.objects.visible_to(request.user)
    found = fetch(visible, request.user, "activities.fetch_export", public_id=public_id)
    try:
        move(export=found, by=request.user)
    except StaleState as stale:
        messages.error(request, str(stale))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, said)
    return redirect("activities:exports")
