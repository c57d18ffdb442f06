"""Words that were decided to be hidden never leave with what the public reads: rows are masked as they are read.

What a public page, the open interface or the search shows of an edition comes through here. The masked rows are copies
for reading; nothing saves them.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.masking import mask
from campaigns.models import AnnexEntry, Edition, Finding, Item, Party, Reference, Responsibility
from campaigns.querysets import EditionQuerySet
from campaigns.scanning import key_of

Hidden = frozenset[str]
NOTHING: Hidden = frozenset()
FIELDS: dict[type, tuple[str, ...]] = {
    Edition: ("title", "plan_title", "document_number", "summary_to", "source", "excerpt_note", "opening"),
    Item: ("heading", "text"),
    Party: ("name",),
    Reference: ("title", "document_number"),
    Responsibility: ("name",),
    AnnexEntry: ("list_title", "unit_name", "title", "content", "place", "lead", "support", "note"),
}


def hidden_in(editions: Iterable[int]) -> dict[int, Hidden]:
    """Edition's pk → keys of what is hidden in it. One query."""
    found: dict[int, set[str]] = {}
    rows = Finding.objects.filter(edition__in=list(editions), decision="hide")
    for edition, words in rows.values_list("edition", "words"):
        found.setdefault(edition, set()).add(key_of(words))
    return {edition: frozenset(keys) for edition, keys in found.items()}


def masked(rows: Iterable, hidden: Hidden) -> list:
    """The rows with their texts masked, in place."""
    found = list(rows)
    if hidden:
        for row in found:
            for name in FIELDS[type(row)]:
                setattr(row, name, mask(getattr(row, name), hidden))
    return found


def masked_lines(rows: QuerySet[AnnexEntry]) -> list[AnnexEntry]:
    """Lines of several editions' annexes, with their editions loaded by `select_related`. A query more only where
    anything is hidden."""
    found: list[AnnexEntry] = list(rows.annotate(hides=_hides("edition")))
    wanted = {row.edition_id for row in found if row.hides}
    hidden = hidden_in(wanted) if wanted else {}
    for row in found:
        masked([row, row.edition], hidden.get(row.edition_id, NOTHING))
    return found


class PublicEditions(EditionQuerySet):
    """Editions masked as they are read; `hidden` is what was hidden in each. A query more, only where there is any."""

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        if fresh:
            _mask_all([row for row in self._result_cache or () if isinstance(row, Edition)])


def _mask_all(rows: Sequence[Edition]) -> None:
    wanted = [row.pk for row in rows if getattr(row, "hides", True)]
    hidden: Mapping[int, Hidden] = hidden_in(wanted) if wanted else {}
    for row in rows:
        row.hidden = hidden.get(row.pk, NOTHING)  # read by `published`
        masked([row], row.hidden)


def readable() -> PublicEditions:
    """All editions, each knowing whether anything is hidden in it; narrow it to what is public."""
    return PublicEditions(Edition).annotate(hides=_hides("pk"))


def _hides(edition: str) -> Exists:
    return Exists(Finding.objects.filter(edition=OuterRef(edition), decision="hide"))


def titled(word: str) -> Q:
    """Public editions whose title holds the word for everybody to read: what is hidden is not found either."""
    with_hidden = Edition.objects.public().filter(title__icontains=word, findings__decision="hide").distinct()
    leaky = [e.pk for e in with_hidden if word.lower() not in mask(e.title, hidden_in([e.pk])[e.pk]).lower()]
    return Q(title__icontains=word) & ~Q(pk__in=leaky)
