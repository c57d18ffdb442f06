"""Two documents side by side, item by item: what is the same, changed, added, removed, moved. Pure; no database.

Against the parent a document was drawn up from, nothing is guessed: what each item is (沿用上级 …) was decided and is
on record, so that this page and the work page of the plan count alike. Between any other two, items are paired by
`matching`, and as few as possible are called moved.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from campaigns.choices import Change, Kind
from campaigns.comparing import Op, Span, spans
from campaigns.matching import Pair, match
from campaigns.numbers import sign
from campaigns.resolving import Contents, Key, Resolved

PARTS = (Kind.THEME, Kind.SECTION, Kind.ARRANGEMENT, Kind.REQUIREMENT, Kind.SLOGAN)
STATUSES = ("same", "changed", "added", "removed")
Mark = Callable[[str, str], list[Span]]


@dataclass(frozen=True)
class Row:
    """One item of either document or of both; `change` says what it is to the parent, when that is what is compared."""

    left: Resolved | None
    right: Resolved | None
    by: str = ""
    moved: bool = False
    change: str = ""
    heading: tuple[Span, ...] = ()
    text: tuple[Span, ...] = ()
    left_sign: str = ""
    right_sign: str = ""
    before: str = ""  # where it stood, when it was moved: “…”第3项
    replaced_by: tuple[str, ...] = ()
    reason: str = ""  # why it was left out; for those who may know
    number: int = 0  # among the rows that differ, from 1; 0 for one that does not
    inner: bool = False  # an action beneath an arrangement
    leads: bool = False  # an arrangement beneath which something differs

    @property
    def item(self) -> Resolved:
        found = self.right or self.left
        assert found is not None
        return found

    @property
    def status(self) -> str:
        if self.left is None or self.right is None:
            return "added" if self.left is None else "removed"
        alike = (self.left.heading, self.left.text) == (self.right.heading, self.right.text)
        return "same" if alike else "changed"

    @property
    def differs(self) -> bool:
        return self.moved or (self.change or self.status) not in ("same", Change.INHERITED)

    @property
    def guessed(self) -> bool:
        return self.by == "similar"


@dataclass(frozen=True)
class Part:
    kind: str
    rows: tuple[Row, ...]

    @property
    def label(self) -> str:
        return Kind(self.kind).label

    @property
    def changed(self) -> list[Row]:
        """Rows that differ, and the arrangements they stand under."""
        return [row for row in self.rows if row.differs or row.leads]


@dataclass(frozen=True)
class Comparison:
    parts: tuple[Part, ...]
    against_parent: bool = False

    @cached_property
    def rows(self) -> list[Row]:
        return [row for part in self.parts for row in part.rows]

    @property
    def changes(self) -> int:
        """How many rows differ."""
        return sum(1 for row in self.rows if row.differs)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Rows by status (same, changed, added, removed), or by what they are to the parent; `moved` besides."""
        names = Change.values if self.against_parent else STATUSES
        # a parent's item that an own one of another kind carries out is no item of this document, nor left out
        found = Counter(r.change or r.status for r in self.rows if not r.replaced_by)
        return {name: found[name] for name in names} | {"moved": sum(1 for row in self.rows if row.moved)}


def compare(
    left: Contents,
    right: Contents,
    *,
    previous: Mapping[Key, Key] | None = None,
    against_parent: bool = False,
    mark: Mark = spans,
) -> Comparison:
    """Row by row in the order of `right`; what only `left` has stands where it stood there.

    `against_parent`: `left` is the edition that `right` was drawn up from. `mark` finds the differing characters.
    """
    pairs = match(left.items, right.items, previous, guess=not against_parent)
    moved = {i.key for i in right.items if i.moved} if against_parent else _moved(pairs)
    rows = _Rows(left, right, mark, pairs=pairs, moved=moved, against_parent=against_parent)
    number = 0
    parts = []
    for kind in PARTS:
        found = []
        for row in rows.part(kind):
            number += row.differs
            found.append(replace(row, number=number if row.differs else 0))
        if found:
            parts.append(Part(kind.value, tuple(found)))
    return Comparison(tuple(parts), against_parent)


class _Rows:
    def __init__(self, left: Contents, right: Contents, mark: Mark, *, pairs: Sequence[Pair], moved: set[Key],
                 against_parent: bool) -> None:  # fmt: skip
        self.left, self.right, self.mark, self.against_parent = left, right, mark, against_parent
        self.of_right = {pair.right.key: pair for pair in pairs}
        self.of_left = {pair.left.key: pair for pair in pairs}
        self.moved = moved
        self.homes = {item.key: item for item in left.items}
        self.left_out = {item.key: item.reason for item in right.withdrawn}

    def part(self, kind: Kind) -> Iterator[Row]:
        """The part's rows, each arrangement followed by its actions; then actions that stand under none."""
        for row in self._woven(self.right.of(kind), self.left.of(kind)):
            inner = self._beneath(row) if kind == Kind.ARRANGEMENT else []
            yield replace(row, leads=any(each.differs for each in inner))
            yield from inner
        if kind == Kind.ARRANGEMENT:
            yield from self._woven(self.right.of(Kind.ACTION), self.left.of(Kind.ACTION))

    def _beneath(self, row: Row) -> list[Row]:
        right = self.right.of(Kind.ACTION, row.right.key) if row.right else []
        left = self.left.of(Kind.ACTION, row.left.key) if row.left else []
        return [replace(each, inner=True) for each in self._woven(right, left)]

    def _woven(self, right: list[Resolved], left: list[Resolved]) -> list[Row]:
        """Rows of the right side; those that only the left has follow the one they followed there."""
        rows = [self._row(item) for item in right]
        follows = 0
        for item in left:
            here = next((n for n, row in enumerate(rows) if row.left and row.left.key == item.key), None)
            if here is not None:
                follows = here + 1
            elif item.key not in self.of_left:
                rows.insert(follows, self._gone(item))
                follows += 1
        return rows

    def _row(self, item: Resolved) -> Row:
        pair = self.of_right.get(item.key)
        change = item.change if self.against_parent else ""
        mine = sign(item.kind, item.position)
        moved = item.key in self.moved
        if pair is None:
            heading, text = _whole("inserted", item.heading), _whole("inserted", item.text)
            return Row(None, item, change=change, moved=moved, right_sign=mine, heading=heading, text=text)
        old = pair.left
        return Row(
            old,
            item,
            by=pair.by,
            moved=moved,
            change=change,
            heading=tuple(self.mark(old.heading, item.heading)),
            text=tuple(self.mark(old.text, item.text)),
            left_sign=sign(old.kind, old.position),
            right_sign=mine,
            before=self._place(old, item) if moved else "",
        )

    def _gone(self, item: Resolved) -> Row:
        """Only the left has it. Against the parent it was left out, or an own item of another kind carries it out."""
        row = Row(item, None, left_sign=sign(item.kind, item.position), heading=_whole("deleted", item.heading),
                  text=_whole("deleted", item.text))  # fmt: skip
        if not self.against_parent:
            return row
        if item.key in self.left_out:
            return replace(row, change=Change.WITHDRAWN.value, reason=self.left_out[item.key])
        heirs = tuple(i.heading or i.text for i in self.right.items if i.base_key == item.key)
        return replace(row, change=Change.DERIVED.value, replaced_by=heirs or ("",))

    def _place(self, old: Resolved, new: Resolved) -> str:
        """“…”第8项 for one from another arrangement, else its sign."""
        place = sign(old.kind, old.position).rstrip(".")
        home = self.homes.get(old.under)
        there = self.of_left.get(old.under)
        if home is not None and (there is None or there.right.key != new.under):
            return f"“{home.heading}”第{place}项"
        return f"第{place}项" if place.isdecimal() else place


def _whole(op: Op, words: str) -> tuple[Span, ...]:
    return (Span(op, words),) if words else ()


def _moved(pairs: Iterable[Pair]) -> set[Key]:
    """Keys (of the right) that stand under another item, or out of the longest run that kept its order."""
    pairs = list(pairs)
    counterpart = {pair.left.key: pair.right.key for pair in pairs}
    moved: set[Key] = set()
    stayed: dict[tuple, list[Pair]] = {}
    for pair in pairs:
        home = counterpart.get(pair.left.under) if pair.left.under is not None else None
        if (pair.left.under is not None and home is None and pair.right.under is None) or home != pair.right.under:
            moved.add(pair.right.key)
        else:
            stayed.setdefault((pair.right.kind, pair.right.under), []).append(pair)
    for siblings in stayed.values():
        siblings.sort(key=lambda pair: pair.right.position)
        kept = longest_rising([pair.left.position for pair in siblings])
        moved.update(pair.right.key for n, pair in enumerate(siblings) if n not in kept)
    return moved


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """Places of a longest rising run (patience sorting); whatever is not in it must have been moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else None)
        tails[at : at + 1], ends[at : at + 1] = [number], [place]
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found
