"""A draft put on the parent's new edition: its rows rewritten, and what both sides changed left waiting."""

import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from campaigns.choices import Change, Issue, State
from campaigns.merging import Conflict, Merged, merge
from campaigns.models import Divergence, Edition, Item, Placement
from campaigns.reading import base_items, decisions
from campaigns.resolving import Base, Own, Place
from campaigns.revising import words_of


def newer_above(edition: Edition) -> Edition | None:
    """The parent's edition in force, when it is not the one this edition stands on. None for a draft of a 更正, which
    keeps to the parent it was drawn up from."""
    above = edition.based_on
    if above is None or above.state == State.ISSUED or keeps_to_its_parent(edition):
        return None
    return above.plan.editions.filter(state=State.ISSUED).first()


def keeps_to_its_parent(edition: Edition) -> bool:
    return edition.is_open and edition.issue == Issue.CORRECTION


def waiting(edition: Edition):
    """Divergences that nobody has decided on."""
    return edition.divergences.filter(decision="")


def diverged_in(edition: Edition) -> set[str]:
    """Keys of the items that wait for a decision. No query where `divergences` were brought."""
    if not (edition.is_open and edition.based_before_id):
        return set()
    return {str(row.key) for row in edition.divergences.all() if not row.decision}


def refuse_undecided(edition: Edition) -> None:
    """Raise ValidationError, with where to go, while something is undecided."""
    if count := waiting(edition).count():
        raise ValidationError(
            f"上级修订还有{count}处没有处理。请到“上级已修订”页，逐条选定保留本级、沿用上级或另行起草，再办理。"
        )


def rebase(*, edition: Edition, onto: Edition) -> Merged:
    """Carry an open edition's decisions to another edition of its parent. Nothing is decided, nothing of its words is
    lost. Steps taken before cannot be taken back any more: they speak of rows of the old parent."""
    old, own, places = decisions(edition)
    new = base_items(onto)
    merged = merge(old, new, own, places)
    store(edition, new, merged.own, merged.places)
    _note(edition, merged, {item.key: item for item in new})
    _cite(edition, edition.based_on, onto)
    edition.turns.all().delete()
    edition.based_before_id = edition.based_before_id or edition.based_on_id
    edition.based_on = onto
    edition.save(update_fields=["based_before", "based_on"])
    return merged


def store(edition: Edition, base: Iterable[Base], own: Iterable[Own], places: Iterable[Place]) -> None:
    """Make the open edition's rows say these decisions over `base`; rows that stay keep their other columns."""
    known = {item.key: item for item in base}
    rows = {item.key: item for item in edition.items.filter(is_own=True)}
    fresh: list[Item] = []
    kept: list[Item] = []
    for decision in own:
        row = rows.pop(decision.key, None)
        (kept if row else fresh).append(_written(row or Item(edition=edition, key=decision.key), decision, known))
    edition.items.filter(pk__in=[row.pk for row in rows.values()]).delete()
    Item.objects.bulk_create(fresh)
    Item.objects.bulk_update(kept, ["root", "kind", "change", "heading", "text", "reason", "origin"])
    edition.placements.filter(is_own=True).delete()
    Placement.objects.bulk_create(
        Placement(edition=edition, key=place.key, under=place.under, position=place.position) for place in places
    )


def _written(row: Item, decision: Own, known: dict[uuid.UUID, Base]) -> Item:
    base = known.get(decision.base if decision.change == Change.DERIVED else decision.key)
    row.kind, row.change, row.reason = decision.kind, decision.change, decision.reason
    row.heading, row.text = decision.heading, decision.text
    row.origin_id = base.pk if base else None
    row.root = (base.root or base.key) if base else decision.key
    return row


def _note(edition: Edition, merged: Merged, now: dict[uuid.UUID, Base]) -> None:
    """Divergences for what waits. One that waited already keeps the parent's words from before its first change; one
    that the parent has taken back, or that says the same on both sides now, waits no longer."""
    before = {row.key: row for row in edition.divergences.filter(decision="")}
    mine = {own.key: words_of(own) for own in merged.own}
    Divergence.objects.filter(edition=edition, key__in=[c.key for c in merged.conflicts]).delete()
    Divergence.objects.bulk_create(
        _row(edition, each, before.get(each.key)) for each in merged.conflicts if not _moot(each, before.get(each.key))
    )
    for row in before.values():
        base = now.get(row.key)
        words = words_of(base) if base else None
        if row.key not in {c.key for c in merged.conflicts} and words in (_words(row.old), mine.get(row.key)):
            row.delete()
    Divergence.objects.bulk_create(
        [
            Divergence(
                edition=edition, key=each.key, kind=each.base.kind, decision="keep", new=None,
                old={**(plain(each.base) or {}), "key": str(each.base.key)},
                mine=dict(zip(("heading", "text"), mine[each.key], strict=True)),
            )
            for each in merged.orphans
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _moot(conflict: Conflict, earlier: Divergence | None) -> bool:
    """The parent has taken back what was never decided on here."""
    back = earlier and earlier.old and conflict.new and _words(earlier.old) == words_of(conflict.new)
    return bool(back) and not conflict.place


def _row(edition: Edition, conflict: Conflict, earlier: Divergence | None) -> Divergence:
    return Divergence(
        edition=edition,
        key=conflict.key,
        kind=conflict.kind,
        old=earlier.old if earlier and earlier.old else plain(conflict.old),
        new=plain(conflict.new),
        mine={**(plain(conflict.mine) or {}), "place": conflict.place},
    )


def plain(item) -> dict[str, str] | None:
    return {"heading": item.heading, "text": item.text} if item else None


def _words(stored: dict | None) -> tuple[str, str] | None:
    return (stored["heading"], stored["text"]) if stored else None


def _cite(edition: Edition, old: Edition | None, new: Edition) -> None:
    """The basis document follows too, unless somebody wrote it otherwise."""
    if old is not None:
        cited = edition.references.filter(plan=new.plan_id, title=old.title, document_number=old.document_number)
        cited.update(title=new.title, document_number=new.document_number)
