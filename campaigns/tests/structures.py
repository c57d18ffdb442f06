"""What a document says, as plain values: of an edition, and of a file read again. Equal means that nothing was lost,
added, cut or moved on the way through paper."""

from typing import Any

from campaigns.file_items import items_of
from campaigns.models import Edition
from campaigns.official.annexing import annex_title
from campaigns.paper import Paper
from campaigns.period import period_of
from campaigns.reader.proposal import Proposal
from campaigns.work_plan_page import paper_of, parties_of


def structure_of(edition: Edition) -> dict[str, Any]:
    paper, parties, period = paper_of(edition), parties_of(edition), period_of(edition)
    return {
        "title": edition.title,
        "plan_title": edition.plan_title,
        "document_number": edition.document_number,
        "issuers": parties["issuer"],
        "addressees": parties["addressee"],
        "issued_on": _day(edition.signed_on),
        "period": (_day(period.starts_on), _day(period.ends_on)),
        "summary": (_day(edition.summary_due), edition.summary_to),
        "references": [(each.title, each.document_number) for each in edition.references.all()],
        "attachments": [annex_title(each, edition.plan.campaign.year) for each in paper.annexes],
        "items": _items(paper),
        "responsibilities": _responsibilities(edition, paper),
        "activities": [_activity(row) for row in edition.annex.all()],
        "contacts": len(edition.contacts),
    }


def structure_in(found: Proposal) -> dict[str, Any]:
    """Items as the draft would get them (`file_items`)."""
    told = found.as_json(places=True)
    period = told["period"] or {"starts_on": "", "ends_on": ""}
    items = items_of(told, ())
    names = {item.ref: item.words for item in items}
    return {
        "title": told["title"] or "",
        "plan_title": told["plan_title"] or "",
        "document_number": told["document_number"] or "",
        "issuers": told["issuers"],
        "addressees": told["addressees"],
        "issued_on": told["issued_on"] or "",
        "period": (period["starts_on"], period["ends_on"]),
        "summary": (told["summary_due"] or "", told["summary_to"] or ""),
        "references": [(each["title"], each["document_number"] or "") for each in told["references"]],
        "attachments": told["attachments"],
        "items": _in_order([(str(i.kind), names.get(i.under, ""), i.heading, i.text) for i in items]),
        "responsibilities": sorted(
            {(duty, role, tuple(scope) or (item.words,)) for item in items for duty, role, scope in item.duties}
        ),
        "activities": [
            (
                each["unit"] or "",
                each["title"],
                each["text"],
                each["starts_on"] or "",
                "、".join(each["lead"]),
                "、".join(each["support"]),
            )
            for each in told["activities"]
        ],
        "contacts": len(told["contacts"]),
    }


def _items(paper: Paper) -> list[tuple[str, str, str, str]]:
    """(kind, the arrangement it stands under, heading, text)."""
    names = {each.item.key: each.words for each in paper.entries()}
    return _in_order(
        [
            (str(each.item.kind), names.get(each.item.under, ""), each.item.heading, each.item.text)
            for each in paper.entries()
        ]
    )


def _in_order(rows: list[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str]]:
    """By kind; within a kind as they stand."""
    return sorted(rows, key=lambda row: row[0])


def _responsibilities(edition: Edition, paper: Paper) -> list[tuple[str, str, tuple[str, ...]]]:
    """(who, as what, for which items)."""
    places = {each.key: (place, each.words) for place, each in enumerate(paper.entries())}
    return sorted(
        (note.name, note.get_role_display(), tuple(words for _, words in sorted(places[str(key)] for key in note.keys)))
        for note in edition.responsibilities.all()
    )


def _activity(row) -> tuple[str, ...]:
    return row.unit_name, row.title.rstrip("。"), row.content, _day(row.starts_on), row.lead, row.support


def _day(date) -> str:
    return str(date or "")
