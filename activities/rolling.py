"""Adding up a tree: figures of every region are its own and those of all below. Plain values, no database.

A tally is a flat tuple of whole numbers, so that thousands of regions add up in milliseconds; `Figures` gives a tally
its names. A figure that was never given is not 0 (`given` counts the units that gave one), and a sum with one qualified
part is 约.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import add, sub

from activities.choices import Sort
from activities.quantities import ABOUT, Quantity

SORTS = (*Sort.values, "")  # "" = no sort chosen
UNSORTED = "未填类别"
COUNTS = ("planned", "units", "photos")
SUMS = ("enterprises", "workers", "residents")
PARTS = ("value", "given", "qualified")
COLUMNS = (*SORTS, *COUNTS, *(f"{name}.{part}" for name in SUMS for part in PARTS))
PLACE = {name: place for place, name in enumerate(COLUMNS)}
STEP = 4  # characters of a tree path per level

Tally = tuple[int, ...]
EMPTY: Tally = (0,) * len(COLUMNS)


def tally(**values: int) -> Tally:
    """A tally from named columns; `given` and `qualified` of a sum are written `workers__given`."""
    named = {name.replace("__", "."): value for name, value in values.items()}
    return tuple(named.get(name, 0) for name in COLUMNS)


def plus(one: Tally, other: Tally) -> Tally:
    return tuple(map(add, one, other))


def less(whole: "Figures", parts: Iterable["Figures"]) -> "Figures":
    """What is left of a whole without its parts: what a region's own units did, given those of the regions below."""
    left = whole.tally
    for each in parts:
        left = tuple(map(sub, left, each.tally))
    return Figures(left)


def fold(own: Iterable[tuple[str, Tally]]) -> dict[str, Tally]:
    """From (tree path, tally) pairs, several per path allowed, to the sum of each path and all below it.

    Every ancestor of a path that occurs is in the answer; paths with nothing below them are not.
    """
    sums: dict[str, Tally] = {}
    for path, each in own:
        sums[path] = plus(sums[path], each) if path in sums else each
    by_depth: dict[int, set[str]] = {}
    for path in sums:
        by_depth.setdefault(len(path), set()).add(path)
    for length in range(max(by_depth, default=0), STEP, -STEP):
        for path in by_depth.get(length, ()):
            above = path[:-STEP]
            sums[above] = plus(sums[above], sums[path]) if above in sums else sums[path]
            by_depth.setdefault(length - STEP, set()).add(above)
    return sums


@dataclass(frozen=True, slots=True)
class Figures:
    """What was done in a region and all below it, or in one unit."""

    tally: Tally = EMPTY

    @classmethod
    def sum(cls, tallies: Iterable[Tally]) -> "Figures":
        total = EMPTY
        for each in tallies:
            total = plus(total, each)
        return cls(total)

    @property
    def activities(self) -> int:
        """Activities held, each once, joint ones at the unit that logged them."""
        return sum(self.tally[: len(SORTS)])

    @property
    def by_sort(self) -> dict[str, int]:
        """Activities held by sort ("" = none chosen); the parts add up to `activities`."""
        return dict(zip(SORTS, self.tally, strict=False))

    @property
    def labelled(self) -> list[tuple[str, int]]:
        """Kind in the field's words, how many; “未填类别” only where there are such."""
        words = {**dict(Sort.choices), "": UNSORTED}
        return [(words[sort], number) for sort, number in self.by_sort.items() if sort or number]

    @property
    def planned(self) -> int:
        """Activities handed in that are still to come or were postponed; not among `activities`."""
        return self._count("planned")

    @property
    def units(self) -> int:
        """Units that held at least one."""
        return self._count("units")

    @property
    def photos(self) -> int:
        return self._count("photos")

    @property
    def enterprises(self) -> Quantity:
        """经营主体（家次）"""
        return self._sum("enterprises")

    @property
    def workers(self) -> Quantity:
        """一线员工（人次）"""
        return self._sum("workers")

    @property
    def residents(self) -> Quantity:
        """群众（人次）"""
        return self._sum("residents")

    @property
    def said(self) -> list[tuple[str, str]]:
        """Participation for a row of a table: its word, and the figure as it is read; “—” when not given."""
        found = (("经营主体", self.enterprises), ("一线员工", self.workers), ("群众", self.residents))
        return [(word, "—" if each.value is None else f"{each.qualifier}{each.value:,}") for word, each in found]

    def as_dict(self) -> dict:
        """Plain JSON values, as a report freezes them when it is handed in."""
        sums: Mapping[str, Quantity] = {name: self._sum(name) for name in SUMS}
        return {
            "activities": self.activities,
            "by_sort": self.by_sort,
            **{name: self._count(name) for name in COUNTS},
            **{name: {"value": sums[name].value, "qualifier": sums[name].qualifier} for name in SUMS},
        }

    def _count(self, name: str) -> int:
        return self.tally[PLACE[name]]

    def _sum(self, name: str) -> Quantity:
        value, given, qualified = (self.tally[PLACE[f"{name}.{part}"]] for part in PARTS)
        return Quantity(value, ABOUT if qualified else "") if given else Quantity(None)
