"""The plan above as the reader of files knows it."""

from campaigns.models import Plan
from campaigns.reader.proposal import ParentDocument, ParentItem
from campaigns.reading import base_items


def parent_document(plan: Plan) -> ParentDocument:
    """The items of the plan's edition in force; empty when none is."""
    items = base_items(plan.current)
    names = {item.key: item.heading for item in items}
    told = [ParentItem(i.kind, i.heading or i.text, names.get(i.under, ""), i.text) for i in items]
    return ParentDocument(plan.current.title if plan.current else "", told)
