"""What the parent changed from one edition to its next, item by item. Pure.

Items are the same when they bear the same key, which is carried along a plan's editions and down the chain of plans.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.comparison import longest_rising
from campaigns.resolving import KIND_ORDER, Base, Key


@dataclass(frozen=True)
class Revised:
    """One item of the parent's before and after. `old` None: added; `new` None: removed; else words, place or both."""

    old: Base | None
    new: Base | None
    moved: bool = False

    @property
    def item(self) -> Base:
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def key(self) -> Key:
        return self.item.key

    @property
    def reworded(self) -> bool:
        return self.old is not None and self.new is not None and words_of(self.old) != words_of(self.new)

    @property
    def acts(self) -> tuple[str, ...]:
        """added, removed, changed, moved; the last two may come together."""
        if self.old is None or self.new is None:
            return ("added",) if self.old is None else ("removed",)
        return tuple(name for name, holds in (("changed", self.reworded), ("moved", self.moved)) if holds)


def words_of(item) -> tuple[str, str]:
    return (item.heading, item.text)


def revised(old: Iterable[Base], new: Iterable[Base]) -> list[Revised]:
    """Every item that was added, reworded, moved or removed, in the order of the new document; those removed stand
    after them in the order of the old. Moved: beneath another item, or one of the fewest items that explain the new
    order of those that stayed together (one slogan moved to the front is one move, not ten)."""
    then, now = {item.key: item for item in old}, {item.key: item for item in new}
    moved = _moved(then, now)
    found = [Revised(then.get(item.key), item, item.key in moved) for item in in_order(now.values())]
    gone = [Revised(item, None) for item in in_order(then.values()) if item.key not in now]
    return [each for each in (*found, *gone) if each.acts]


def in_order(items: Iterable[Base]) -> list[Base]:
    """Reading order: by kind, actions by their arrangement's rank."""
    items = list(items)
    rank = {item.key: item.position for item in items}
    return sorted(items, key=lambda i: (KIND_ORDER.index(i.kind), rank.get(i.under, -1), i.position))


def _moved(then: dict[Key, Base], now: dict[Key, Base]) -> set[Key]:
    moved: set[Key] = set()
    stayed: dict[tuple, list[Base]] = {}
    for key in then.keys() & now.keys():
        if then[key].under != now[key].under:
            moved.add(key)
        else:
            stayed.setdefault((now[key].kind, now[key].under), []).append(now[key])
    for siblings in stayed.values():
        siblings.sort(key=lambda item: item.position)
        kept = longest_rising([then[item.key].position for item in siblings])
        moved.update(item.key for place, item in enumerate(siblings) if place not in kept)
    return moved
