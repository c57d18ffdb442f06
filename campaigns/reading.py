"""Reading an edition: rows in, the resolver's `Contents` out. An issued one never climbs the tree; an open one reads
its own rows and its parent's issued edition, whatever the depth."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet

from campaigns.choices import Change
from campaigns.models import Edition, Item, Placement
from campaigns.resolving import KIND_ORDER, Base, Contents, Own, Place, Resolved, resolve
from orgs.together import together


def contents(edition: Edition) -> Contents:
    """Everything the edition says and leaves out. One query."""
    return frozen(edition) if edition.is_issued else resolve(*decisions(edition))


def beside_parent(edition: Edition) -> Contents:
    """`contents`, with each parent's item at its place in the parent, for reading the two side by side. One query.

    Of an issued edition the frozen rows say which item they come from, not where it stood.
    """
    if not edition.is_issued or edition.based_on is None:
        return contents(edition)
    return standing_in(edition, edition.based_on)


def standing_in(edition: Edition, base: Edition) -> Contents:
    """An issued edition with each item's base, and what it leaves out, at their places in the one above. One query."""
    together(rows := _items_of(edition), own := edition.placements.all(), above := base.placements.all())
    found, places = _frozen(rows, own), {place.key: place for place in above}

    def placed(item):
        place = places.get(item.key) if item else None
        return replace(item, under=place.under, position=place.position) if place else item

    items = tuple(replace(item, base=placed(item.base)) for item in found.items)
    withdrawn = in_order(replace(placed(item), base=placed(item.base)) for item in found.withdrawn)
    return Contents(items, tuple(withdrawn))


def decisions(edition: Edition) -> tuple[list[Base], list[Own], list[Place]]:
    """What the resolver needs for an open edition: the parent's items, the own rows, the own order. One query."""
    own, order = _items_of(edition).filter(is_own=True), edition.placements.filter(is_own=True)
    base = _base_rows(edition.based_on)
    together(own, order, *base)
    return _based(*base), [own_of(item) for item in own], [Place(p.key, p.under, p.position) for p in order]


def base_items(edition: Edition | None) -> list[Base]:
    """The items of an issued edition as a base for those below; what it left out is not passed down. One query."""
    rows = _base_rows(edition)
    together(*rows)
    return _based(*rows)


def frozen(edition: Edition) -> Contents:
    """An issued edition exactly as it was written down. One query."""
    together(rows := _items_of(edition), places := edition.placements.all())
    return _frozen(rows, places)


def _items_of(edition: Edition) -> QuerySet[Item]:
    return edition.items.select_related("origin")


def _base_rows(edition: Edition | None) -> tuple[QuerySet[Item], QuerySet[Placement]]:
    if edition is None:
        return Item.objects.none(), Placement.objects.none()
    return edition.items.exclude(change=Change.WITHDRAWN), edition.placements.all()


def _based(items: Iterable[Item], places: Iterable[Placement]) -> list[Base]:
    at = {place.key: place for place in places}
    return [base_of(item, at.get(item.key)) for item in items]


def _frozen(items: Iterable[Item], placed: Iterable[Placement]) -> Contents:
    places, rows = {place.key: place for place in placed}, list(items)
    standing = [_resolved(row, places.get(row.key)) for row in rows if row.change != Change.WITHDRAWN]
    # a mark whose item the parent has removed sleeps in its row and is no part of the document
    withdrawn = tuple(_resolved(row, None) for row in rows if row.change == Change.WITHDRAWN and row.origin_id)
    return Contents(tuple(in_order(standing)), withdrawn)


def in_order(items: Iterable[Resolved]) -> list[Resolved]:
    """The order of the document: by kind, then by place."""
    items = list(items)
    rank = {item.key: item.position for item in items}
    return sorted(items, key=lambda i: (KIND_ORDER.index(i.kind), rank.get(i.under, -1), i.position))


def base_of(item: Item, place: Placement | None) -> Base:
    return Base(
        key=item.key,
        kind=item.kind,
        root=item.root,
        under=place.under if place else None,
        position=place.position if place else 0,
        heading=item.heading,
        text=item.text,
        pk=item.pk,
    )


def own_of(item: Item) -> Own:
    """A row of an edition's own as a decision; `origin` is read with it."""
    base = item.origin.key if item.origin else None
    return Own(item.key, item.kind, item.change, base, item.heading, item.text, item.reason, item.pk)


def _resolved(item: Item, place: Placement | None) -> Resolved:
    return Resolved(
        key=item.key,
        root=item.root,
        kind=item.kind,
        change=item.change,
        heading=item.heading,
        text=item.text,
        under=place.under if place else None,
        position=place.position if place else 0,
        moved=bool(place and place.moved),
        placed=bool(place and place.is_own),
        is_own=item.is_own,
        reason=item.reason,
        base=base_of(item.origin, None) if item.origin else None,
        pk=item.pk,
    )
