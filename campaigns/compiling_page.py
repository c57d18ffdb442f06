"""What the page of 汇编 shows: every proposal with its fate, the drafts it may go into, and how it will read."""

from dataclasses import dataclass

from campaigns.answer_pages import FATES, fate
from campaigns.choices import EDITABLE
from campaigns.compiling import Heads, in_order, lists, on_table, ranks, taken_into
from campaigns.models import Edition, Proposal, Request
from campaigns.numbers import ordinal
from campaigns.paper_annexes import Annex, annexes_of
from campaigns.protocol import Giver, rank
from orgs.models import User


@dataclass
class Choice:
    """A proposal to tick; `state` is the mark of what became of it, `ticked` whether it was chosen just now."""

    proposal: Proposal
    who: str
    state: str
    label: str
    ticked: bool


@dataclass(frozen=True)
class Group:
    """One unit's activities under its number in the list it will stand in."""

    number: str
    name: str
    where: str  # bodies, localities
    choices: list[Choice]


def page(request: Request, ticked: set[int] | None = None) -> dict:
    """`ticked` as posted; at first all activities that are neither taken over nor left out. Constant queries."""
    order = ranks(request)
    rows = in_order(on_table(request).prefetch_related("entries", "items"), order)
    choices = [_choice(row, order, ticked) for row in rows]
    return {
        "request_": request,
        "themes": [each for each in choices if each.proposal.kind == "theme"],
        "slogans": [each for each in choices if each.proposal.kind == "slogan"],
        "groups": _groups([each for each in choices if each.proposal.kind == "activity"], order),
        "total": len(choices),
        "waiting": request.obligations.counted().filter(state__in=("open", "returned")).count(),
    }


def _choice(row: Proposal, order: dict[int, Giver], ticked: set[int] | None) -> Choice:
    state = fate(row)
    usual = row.kind == "activity" and not state
    return Choice(row, order[row.obligation.unit_id].name, state, FATES[state],
                  row.pk in ticked if ticked is not None else usual)  # fmt: skip


def _groups(choices: list[Choice], order: dict[int, Giver]) -> list[Group]:
    found: dict[Giver, list[Choice]] = {}
    for each in choices:
        found.setdefault(order[each.proposal.obligation.unit_id], []).append(each)
    counted = {"bodies": 0, "localities": 0}
    groups = []
    for giver in sorted(found, key=rank):
        where = "localities" if giver.is_locality else "bodies"
        counted[where] += 1
        groups.append(Group(ordinal(counted[where]), giver.name, where, found[giver]))
    return groups


def drafts_for(request: Request, user: User):
    """The drafts of the asking unit in this year that the person may write in."""
    found = Edition.objects.visible_to(user).filter(plan__unit=request.unit, plan__campaign=request.campaign)
    if request.unit_id not in user.reach.units("drafter"):
        return found.none()
    return found.filter(state__in=EDITABLE).select_related("plan__unit").distinct().order_by("-pk")


def preview(edition: Edition, request: Request, ticked: set[int], heads: Heads) -> list[Annex]:
    """The annex lists as they will read with the ticked activities; nothing is written."""
    order = ranks(request)
    chosen = on_table(request).filter(pk__in=ticked, kind="activity")
    fresh = in_order(chosen, order, besides=taken_into(edition))
    rows = [line for lines in lists(edition, fresh, order, heads) for line in lines]
    return annexes_of((), "", rows)
