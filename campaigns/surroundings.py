"""The names around a draft's items in one query: who issues and receives it, and what it is based on."""

from dataclasses import dataclass, field

from django.db.models import CharField, Value

from campaigns.models import Edition, Party, Reference

NO_WORDS = Value("", output_field=CharField())


@dataclass
class Surroundings:
    """Rows for reading, in the document's order; nothing saves them."""

    parties: list[Party] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


def surroundings_of(edition: Edition) -> Surroundings:
    """Two tables in one query, for the page that is drawn again with every change."""
    named = edition.parties.order_by().values_list("role", "order", "pk", "name", "rule")
    based = edition.references.order_by().values_list(NO_WORDS, "order", "pk", "title", "document_number")
    found = Surroundings()
    for role, order, pk, name, more in sorted(named.union(based, all=True)):
        if role:
            found.parties.append(Party(pk=pk, role=role, order=order, name=name, rule=more))
        else:
            found.references.append(Reference(pk=pk, order=order, title=name, document_number=more))
    return found
