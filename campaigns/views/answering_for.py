"""代录: the office that asked enters an answer for a unit, with the paper it comes from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from campaigns.answer_pages import what_is_asked
from campaigns.forms.answers import SourceForm
from campaigns.forms.sheets import Sheet, sheet_of
from campaigns.handing import FROZEN
from campaigns.hands import Hand, is_entered
from campaigns.models import Obligation
from campaigns.views.answer_desk import ForDesk
from campaigns.views.answer_page import owed_to_enter
from orgs.scoping import UserRequest, require
from orgs.views.by_link import address_of


@require_http_methods(["GET", "POST"])
@login_required
def answer_for(request: UserRequest, pk: int) -> HttpResponse:
    owed = owed_to_enter(request, pk)
    require(request.user, "campaigns.gather_answers", owed.request)
    if owed.state in ("handed_in", "accepted"):
        messages.error(request, FROZEN)
        return redirect("campaigns:obligation", pk=pk)
    return _posted(request, owed) if request.method == "POST" else _page(request, owed)


def _posted(request: UserRequest, owed: Obligation) -> HttpResponse:
    def page(sheet: Sheet, status: int = 200, **more) -> HttpResponse:
        return _page(request, owed_to_enter(request, owed.pk), sheet, status, **more)

    def done(what: str) -> HttpResponse:
        messages.success(request, f"已为{owed.unit}代录，并告知对方。")
        return redirect("campaigns:obligation", pk=owed.pk)

    hand = Hand(user=request.user, on_behalf=True, address=address_of(request))
    return ForDesk(request, owed, hand, page, done).posted()


def _page(request: UserRequest, owed: Obligation, sheet: Sheet | None = None, status: int = 200, **more):
    """A blank sheet, whatever the unit has been writing: that is its own until it hands it in."""
    blank = not is_entered(owed)
    source = SourceForm(request.POST or None, owed=owed)
    mine = [{"name": file.name, "size": file.size} for file in owed.files.filter(added_by=request.user)]
    context = what_is_asked(owed) | {"owed": owed, "sheet": sheet or sheet_of(owed, blank=blank), "source": source,
                                     "stale": None, "kept": [], "mine": mine, "left": "", "caution": ""}  # fmt: skip
    answer: HttpResponse = render(request, "campaigns/answer_for.html", context | more, status=status)
    return answer
