"""Public plans in the shapes of the open interface. Plain dictionaries; no query but those of `published`."""

from campaigns.choices import PartyRole
from campaigns.models import Edition
from campaigns.numbers import label
from campaigns.published import Document, period
from campaigns.resolving import Resolved
from campaigns.validity import validity
from orgs.api_shapes import unit_shape


def plan_shape(edition: Edition, *, theme: str, parent_id: str | None) -> dict:
    """A plan in a list; `parent_id` only when the parent is public."""
    when = period(edition)
    return {
        "id": edition.plan.public_id,
        "unit": unit_shape(edition.plan.unit),
        "kind": edition.plan.kind,
        "title": edition.title,
        "document_number": edition.document_number or None,
        "issued_on": edition.signed_on,
        "theme": theme,
        "period": {
            "starts_on": when.starts_on,
            "ends_on": when.ends_on,
            "inherited_from": when.inherited_from.public_id if when.inherited_from else None,
        },
        "edition": edition.number,
        "validity": validity(edition)[0],
        "parent_id": parent_id,
    }


def document_shape(document: Document) -> dict:
    """A whole plan: its words with where they come from, its people, its annexes."""
    edition, contents = document.edition, document.contents
    theme = next((item.text for item in contents.of("theme")), "")
    above = document.above
    return {
        **plan_shape(edition, theme=theme, parent_id=above.plan.public_id if above else None),
        "former_numbers": [row.before for row in document.renumberings if row.before],
        "issuers": document.names("issuer"),
        "parties": [{"role": role, "name": name} for role in PartyRole.values for name in document.names(role)],
        "references": [_reference(reference) for reference in document.references],
        "summary_due": edition.summary_due,
        "items": [_item(item, document) for item in contents.items],
        "responsibilities": [{"keys": r.keys, "name": r.name, "role": r.role} for r in document.responsibilities],
        "withdrawn": [_item(item, document) for item in contents.withdrawn],
        "annex": [_annex(entry) for entry in document.annex],
    }


def _item(item: Resolved, document: Document) -> dict:
    return {
        "id": item.pk,
        "key": item.key,
        "root": item.root,
        "kind": item.kind,
        "under": item.under,
        "position": item.position + 1,
        "moved": item.moved,
        "number": label(item.kind, item.position + 1),
        "heading": item.heading,
        "text": item.text,
        "change": item.change,
        "origin": item.base
        and {
            "plan_id": document.base.plan.public_id,
            "kind": item.base.kind,
            "heading": item.base.heading,
            "text": item.base.text,
        },
    }


def _reference(reference) -> dict:
    return {
        "title": reference.title,
        "document_number": reference.document_number or None,
        "plan_id": reference.plan.public_id if reference.is_linked else None,
    }


def _annex(entry) -> dict:
    return {
        "unit": entry.unit_name,
        "title": entry.title,
        "starts_on": entry.starts_on,
        "place": entry.place,
        "lead": entry.lead,
        "support": entry.support,
    }
