"""The parent plan as the reader's aligner wants it: names and headings of the edition in force. Reads, never writes."""

from campaigns.choices import Kind
from campaigns.models import Edition, Plan
from campaigns.reader.proposal import ParentDocument, ParentItem
from campaigns.reading import contents

KINDS = (Kind.THEME, Kind.SLOGAN, Kind.SECTION, Kind.ARRANGEMENT, Kind.ACTION, Kind.REQUIREMENT)


def parent_document(plan: Plan) -> ParentDocument | None:
    """What stands in the plan's edition in force; None when it has none. A fixed number of queries."""
    edition = plan.current
    return document_of(edition) if edition else None


def document_of(edition: Edition) -> ParentDocument:
    """The items of one edition, each with the heading it stands under."""
    found = contents(edition)
    names = {item.key: item.heading or item.text for item in found.items}
    items = [
        ParentItem(item.kind, item.heading or item.text, names.get(item.under, ""), item.text, str(item.key))
        for item in found.items
        if item.kind in KINDS
    ]
    return ParentDocument(edition.title, items)


def find_plan(word: str) -> Plan | None:
    """A plan by its number or its public id."""
    plans = Plan.objects.filter(public_id=word)
    if word.isdecimal() and len(word) <= 18:
        plans = Plan.objects.filter(pk=int(word)) | plans
    return plans.first()
