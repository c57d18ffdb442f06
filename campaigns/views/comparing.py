"""对照: an edition beside another one, on the page, as Word, as Excel."""

from urllib.parse import quote, urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from campaigns import compare_files, compare_page
from campaigns.context import turn_to
from campaigns.models import Edition
from orgs.scoping import UserRequest, fetch, number

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# addresses of the page shown otherwise: what changes in each
WAYS: dict[str, dict[str, str]] = {
    "side_url": {"view": "side"},
    "inline_url": {"view": "inline"},
    "all_url": {"only": ""},
    "changed_url": {"only": "changed"},
    "taken": {"view": "", "only": ""},
}


@login_required
@require_GET
def compare(request: UserRequest, pk: int) -> HttpResponse:
    """`?with=` the other edition; `view=inline`; `only=changed`."""
    edition = _edition(request, pk)
    groups = compare_page.choices(edition, request.user)
    other = _other(request) or compare_page.usual(edition, groups)
    page = {"edition": edition, "plan": edition.plan, "groups": groups, "other": other, "found": None}
    if other is not None:
        page["found"] = compare_page.compared(*compare_page.of_sides(other, edition), request.user)
    return render(request, "campaigns/compare.html", page | _switches(request, other))


@login_required
@require_GET
def compare_word(request: UserRequest, pk: int) -> HttpResponse:
    found = _compared(request, pk)
    made = compare_files.word_table(found=found, by=request.user)
    return _file(made, DOCX, f"{compare_files.title_of(found)[:60]}.docx")


@login_required
@require_GET
def compare_excel(request: UserRequest, pk: int) -> HttpResponse:
    found = _compared(request, pk)
    made = compare_files.workbook(found=found, by=request.user)
    return _file(made, XLSX, f"{compare_files.title_of(found)[:60]}.xlsx")


def _edition(request: UserRequest, pk: int) -> Edition:
    seen = Edition.objects.visible_to(request.user).select_related(*compare_page.RELATED)
    edition = fetch(seen, request.user, "campaigns.view_edition", pk=pk)
    turn_to(request, edition.plan.campaign)
    return compare_page.as_read(edition, request.user)


def _other(request: UserRequest) -> Edition | None:
    """The edition that was chosen, fetched through the user like any; None when none was."""
    if not request.GET.get("with"):
        return None
    seen = Edition.objects.visible_to(request.user).select_related(*compare_page.RELATED)
    return compare_page.as_read(get_object_or_404(seen, pk=number(request.GET["with"])), request.user)


def _compared(request: UserRequest, pk: int) -> compare_page.Compared:
    edition, other = _edition(request, pk), _other(request)
    if other is None:
        raise Http404
    return compare_page.compared(*compare_page.of_sides(other, edition), request.user)


def _switches(request: UserRequest, other: Edition | None) -> dict:
    """How it is shown, and the addresses that show it otherwise."""
    view = "inline" if request.GET.get("view") == "inline" else "side"
    only = "changed" if request.GET.get("only") == "changed" else ""
    with_ = str(other.pk) if other else ""

    def address(**changed: str) -> str:
        now = {"with": with_, "view": view, "only": only} | changed
        return "?" + urlencode({name: value for name, value in now.items() if value and value != "side"})

    return {"view": view, "only": only} | {name: address(**changed) for name, changed in WAYS.items()}


def _file(made: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
