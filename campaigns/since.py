"""What changed in a document since somebody last looked: snapshots compared. Pure; no database, no clock.

A snapshot maps an item's key (as text) to {"kind", "heading", "text", "under", "position"}.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from campaigns.comparing import Span, spans

Snapshot = Mapping[str, Mapping]


@dataclass(frozen=True)
class Changed:
    """What became of one item: new, or with other words, or at another place, or both."""

    key: str
    added: bool = False
    moved: bool = False
    heading: tuple[Span, ...] = ()
    text: tuple[Span, ...] = ()

    @property
    def words(self) -> bool:
        return bool(self.heading or self.text)


@dataclass(frozen=True)
class Since:
    """`changed` by key; `removed` are the items of then that stand no more, as they were."""

    changed: dict[str, Changed] = field(default_factory=dict)
    removed: tuple[Mapping, ...] = ()

    @property
    def counts(self) -> list[tuple[str, int]]:
        found = self.changed.values()
        each = [
            ("修改", sum(c.words for c in found)),
            ("新增", sum(c.added for c in found)),
            ("移动", sum(c.moved for c in found)),
            ("删除或不列入", len(self.removed)),
        ]
        return [(name, number) for name, number in each if number]


def compare(before: Snapshot, now: Snapshot) -> Since:
    """What `now` has that `before` had not, item by item. Comparing a snapshot with itself finds nothing."""
    moved = _moved(before, now)
    changed = {key: found for key, item in now.items() if (found := _changed(key, before.get(key), item, moved))}
    removed = tuple(item for key, item in before.items() if key not in now)
    return Since(changed, removed)


def _changed(key: str, old: Mapping | None, new: Mapping, moved: set[str]) -> Changed | None:
    if old is None:
        return Changed(key, added=True)
    heading, text = (_spans(old[name], new[name]) for name in ("heading", "text"))
    found = Changed(key, moved=key in moved, heading=heading, text=text)
    return found if found.moved or found.words else None


def _spans(old: str, new: str) -> tuple[Span, ...]:
    return tuple(spans(old, new)) if old != new else ()


def _moved(before: Snapshot, now: Snapshot) -> set[str]:
    """Those under another item than before, and the fewest that, taken away, leave the others in their old order."""
    moved = {key for key in now if key in before and now[key]["under"] != before[key]["under"]}
    groups: dict[tuple, list[str]] = {}
    for key, item in now.items():
        if key in before and key not in moved:
            groups.setdefault((item["kind"], item["under"]), []).append(key)
    for keys in groups.values():
        stood = sorted(keys, key=lambda key: (now[key]["position"], key))
        kept = _longest_rising([(before[key]["position"], key) for key in stood])
        moved.update(key for key in stood if key not in kept)
    return moved


def _longest_rising(places: Iterable[tuple[int, str]]) -> set[str]:
    """The keys of one longest part of the sequence whose places rise."""
    tails: list[tuple[int, str]] = []
    chains: list[tuple] = []  # the chain that ends in each tail: (key, the chain before it)
    for place in places:
        at = bisect_left(tails, place)
        chain = (place[1], chains[at - 1] if at else None)
        tails[at : at + 1], chains[at : at + 1] = [place], [chain]
    kept, link = set(), chains[-1] if chains else None
    while link:
        kept.add(link[0])
        link = link[1]
    return kept
