"""A unit's decisions carried from the parent's old edition to its new one. Pure; no database, no clock.

What the unit did not touch follows by itself. Where both sides decided, the unit's side stands and waits as a
`Conflict` until a person says 保留本级, 沿用上级 or 另行起草 (`settle`). Three things never happen by themselves:
a local word goes, an item that was left out comes back, an emptied text is filled again.

- reworded above and here: conflict, unless both say the same; the own row stays an own decision either way;
- moved above and placed here: conflict, unless both arrive at the same order;
- removed above, but adapted, kept, placed or a home of own things here: conflict; until decided it stands as the
  unit's own item, where it stood;
- left out here: stays left out, also when it only went with its arrangement and the parent has since moved it, and
  also when the parent removes it and brings it back in a later edition (the mark sleeps meanwhile);
- derived from what was removed: becomes the unit's own addition, where it stood (`Merged.orphans`);
- added above: stands in the draft, except beneath what is left out here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from campaigns.replacing import homes_after, in_groups, seated, settled
from campaigns.resolving import Base, Contents, Key, Own, Place, Resolved, resolve
from campaigns.revising import Revised, revised, words_of

WENT_ALONG = "随所属的重点安排一并未列入"


@dataclass(frozen=True)
class Conflict:
    """Both sides decided on an item. `old` is None when the parent has it anew, `new` when the parent has it no more;
    `place`: its place is disputed (perhaps only that)."""

    key: Key
    kind: str
    old: Base | None
    new: Base | None
    mine: Resolved
    place: bool = False


@dataclass(frozen=True)
class Orphan:
    """An own item derived from one that the parent removed; it is an addition of the unit's now."""

    key: Key
    base: Base


@dataclass(frozen=True)
class Merged:
    own: tuple[Own, ...]
    places: tuple[Place, ...]
    conflicts: tuple[Conflict, ...] = ()
    orphans: tuple[Orphan, ...] = ()


def merge(old: Iterable[Base], new: Iterable[Base], own: Iterable[Own], places: Iterable[Place] = ()) -> Merged:
    """The decisions as they stand over the parent's new edition, with everything of the unit's kept, and what waits.

    Nothing changed above: the very same decisions. The result never depends on the order of `old`, `new`, `places`.
    """
    old, new, own, places = list(old), list(new), tuple(own), tuple(places)
    changes = revised(old, new)
    if not changes:
        return Merged(own, places)
    return _Merge(old, new, own, places, changes).done()


class _Merge:
    def __init__(self, old: list[Base], new: list[Base], own: tuple[Own, ...], places: tuple[Place, ...],
                 changes: list[Revised]):  # fmt: skip
        self.before: Contents = resolve(old, own, places)
        self.here = {item.key: item for item in self.before.items}
        self.left_out = {item.key for item in self.before.withdrawn}
        self.then, self.new = {item.key: item for item in old}, new
        self.now = {item.key: item for item in new}
        self.own = {o.key: o for o in own}
        self.places = {place.key: place for place in settled(places, own, old)}
        self.changes = changes
        moved = {each.key for each in changes if each.moved}
        self.moved = moved | {o.key for o in own if o.base in moved}  # what is derived goes along
        self.waiting: dict[Key, Conflict] = {}
        self.orphans: list[Orphan] = []
        self.stay: set[Key] = set()  # what has to be told its place, because the parent's no longer tells it

    def done(self) -> Merged:
        self._release_orphans()
        for change in self.changes:
            self._meet(change)
        self._keep_homes()
        self._never_bring_back()
        seats = seated(self.before, self.new, list(self.own.values()), self._wanted(), self.moved)
        self._dispute_places(seats)
        ranked = {item.key: rank for rank, item in enumerate((*self.before.items, *self.before.withdrawn))}
        waiting = sorted(self.waiting.values(), key=lambda conflict: ranked[conflict.key])
        return Merged(tuple(self.own.values()), tuple(seats), tuple(waiting), tuple(self.orphans))

    def _release_orphans(self) -> None:
        for o in list(self.own.values()):
            if o.change == "derived" and o.base in self.then and o.base not in self.now:
                self.own[o.key] = replace(o, change="added", base=None)
                self.orphans.append(Orphan(o.key, self.then[o.base]))
                self.stay.add(o.key)

    def _meet(self, change: Revised) -> None:
        if change.key in self.left_out:
            self._stay_left_out(change)
        elif change.new is None:
            self._removed(change)
        elif change.old is None:
            self._returned(change)
        elif change.reworded and self._adapted(change.key) and words_of(self.here[change.key]) != words_of(change.new):
            self._wait(change)

    def _stay_left_out(self, change: Revised) -> None:
        if change.key not in self.own:
            self.own[change.key] = _left_out(change.item)

    def _removed(self, change: Revised) -> None:
        key = change.key
        row = self.own.get(key)
        if key in self.here and (row is not None or key in self.places):
            self._keep(change)

    def _returned(self, change: Revised) -> None:
        """The parent has an item that the unit already holds as its own, for it was removed once and kept here."""
        if change.key in self.here and words_of(self.here[change.key]) != words_of(change.item):
            self._wait(change)

    def _keep_homes(self) -> None:
        """An arrangement removed above stays while something of the unit's own has its place there."""
        needed = {self.here[place.key].under for place in self._at() if place.key in self.here}
        for change in self.changes:
            key = change.key
            if change.new is None and key in self.here and key not in self.own and key in needed:
                self._keep(change)

    def _never_bring_back(self) -> None:
        """What went along with its arrangement does not come back because the parent has moved it elsewhere."""
        standing = {item.key for item in resolve(self.new, self.own.values(), self._wanted()).items}
        for item in self.before.withdrawn:
            if item.key in standing and item.key in self.now:
                self.own[item.key] = _left_out(self.now[item.key])

    def _dispute_places(self, seats: list[Place]) -> None:
        both = {c.key: c for c in self.changes if c.moved and c.key in self.places and c.key in self.here}
        mine = resolve(self.new, self.own.values(), seats)
        theirs = resolve(self.new, self.own.values(), [seat for seat in seats if seat.key not in both])
        lines, wanted = in_groups(mine), in_groups(theirs)
        unlike = {group for group in lines.keys() | wanted.keys() if lines.get(group) != wanted.get(group)}
        for key, change in both.items():
            if any((item.kind, item.under) in unlike for item in (mine.get(key), theirs.get(key)) if item):
                self._wait(change, place=True)

    def _adapted(self, key: Key) -> bool:
        return key in self.own and key in self.here and self.own[key].change not in ("withdrawn", "inherited")

    def _keep(self, change: Revised) -> None:
        mine = self.here[change.key]
        self.own[change.key] = Own(change.key, mine.kind, "added", None, mine.heading, mine.text, pk=mine.pk)
        self.stay.add(change.key)
        self._wait(change)

    def _wait(self, change: Revised, *, place: bool = False) -> None:
        mine = self.here[change.key]
        disputed = place or change.old is None
        self.waiting[change.key] = Conflict(change.key, mine.kind, change.old, change.new, mine, disputed)

    def _at(self) -> list[Place]:
        """The unit's places, and for what has lost its base the place where it stood."""
        kept = [self.here[key] for key in self.own if key in self.stay and key not in self.places]
        return [*self.places.values(), *(Place(item.key, item.under, item.position) for item in kept)]

    def _wanted(self) -> list[Place]:
        return homes_after(self._at(), self.own.values(), self.new)


def _left_out(base: Base) -> Own:
    return Own(base.key, base.kind, "withdrawn", base.key, reason=WENT_ALONG)


def settle(
    base: Iterable[Base],
    own: Iterable[Own],
    places: Iterable[Place],
    *,
    key: Key,
    kind: str,
    decision: str,
    words: tuple[str, str] = ("", ""),
    place: bool = False,
) -> tuple[tuple[Own, ...], tuple[Place, ...]]:
    """Carry out a decision on a conflict: `keep` changes nothing; `take` drops the unit's words (and, when disputed,
    its place), or the item when the parent has it no more; `rewrite` gives it `words`, also where it was taken away.

    What stood beneath an item that goes returns to the parent's place for it, else stands under no arrangement.
    """
    base, rows, at = list(base), {o.key: o for o in own}, {p.key: p for p in places}
    before = resolve(base, rows.values(), at.values())
    known = {item.key for item in base}
    row = rows.get(key)
    if decision == "take":
        rows.pop(key, None)
        if place or key not in known:
            at.pop(key, None)
        if key in known and key not in {item.key for item in resolve(base, rows.values(), at.values()).items}:
            # a derived one would take its place, or its arrangement is left out: nobody decided that it should go
            rows[key] = Own(key, kind, "inherited", key, pk=row.pk if row else None)
    elif decision == "rewrite":
        change = "adapted" if key in known else "added"
        rows[key] = Own(key, kind, change, key if key in known else None, *words, pk=row.pk if row else None)
    kept = homes_after(at.values(), rows.values(), base)
    return tuple(rows.values()), tuple(seated(before, base, list(rows.values()), kept, set()))


def restored(
    base: Iterable[Base], own: Iterable[Own], places: Iterable[Place], *, key: Key, kind: str, stood: Mapping[str, Any]
) -> tuple[tuple[Own, ...], tuple[Place, ...]]:
    """Take a `take` back: the item as it stood before, words and place. `stood` holds heading, text, change, and
    under, position (its place; `under` a key as text), placed."""
    base, rows, at = list(base), {o.key: o for o in own}, {p.key: p for p in places}
    known = {item.key for item in base}
    if stood["change"] != "inherited" or key not in known:
        change, origin = ("adapted", key) if key in known else ("added", None)
        rows[key] = Own(key, kind, change, origin, stood["heading"], stood["text"])
    if stood["placed"] or key not in known:
        home = next((k for k in (*known, *rows) if str(k) == stood["under"]), None)
        at[key] = Place(key, home, stood["position"])
    return tuple(rows.values()), tuple(settled(at.values(), rows.values(), base))
