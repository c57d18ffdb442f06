"""What an edition says, as plain values: equal means that nothing was lost, added, cut or moved."""

from typing import Any

from campaigns.models import AnnexEntry, Edition
from campaigns.paper import Paper
from campaigns.period import period_of
from campaigns.work_plan_page import paper_of, parties_of


def structure_of(edition: Edition) -> dict[str, Any]:
    paper, parties, period = paper_of(edition), parties_of(edition), period_of(edition)
    return {
        "title": edition.title,
        "plan_title": edition.plan_title,
        "document_number": edition.document_number,
        "issuers": parties["issuer"],
        "addressees": parties["addressee"],
        "signed_on": edition.signed_on,
        "period": (period.starts_on, period.ends_on),
        "summary": (edition.summary_due, edition.summary_to),
        "references": [(each.title, each.document_number) for each in edition.references.all()],
        "contacts": list(edition.contacts),
        "items": items_of(paper),
        "responsibilities": _responsibilities(edition, paper),
        "activities": [_activity(row) for row in edition.annex.all()],
    }


def items_of(paper: Paper) -> list[tuple[str, str, str, str]]:
    """(kind, the arrangement it stands under, heading, text) as they stand."""
    names = {each.item.key: each.words for each in paper.entries()}
    return [
        (str(each.item.kind), names.get(each.item.under, ""), each.item.heading, each.item.text)
        for each in paper.entries()
    ]


def _responsibilities(edition: Edition, paper: Paper) -> list[tuple[str, str, tuple[str, ...]]]:
    """(who, as what, for which items), in the order of the items."""
    places = {each.key: place for place, each in enumerate(paper.entries())}
    words = [each.words for each in paper.entries()]
    found = [
        (note.name, note.get_role_display(), sorted(places[str(key)] for key in note.keys))
        for note in edition.responsibilities.all()
    ]
    return [(who, what, tuple(words[place] for place in at)) for who, what, at in sorted(found, key=lambda one: one[2])]


def _activity(row: AnnexEntry) -> tuple:
    whose = (row.list, row.list_title, row.unit_name)
    return *whose, row.title, row.content, row.starts_on, row.ends_on, row.place, row.lead, row.support, row.note
