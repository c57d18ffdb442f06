"""What was handed in, row by row: proposals for 汇编, opinions beside the items they are about.

Rows keep their number from one hand-in to the next, so that what was taken over or decided stays joined to its source.
"""

import uuid

from campaigns.answer_rows import DETAILS
from campaigns.ask_words import is_collecting
from campaigns.models import Comment, Obligation, Proposal
from orgs.models import User


def write_out(owed: Obligation, rows: list[dict], by: User | None, author: str) -> list[dict]:
    """Bring the tables in line with the rows; returns the rows with their numbers."""
    if is_collecting(owed.request):
        return _proposals(owed, rows)
    _opinions(owed, rows, by, author)
    return rows


def _proposals(owed: Obligation, rows: list[dict]) -> list[dict]:
    # only this answer's own: a number of another's makes a new row
    there = {proposal.pk: proposal for proposal in owed.proposals.all()}
    for order, row in enumerate(rows, start=1):
        proposal = there.pop(row.get("pk") or 0, None) or Proposal(obligation=owed)
        proposal.kind, proposal.text, proposal.order = row["kind"], row["text"], order
        for name in DETAILS:
            setattr(proposal, name, row[name] or (None if name.endswith("_on") else ""))
        proposal.save()
        row["pk"] = proposal.pk
    # what stands in a draft already is not deleted under it
    Proposal.objects.filter(pk__in=there, entries=None, items=None).delete()
    return rows


def _opinions(owed: Obligation, rows: list[dict], by: User | None, author: str) -> None:
    there = {str(comment.key or ""): comment for comment in owed.opinions.filter(reply_to=None)}
    for row in rows:
        comment = there.pop(row["key"], None) or Comment(obligation=owed, edition_id=owed.request.edition_id)
        if comment.text != row["text"]:
            comment.outcome = comment.outcome_note = ""  # it was about other words
        comment.key = uuid.UUID(row["key"]) if row["key"] else None
        comment.text, comment.quote, comment.by, comment.author = row["text"], row["quote"], by, author
        comment.save()
    # what was decided on or answered meanwhile stays
    gone = Comment.objects.filter(pk__in=[comment.pk for comment in there.values()])
    gone.filter(outcome="", replies=None).delete()
