"""从文件起草: hand over a document, see source and proposal beside each other, confirm, go on in the draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from campaigns import from_file, plans_page
from campaigns.confirming import confirmed
from campaigns.context import chosen, turn_to
from campaigns.forms.reading import ConfirmForm, FileForm, shown_head
from campaigns.models import Edition, Reading
from campaigns.reading_pages import page_of, parent_items
from campaigns.views.drafting_desk import Desk, ask_and_do
from orgs import audit
from orgs.attachments import content_type
from orgs.models import Unit
from orgs.scoping import UserRequest, fetch


@login_required
@ask_and_do
def read_file(request: UserRequest) -> HttpResponse:
    user, campaign = request.user, chosen(request)
    units = Unit.objects.coordinated_by(user).filter(pk__in=[unit.pk for unit in plans_page.drafting_units(user)])
    if campaign is None or not units:
        raise Http404
    parents = plans_page.workable(user, campaign, [unit.region.path for unit in units]).exclude(unit__in=units)
    first = request.GET.dict()
    form = FileForm(request.POST or None, request.FILES or None, units=units, parents=parents, initial=first)
    reading = _taken_in(form, campaign, user) if form.is_valid() else None
    if reading:
        return redirect("campaigns:reading", reading.public_id)
    return render(request, "campaigns/read_file.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@ask_and_do
def reading(request: UserRequest, public_id: str) -> HttpResponse:
    found = _reading(request, public_id)
    if found.edition_id:
        return redirect("campaigns:draft", found.edition_id)
    form = ConfirmForm(request.POST or None, unit=found.unit, initial=shown_head(found.proposal))
    edition = _drafted(form, found, request) if form.is_valid() else None
    if edition:
        messages.success(request, "已据文件形成草稿。带入了什么、没带入什么，列在“文件带入”中。")
        return redirect("campaigns:draft", edition.pk)
    page = {"reading": found, "form": form, "posted": request.POST} | page_of(found, request.POST or None)
    return render(request, "campaigns/reading.html", page, status=422 if form.errors else 200)


@login_required
@require_GET
def reading_file(request: UserRequest, public_id: str) -> FileResponse:
    """The document as it was handed over, as a download."""
    found = _reading(request, public_id)
    if not found.file:
        raise Http404
    audit.record("方案·下载原文件", found, by=request.user, unit=found.unit, name=found.name)
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name,
                        content_type=content_type(found.name))  # fmt: skip


@login_required
@require_GET
def draft_carried(request: UserRequest, pk: int) -> HttpResponse:
    """What the file gave and what of it stayed out, to look up while drafting."""
    desk = Desk(request, pk)
    readings = Reading.objects.visible_to(request.user).filter(edition=desk.edition)
    return render(request, "campaigns/draft_carried.html", desk.context(tab="carried", readings=readings))


def _reading(request: UserRequest, public_id: str) -> Reading:
    rows = Reading.objects.visible_to(request.user).select_related("unit__region", "campaign", "parent__unit")
    found = fetch(rows, request.user, "campaigns.draft_plan", public_id=public_id)
    turn_to(request, found.campaign)
    return found


def _taken_in(form: FileForm, campaign, user) -> Reading | None:
    try:
        return from_file.take_in(campaign=campaign, by=user, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
    return None


def _drafted(form: ConfirmForm, found: Reading, request: UserRequest) -> Edition | None:
    wanted = confirmed(form.head(), request.POST, found.proposal, parent_items(found))
    chosen = {name: form.cleaned_data[name] for name in ("letterhead", "scope", "kind")}
    try:
        return from_file.make_draft(reading=found, confirmed=wanted, by=request.user, **chosen)
    except ValidationError as refused:
        form.add_error(None, refused)
    return None
