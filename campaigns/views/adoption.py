"""各地列入情况 of an issued edition: by content (a matrix), by unit, one item with every wording, as Excel."""

from urllib.parse import quote, urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campaigns import adoption_files
from campaigns.adoption import STANCES
from campaigns.adoption_board import Board
from campaigns.adoption_item import stances
from campaigns.adoption_page import board_of, region_of
from campaigns.choices import Kind
from campaigns.context import turn_to
from campaigns.models import Edition
from campaigns.views.comparing import XLSX
from orgs.scoping import UserRequest, fetch, number

RELATED = ("plan__unit__region", "plan__campaign", "based_on__plan__unit")


@login_required
@require_GET
def adoption(request: UserRequest, pk: int) -> HttpResponse:
    """`kind=` of items, `region=` to look further down, `deep=1` for all levels in numbers, `unit=` on a phone."""
    edition = _edition(request, pk)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind.values else _usual_kind(edition)
    board = _board(request, edition, kind=kind)
    wanted = number(request.GET.get("unit"))
    one = next((n for n, column in enumerate(board.columns) if column.unit.pk == wanted), 0)
    page = _page(request, board, "content") | {"one": one, "chosen": board.columns[one] if board.columns else None}
    return render(request, "campaigns/adoption.html", page | {"legend": list(STANCES.items())})


@login_required
@require_GET
def adoption_units(request: UserRequest, pk: int) -> HttpResponse:
    board = _board(request, _edition(request, pk))
    return render(request, "campaigns/adoption_units.html", _page(request, board, "units"))


@login_required
@require_GET
def adoption_item(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    board = _board(request, _edition(request, pk), key=key)
    line = board.line(key)
    if line is None:
        raise Http404
    page = _page(request, board, "item") | {"line": line, "stances": stances(line, board.columns)}
    return render(request, "campaigns/adoption_item.html", page)


@login_required
@require_GET
def adoption_excel(request: UserRequest, pk: int) -> HttpResponse:
    board = _board(request, _edition(request, pk))
    answer = HttpResponse(adoption_files.workbook(board=board, by=request.user), content_type=XLSX)
    name = f"{board.region.short_name}各地列入情况.xlsx"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _edition(request: UserRequest, pk: int) -> Edition:
    seen = Edition.objects.visible_to(request.user).overseen_by(request.user).select_related(*RELATED)
    edition = fetch(seen, request.user, "campaigns.view_adoption", pk=pk)
    turn_to(request, edition.plan.campaign)
    return edition


def _board(request: UserRequest, edition: Edition, **asked) -> Board:
    region = region_of(edition, request.GET.get("region"))
    return board_of(edition, region, request.user, deep=request.GET.get("deep") == "1", **asked)


def _usual_kind(edition: Edition) -> str:
    """The arrangements, for the arrangement of a year's work is what is asked about; else what there is first."""
    present = set(edition.items.values_list("kind", flat=True).distinct())
    return Kind.ARRANGEMENT.value if Kind.ARRANGEMENT in present or not present else min(present, key=Kind.values.index)


def _page(request: UserRequest, board: Board, tab: str) -> dict:
    deep = "1" if request.GET.get("deep") == "1" else ""
    own = board.region.pk == board.edition.plan.unit.region_id
    now = {"region": "" if own else board.region.code, "kind": board.kind, "deep": deep}

    def address(**changed: str) -> str:
        return "?" + urlencode({name: value for name, value in (now | changed).items() if value})

    kinds = [{"kind": kind, "label": label, "url": address(kind=kind)} for kind, label in board.kinds]
    top = board.edition.plan.unit.region
    line = [region for region in board.region.breadcrumb() if region.depth >= top.depth]
    head = {"board": board, "edition": board.edition, "plan": board.edition.plan, "tab": tab, "deep": deep}
    ways = {"next_url": address(deep=""), "deep_url": address(deep="1"), "here": address(kind="")}
    return head | ways | {"kinds": kinds, "above": line, "region_code": now["region"]}
