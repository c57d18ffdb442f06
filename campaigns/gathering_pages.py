"""What the office that asked sees beside the list of who answered: the ways on to links, opinions, 汇编."""

from campaigns.ask_words import by_rows
from campaigns.models import Proposal, Request
from orgs.models import User


def gathering_page(request: Request, user: User) -> dict:
    """`ways`: what can be done with the answers; empty for a request answered by reports."""
    if not by_rows(request):
        return {"ways": [], "wants": ""}
    wants = "、".join(label for kind, label in Proposal.KINDS if kind in request.wants)
    return {"ways": _ways(request) if user.has_perm("campaigns.gather_answers", request) else [], "wants": wants}


def _ways(request: Request) -> list[dict]:
    return []
