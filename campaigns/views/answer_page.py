"""The page of an obligation answered by rows, seen from a seat: the unit's own, or that of the office that asked."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from campaigns.answer_pages import answer_page
from campaigns.ask_words import by_rows
from campaigns.context import turn_to
from campaigns.forms.reporting import ReturnForm
from campaigns.forms.sheets import Sheet, sheet_of
from campaigns.models import Obligation
from campaigns.views.owed_beside import beside
from orgs.scoping import UserRequest, fetch

RELATED = ("unit__region", "request__unit", "request__campaign", "request__edition__plan", "report__written_by",
           "answered_by")  # fmt: skip


def owed_by_rows(request: UserRequest, pk: int, permission: str = "") -> Obligation:
    """The obligation through the user; 404 when it is one answered by a report."""
    rows = Obligation.objects.visible_to(request.user).select_related(*RELATED)
    owed = fetch(rows, request.user, pk=pk)
    if not by_rows(owed.request):
        raise Http404
    owed = fetch(rows, request.user, permission, pk=pk) if permission else owed
    turn_to(request, owed.request.campaign)
    return owed


def owed_to_enter(request: UserRequest, pk: int) -> Obligation:
    """The obligation of whatever kind, for the office that asked."""
    rows = Obligation.objects.visible_to(request.user).select_related(*RELATED)
    owed: Obligation = fetch(rows, request.user, pk=pk)
    turn_to(request, owed.request.campaign)
    return owed


def seat_page(request: UserRequest, owed: Obligation, sheet: Sheet | None = None, status: int = 200, **more):
    context = answer_page(owed, request.user) | {"return_form": ReturnForm(), "stale": None, "kept": []}
    context |= beside(owed, request.user)
    if context["can_answer"] or sheet is not None:
        context["sheet"] = sheet or sheet_of(owed)
    answer: HttpResponse = render(request, "campaigns/report_answer.html", context | more, status=status)
    return answer
