"""Inheritance: what a unit decided, laid over the parent's issued edition. Pure; no database, no clock.

Own rows are decisions. Whatever the unit did not decide is read through from the parent:

- *adapted*: the parent's item in own words; *inherited* as an own row means “explicitly kept” beside a derived one;
- *derived*: an own item that carries out a parent's item. It takes its base's place unless that is adapted or kept;
- *withdrawn*: left out, together with what stood beneath it, was given no other place and has no decision of its own;
- *added*: own, without an ancestor.

Every parent item ends in exactly one of: inherited, adapted, replaced by a derived one, withdrawn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

KIND_ORDER = ("theme", "slogan", "section", "arrangement", "action", "requirement")
PARENT_KIND = {"action": "arrangement"}  # every other kind stands at the top
MARKS = ("withdrawn", "inherited")  # decisions that carry no words of the unit's own

Key = Any  # hashable: a UUID in the database, whatever is handy in a test


@dataclass(frozen=True)
class Base:
    """An item of the parent's issued edition."""

    key: Key
    kind: str
    root: Key = None
    under: Key = None
    position: int = 0
    heading: str = ""
    text: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Own:
    """A decision of the unit. `base` is the parent item's key (for adapted, kept and withdrawn the key itself)."""

    key: Key
    kind: str
    change: str
    base: Key = None
    heading: str = ""
    text: str = ""
    reason: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Place:
    key: Key
    under: Key
    position: int


@dataclass(frozen=True)
class Resolved:
    key: Key
    root: Key
    kind: str
    change: str
    heading: str = ""
    text: str = ""
    under: Key = None
    position: int = 0
    moved: bool = False
    placed: bool = False
    is_own: bool = False
    reason: str = ""
    base: Base | None = None
    pk: int | None = None

    @property
    def base_key(self) -> Key:
        """The parent item's key; None for what has no parent."""
        return self.base.key if self.base else None


@dataclass(frozen=True)
class Contents:
    """A whole document: its items in document order, and what of the parent's it leaves out."""

    items: tuple[Resolved, ...] = ()
    withdrawn: tuple[Resolved, ...] = ()

    def of(self, kind: str, under: Key = None) -> list[Resolved]:
        """Items of one kind; for actions of one arrangement (None: those that stand under no arrangement)."""
        return [i for i in self.items if i.kind == kind and (kind not in PARENT_KIND or i.under == under)]

    def get(self, key: Key) -> Resolved | None:
        return next((i for i in (*self.items, *self.withdrawn) if i.key == key), None)


def resolve(base_items: Iterable[Base], own_items: Iterable[Own], order: Iterable[Place] = ()) -> Contents:
    """Lay the unit's decisions over the parent's items; see the module's docstring for the rules.

    Rows that point nowhere (an adaptation of an item the parent no longer has) count as the unit's own additions:
    no local word is ever lost. A mark without words (left out, kept) that points nowhere sleeps until the parent has
    the item again. What the unit decided on goes only when that very item is left out, not with its arrangement. The
    result depends on nothing but the arguments, and on their order only for additions.
    """
    base = _in_order(base_items)
    own = list(own_items)
    places = {place.key: place for place in order}
    known = {item.key: item for item in base}
    decided = {o.key: o for o in own if o.change != "derived" and o.key in known}
    derived = [o for o in own if o.change == "derived" and o.base in known]
    loose = [o for o in own if o.change not in MARKS and o.key not in decided and o not in derived]

    heirs = _heirs(derived, decided, known)
    present = _present(base, decided, {o.base for o in derived}, heirs, places)
    standing = {*present, *(o.key for o in derived), *(o.key for o in loose)}
    kinds = {**{k: i.kind for k, i in known.items()}, **{o.key: o.kind for o in (*derived, *loose)}}

    def parent_of(key: Key, natural: Key) -> Key:
        wanted = places[key].under if key in places else heirs.get(natural, natural)
        fits = wanted in standing and kinds[wanted] == PARENT_KIND.get(kinds[key])
        return wanted if fits else None

    found = [_taken_over(known[key], decided.get(key), parent_of(key, known[key].under)) for key in present]
    found += [_derived(o, known[o.base], parent_of(o.key, _natural_parent(o, known[o.base]))) for o in derived]
    found += [_loose(o, parent_of(o.key, None)) for o in loose]
    ordered = _ordered(found, [i.key for i in base], places)
    marked = _mark_moved(ordered, heirs)
    covered = {o.base for o in derived} | set(present)
    withdrawn = tuple(_withdrawn(item, decided.get(item.key)) for item in base if item.key not in covered)
    return Contents(tuple(marked), withdrawn)


def _in_order(items: Iterable[Base]) -> list[Base]:
    items = list(items)
    rank = {i.key: i.position for i in items}
    return sorted(items, key=lambda i: (KIND_ORDER.index(i.kind), rank.get(i.under, -1), i.position))


def _heirs(derived: Sequence[Own], decided: dict[Key, Own], known: dict[Key, Base]) -> dict[Key, Key]:
    """Replaced parent item → the first derived item of the same kind, which takes over what stood beneath it."""
    heirs: dict[Key, Key] = {}
    for o in derived:
        if o.kind == known[o.base].kind and not _stays(decided.get(o.base)):
            heirs.setdefault(o.base, o.key)
    return heirs


def _stays(decision: Own | None) -> bool:
    return decision is not None and decision.change != "withdrawn"


def _present(base, decided, replaced, heirs, places) -> list[Key]:
    """Keys of the parent's items that stand here, in the parent's order."""
    present: dict[Key, None] = {}
    gone = {k for k, o in decided.items() if o.change == "withdrawn"} | {
        k for k in replaced if not _stays(decided.get(k))
    }
    for item in base:  # parents come before their children
        home = places[item.key].under if item.key in places else item.under
        homeless = home in gone and home not in heirs and not _stays(decided.get(item.key))
        if item.key not in gone and not homeless:
            present[item.key] = None
        elif homeless:
            gone.add(item.key)
    return list(present)


def _natural_parent(o: Own, base: Base) -> Key:
    return base.under if o.kind == base.kind else base.key


def _taken_over(base: Base, decision: Own | None, under: Key) -> Resolved:
    adapted = decision is not None and decision.change != "inherited"
    words = decision if adapted else base
    return Resolved(
        key=base.key,
        root=base.root if base.root is not None else base.key,
        kind=base.kind,
        change="adapted" if adapted else "inherited",
        heading=words.heading,
        text=words.text,
        under=under,
        is_own=decision is not None,
        base=base,
        pk=decision.pk if decision else None,
    )


def _derived(o: Own, base: Base, under: Key) -> Resolved:
    root = base.root if base.root is not None else base.key
    return Resolved(o.key, root, o.kind, "derived", o.heading, o.text, under, is_own=True, base=base, pk=o.pk)


def _loose(o: Own, under: Key) -> Resolved:
    return Resolved(o.key, o.key, o.kind, "added", o.heading, o.text, under, is_own=True, pk=o.pk)


def _withdrawn(base: Base, decision: Own | None) -> Resolved:
    return Resolved(
        key=base.key,
        root=base.root if base.root is not None else base.key,
        kind=base.kind,
        change="withdrawn",
        heading=base.heading,
        text=base.text,
        under=base.under,
        position=base.position,
        is_own=decision is not None,
        reason=decision.reason if decision else "",
        base=base,
        pk=decision.pk if decision else None,
    )


def _ordered(found: list[Resolved], base_keys: list[Key], places: dict[Key, Place]) -> list[Resolved]:
    """Undecided items keep their old order among themselves; decided ones stand exactly at their rank."""
    rank = {key: i for i, key in enumerate(base_keys)}
    groups: dict[tuple, list[Resolved]] = {}
    for item in found:
        groups.setdefault((item.kind, item.under), []).append(item)
    result, positions = [], {None: -1}
    for kind in KIND_ORDER:
        unders = sorted((under for k, under in groups if k == kind), key=lambda under: positions.get(under, -1))
        for under in unders:
            members = groups[kind, under]
            free = [m for m in members if m.key not in places]
            free.sort(key=lambda m: rank[m.base.key] if m.base else len(rank))  # stable: a base before its derived
            for member in sorted((m for m in members if m.key in places), key=lambda m: places[m.key].position):
                free.insert(places[member.key].position, member)
            for position, member in enumerate(free):
                positions[member.key] = position
                result.append(replace(member, position=position, placed=member.key in places))
    return result


def _mark_moved(items: list[Resolved], heirs: dict[Key, Key]) -> list[Resolved]:
    """Moved: under another item than in the parent, or at another rank among the siblings taken over with it."""
    stayed: dict[tuple, list[Resolved]] = {}
    moved: set[Key] = set()
    for item in items:
        if item.change not in ("inherited", "adapted"):
            continue
        if item.under != heirs.get(item.base.under, item.base.under):
            moved.add(item.key)
        else:
            stayed.setdefault((item.kind, item.under), []).append(item)
    for siblings in stayed.values():
        before = sorted(siblings, key=lambda i: i.base.position)
        moved.update(now.key for now, then in zip(siblings, before, strict=True) if now.key != then.key)
    return [replace(item, moved=True) if item.key in moved else item for item in items]
