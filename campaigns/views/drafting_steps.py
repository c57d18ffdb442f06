"""撤销: the last step, or one from the list of the last changes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from campaigns import draft_history, turns
from campaigns.turns import Overtaken
from campaigns.views.drafting_desk import Desk, told
from orgs.scoping import UserRequest, number


@login_required
@require_GET
def steps(request: UserRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk)
    shown = desk.context(tab="steps", rows=draft_history.steps(desk.edition))
    return render(request, "campaigns/draft_steps.html", shown)


@login_required
@require_POST
@told
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Take back `turn`, or the own last step; refused with both texts when the same was changed since (409)."""
    desk = Desk(request, pk)
    last = turns.last_own(desk.edition, request.user)
    wanted = number(request.POST.get("turn"), last.pk if last else 0)
    try:
        turn = turns.undo(edition=desk.edition, turn=wanted, by=request.user)
    except Overtaken as told_why:
        return _overtaken(desk, wanted, told_why)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("campaigns:draft_steps", pk)
    name = f"{turn.act}：{turn.words[:30]}"
    # with script the page stays where it is; without, it opens where the step was
    anchor = "" if request.htmx else next((f"i-{key}" for key in turn.after), "")
    return desk.done(f"已{'恢复' if turn.act.startswith(turns.UNDO) else '撤销'}“{name}”", anchor)


def _overtaken(desk: Desk, wanted: int, why: Overtaken) -> HttpResponse:
    turn = desk.edition.turns.select_related("by").get(pk=wanted)
    shown = {"turn": turn, "clashes": draft_history.clashes(turn, why, desk.paper), "sentence": str(why)}
    page = "campaigns/_overtaken.html" if desk.request.htmx else "campaigns/draft_overtaken.html"
    answer = render(desk.request, page, desk.context(tab="steps", **shown), status=409)
    if desk.request.htmx:
        answer["HX-Retarget"], answer["HX-Reswap"] = "#told", "innerHTML show:window:top"
    return answer
