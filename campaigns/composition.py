"""What documents are composed of: their items counted by kind and by what became of the parent's."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, Exists, OuterRef, Q

from campaigns.choices import Change, Kind
from campaigns.models import Edition, Item, Placement
from campaigns.published import base
from campaigns.resolving import Contents

Tally = Mapping[str, Mapping[str, int]]


def tally(contents: Contents) -> Tally:
    """Kind → total, one number per change, `moved`; the first four changes add up to the total."""
    return _added((i.kind, i.change, i.moved, 1) for i in (*contents.items, *contents.withdrawn))


def tallies(editions: Iterable[Edition]) -> dict[int, Tally]:
    """The tally of each public edition by its pk. One query, however many.

    What is left out of a parent that is not public is not counted.
    """
    editions = list(editions)
    moved = Placement.objects.filter(edition=OuterRef("edition"), key=OuterRef("key"), moved=True)
    asleep = Q(change=Change.WITHDRAWN, origin=None)  # marks for items that the parent no longer has
    items = Item.objects.filter(edition__in=[edition.pk for edition in editions]).exclude(asleep).order_by()
    rows = items.annotate(is_moved=Exists(moved)).values_list("edition", "kind", "change", "is_moved")
    found: dict[int, list] = {edition.pk: [] for edition in editions}
    with_base = {edition.pk for edition in editions if base(edition) is not None}
    for pk, kind, change, is_moved, count in rows.annotate(count=Count("pk")):
        if change != Change.WITHDRAWN or pk in with_base:
            found[pk].append((kind, change, is_moved, count))
    return {pk: _added(rows) for pk, rows in found.items()}


def _added(rows: Iterable[tuple[str, str, bool, int]]) -> Tally:
    found = _zeros()
    for kind, change, moved, count in rows:
        found[kind][change] += count
        if change != Change.WITHDRAWN:
            found[kind]["total"] += count
            found[kind]["moved"] += count if moved else 0
    return found


def _zeros() -> dict[str, dict[str, int]]:
    return {kind: dict.fromkeys(("total", *Change.values, "moved"), 0) for kind in Kind.values}
