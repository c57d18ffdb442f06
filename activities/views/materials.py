"""粘贴材料: text, pictures and files become drafts; each is confirmed, merged or discarded beside its source."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views import View
from django.views.decorators.http import require_GET, require_POST

from activities import entering, handing, logging, materials, sorting
from activities.arriving import looked_into
from activities.choosing import offer
from activities.forms.logging import initial_of
from activities.forms.materials import DraftForm, MaterialForm, kept_counters, ticked_photos
from activities.material_page import drafts_of, page_of
from activities.models import Activity, Material, MaterialFile
from activities.scoping import campaign_of, unit_of, units_of
from activities.words import as_text
from campaigns.context import turn_to
from orgs.attachments import content_type
from orgs.moves import StaleState
from orgs.scoping import REFUSAL, UserRequest, fetch, number, require


class Paste(LoginRequiredMixin, View):
    """For one's own unit."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest) -> HttpResponse:
        return _paste_page(request, MaterialForm(), unit=unit_of(request), units=units_of(request))

    def post(self, request: UserRequest) -> HttpResponse:
        unit = unit_of(request)
        form = MaterialForm(request.POST, request.FILES)
        if form.is_valid():
            return _taken(request, form, {"unit": unit})
        return _paste_page(request, form, 422, unit=unit, units=units_of(request))


class EnterFor(LoginRequiredMixin, View):
    """代录: for a unit that the person's office coordinates, with its source."""

    http_method_names = ["get", "post"]

    def dispatch(self, request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]  # behind a log-in
        self.units = entering.current_units_of(request.user) if request.user.is_authenticated else None
        if self.units is not None and not self.units.exists():
            raise PermissionDenied(REFUSAL)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: UserRequest) -> HttpResponse:
        return _paste_page(request, MaterialForm(units=self.units, initial={"unit": request.GET.get("unit")}))

    def post(self, request: UserRequest) -> HttpResponse:
        form = MaterialForm(request.POST, request.FILES, units=self.units)
        if not form.is_valid():
            return _paste_page(request, form, 422)
        unit = form.cleaned_data["unit"]
        require(request.user, "activities.enter_for", unit)
        office = entering.office_of(request.user, unit)
        return _taken(request, form, {"unit": unit, "office": office, "told_by": form.cleaned_data["told_by"]})


def _paste_page(request: UserRequest, form: MaterialForm, status: int = 200, **context) -> HttpResponse:
    campaign = campaign_of(request)
    return render(
        request, "activities/materials/paste.html", context | {"form": form, "campaign": campaign}, status=status
    )


def _taken(request: UserRequest, form: MaterialForm, whose: dict) -> HttpResponse:
    campaign = campaign_of(request)
    arrived = looked_into(form.cleaned_data["text"], form.cleaned_data["files"], campaign.year)
    if arrived.is_empty:
        for sentence in arrived.refused:
            form.add_error("files", sentence)
        return _paste_page(request, form, 422, **({} if "office" in whose else {"unit": whose["unit"], "units": []}))
    material, refused = materials.take(arrived=arrived, campaign=campaign, by=request.user, **whose)
    for sentence in [*arrived.refused, *refused]:
        messages.error(request, sentence)
    return redirect("activities:material", material.public_id)


def material_for(request: UserRequest, public_id: str) -> Material:
    visible = Material.objects.visible_to(request.user).select_related("unit__region", "entered_by", "campaign", "by")
    found = fetch(visible.prefetch_related("files"), request.user, "activities.sort_material", public_id=public_id)
    turn_to(request, found.campaign)
    return found


def draft_for(request: UserRequest, material: Material, pk: int, permission: str = "") -> Activity:
    """A draft of the material that waits for confirmation, else 404."""
    rows = Activity.objects.visible_to(request.user).filter(material=material, is_proposed=True)
    return fetch(rows.select_related("unit__region", "campaign", "material"), request.user, permission, pk=pk)


@login_required
@require_GET
def material(request: UserRequest, public_id: str) -> HttpResponse:
    return _page(request, material_for(request, public_id))


@login_required
@require_POST
def confirm(request: UserRequest, public_id: str, pk: int) -> HttpResponse:
    found = material_for(request, public_id)
    draft = draft_for(request, found, pk, "activities.write_activity")
    form = _form(draft, request.POST, initial=initial_of(draft))
    if not form.is_valid():
        return _page(request, found, draft, form, 422)
    try:
        return _confirmed(request, draft, form)
    except (logging.StaleActivity, StaleState) as stale:
        draft.refresh_from_db()
        form.see(draft.version)
        typed = as_text(form.words(), form.cleaned_data["holders"])
        return _page(request, found, draft, form, 409, said=str(stale), typed=typed)


def _confirmed(request: UserRequest, draft: Activity, form: DraftForm) -> HttpResponse:
    version = form.cleaned_data["version"] or 0
    told: dict[str, Any] = {"words": form.words(), "holders": form.co_holders()}
    sorting.confirm(draft=draft, version=version, by=request.user, counters=kept_counters(request.POST), **told)
    said = f"“{draft}”已存为草稿，尚未报送。"
    if "hand_in" in request.POST:
        if waits := handing.hand_in(activity=draft, by=request.user):
            messages.warning(request, f"“{draft}”已存为草稿，{handing.sentence(waits)}")
            return redirect("activities:edit", draft.pk)
        said = f"“{draft}”已报送，请等待审核。"
    messages.success(request, said)
    return redirect("activities:material", draft.material.public_id)


@login_required
@require_POST
def sort(request: UserRequest, public_id: str, pk: int) -> HttpResponse:
    """Merge, move pictures, discard; what was typed into the form beside it is not kept, and the page says so."""
    found = material_for(request, public_id)
    draft = draft_for(request, found, pk, "activities.write_activity")
    try:
        messages.success(request, _sorted(request, found, draft))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except StaleState as stale:
        messages.error(request, str(stale))
    return redirect("activities:material", public_id)


def _sorted(request: UserRequest, found: Material, draft: Activity) -> str:
    do, named = request.POST.get("do"), number(request.POST.get("into"))
    into = draft_for(request, found, named, "activities.write_activity") if named else None
    if do == "discard":
        sorting.discard(draft=draft, by=request.user)
        return "已不采用这一项，来源材料仍然保留。"
    if do == "merge" and into is not None and into.pk != draft.pk:
        sorting.merge(draft=draft, into=into, by=request.user)
        return f"已并入“{into}”。"
    if do == "divide":
        moved = sorting.divide(photos=ticked_photos(request.POST, draft), draft=draft, into=into, by=request.user)
        return f"照片已移到“{moved}”。"
    raise ValidationError("请先选择并入哪一项。")


def _form(draft: Activity, *data, **options) -> DraftForm:
    offered = offer(draft.unit, draft.campaign)
    return DraftForm(*data, unit=draft.unit, campaign=draft.campaign, offered=offered, **options)


def _page(request: UserRequest, found: Material, draft: Activity | None = None, form: DraftForm | None = None,
          status: int = 200, **more) -> HttpResponse:  # fmt: skip
    drafts = drafts_of(found, request.user)
    asked = draft.pk if draft else number(request.GET.get("draft"))
    waiting = [each for each in drafts if each.is_proposed]
    current = next((each for each in waiting if each.pk == asked), waiting[0] if waiting else None)
    if current and form is None:
        form = _form(current, initial=initial_of(current))
    context = page_of(found, drafts, current) | {"form": form, "said": "", "typed": ""} | more
    return render(request, "activities/materials/material.html", context, status=status)


@login_required
@require_GET
def material_file(request: UserRequest, public_id: str) -> HttpResponseBase:
    """A file of the source, as a download; never as something a browser runs."""
    rows = MaterialFile.objects.visible_to(request.user).select_related("material__unit")
    found = fetch(rows, request.user, public_id=public_id)
    try:
        stored = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    materials.note_download(file=found, by=request.user)
    answer = FileResponse(stored, as_attachment=True, filename=found.name, content_type=content_type(found.name))
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
