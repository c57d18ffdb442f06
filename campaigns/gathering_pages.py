"""What the office that asked sees beside the list of who answered: the ways on to links, opinions, 汇编."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from campaigns.ask_words import by_rows, is_circulating
from campaigns.choices import AWAITED
from campaigns.givers import ordered
from campaigns.models import AnswerLink, Obligation, Proposal, Request
from orgs.models import Unit, User


def gathering_page(request: Request, user: User) -> dict:
    """`ways`: what can be done with the answers."""
    wants = "、".join(label for kind, label in Proposal.KINDS if kind in request.wants)
    return {"ways": _ways(request) if user.has_perm("campaigns.gather_answers", request) else [], "wants": wants}


def _ways(request: Request) -> list[dict]:
    args = [request.pk]
    links = {"label": "发答复链接", "url": reverse("campaigns:answer_links", args=args)}
    asks = [links] if request.closed_at is None else []  # by a link of a withdrawn one nobody could answer
    if not by_rows(request):
        return asks
    if is_circulating(request):
        return [{"label": "意见汇总", "url": reverse("campaigns:opinions", args=args)}, *asks]
    return [{"label": "汇编", "url": reverse("campaigns:compile", args=args)}, *asks]


def in_protocol_order(rows: QuerySet[Obligation], asker: Unit) -> list[Obligation]:
    """Obligations with their units: bodies in protocol order, localities in administrative order. Two queries."""
    by_unit = {owed.unit_id: owed for owed in rows.select_related("unit__region", "request__unit", "report")}
    return [by_unit[unit.pk] for _, unit in ordered([owed.unit for owed in by_unit.values()], asker)]


def links_page(request: Request, links: QuerySet[AnswerLink]) -> dict:
    rows = links.select_related("obligation__unit", "sent_by")
    return {"request_": request, "links": [{"link": link, **_state(link)} for link in rows]}


def _state(link: AnswerLink) -> dict:
    """The mark of a link and when it came to that."""
    if link.used_at:
        return {"state": "accepted", "label": "已答复", "at": link.used_at}
    if link.revoked_at:
        return {"state": "abolished", "label": "已撤回", "at": link.revoked_at}
    if link.expires_at <= timezone.now():
        return {"state": "superseded", "label": "已过期", "at": link.expires_at}
    if link.obligation.state not in AWAITED:
        return {"state": "superseded", "label": "已由他人答复", "at": None}
    if link.opened_at:
        return {"state": "submitted", "label": "已打开", "at": link.opened_at}
    return {"state": "draft", "label": "未打开", "at": None}
