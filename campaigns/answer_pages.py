"""What the pages of an answer by rows show: to the unit, to its contact, to the office that asked."""

from django.urls import reverse

from campaigns.ask_words import by_rows, is_circulating, is_collecting, words_of
from campaigns.choices import GIVEN
from campaigns.circulating import quotes
from campaigns.deadline import caution, left
from campaigns.files_shown import files_of, seat_file
from campaigns.models import AnswerLink, Obligation, Proposal
from campaigns.report_pages import owed_page
from campaigns.shutting import why_shut
from campaigns.workdays import today
from orgs.models import User


def answer_page(owed: Obligation, user: User) -> dict:
    """One obligation as the user may see it. What is being written or was returned is its own unit's alone."""
    page = owed_page(owed, user)
    files = owed.files.all() if page["sees_answer"] else []
    page["files"] = files_of(files, seat_file, removable=page["can_answer"], entered=owed.on_behalf)
    return page | what_is_asked(owed) | {
        "given": given(owed) if page["sees_answer"] and not page["can_answer"] else None,
    }  # fmt: skip


def link_page(link: AnswerLink, token: str) -> dict:
    """What a contact sees by link: the form until it is handed in, then what was answered."""
    owed, writable = link.obligation, link.used_at is None
    address = reverse("campaigns:answer_link", args=[token])
    return what_is_asked(owed) | {
        "link": link, "owed": owed, "action": address, "writable": writable, "stale": None, "kept": [], "sheet": None,
        "files": files_of(owed.files.filter(added_by=None), lambda file: f"{address}files/{file.public_id}/"),
        "given": None if writable else given(owed), "shut": why_shut(owed, today()) if writable else "",
        "left": left(owed.due_on, today()) if writable else "", "caution": caution(owed.due_on) if writable else "",
    }  # fmt: skip


def what_is_asked(owed: Obligation) -> dict:
    request = owed.request
    wants = [label for kind, label in Proposal.KINDS if kind in request.wants]
    return {
        "words": words_of(request),
        "wants": "、".join(wants),
        "circulating": is_circulating(request),
        "by_text": not by_rows(request),
    }


def given(owed: Obligation) -> dict | None:
    """What was handed in, with what became of it; None while nothing is."""
    if owed.state not in GIVEN:
        return None
    if not by_rows(owed.request):
        return {"text": owed.report.text if owed.report else ""}
    if is_collecting(owed.request):
        return {"proposals": _proposals(owed)}
    order = {key: number for number, key in enumerate(quotes(owed.request.circulated))}
    opinions = owed.opinions.filter(reply_to=None)
    rows = sorted(opinions, key=lambda opinion: order.get(str(opinion.key or ""), -1))
    return {"opinions": rows, "told": owed.request.told_at}


def _proposals(owed: Obligation) -> list[dict]:
    rows = owed.proposals.prefetch_related("entries", "items")
    return [{"proposal": row, "state": fate(row), "label": FATES[fate(row)]} for row in rows]


FATES = {"accepted": "已列入", "optional": "不列入", "": ""}


def fate(proposal: Proposal) -> str:
    """The mark for what became of a proposal: taken over, left out, or nothing decided yet."""
    if proposal.entries.all() or proposal.items.all():
        return "accepted"
    return "optional" if proposal.declined else ""
