"""The numbers a report may name, each by what it counts. Plain values, no database.

A fact is counted over the activities held that a unit answers for: all of them, those of one sort, those of some roots
of the plan, or those of none of them. Whoever knows the fact can count it again and compare.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from activities.quantities import ABOUT, Quantity

ACTIVITIES, UNITS = "activities", "units"
SUMS = ("enterprises", "workers", "residents")
Root = str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """What is counted (`of`): activities, units that held them, a sum of theirs, or `counter:<kind>`; and of which:
    of a sort, of these roots, or of any but `but`. None = no such condition."""

    of: str
    sort: str | None = None
    roots: tuple[str, ...] | None = None
    but: tuple[str, ...] | None = None

    @property
    def key(self) -> str:
        """The fact in one line, the same each time."""
        where = f"roots={','.join(sorted(self.roots))}" if self.roots is not None else ""
        where = f"but={','.join(sorted(self.but))}" if self.but is not None else where
        sort = f"sort={self.sort}" if self.sort is not None else ""
        return "|".join(part for part in (self.of, sort, where) if part)

    def holds(self, root: Root, sort: str) -> bool:
        if self.sort is not None and sort != self.sort:
            return False
        if self.roots is not None:
            return root in self.roots
        return self.but is None or root not in self.but


def fact_of(key: str) -> Fact:
    """The fact again, from its key."""
    of, *rest = key.split("|")
    given = dict(part.split("=", 1) for part in rest)
    lists = {name: tuple(each for each in given[name].split(",") if each) for name in ("roots", "but") if name in given}
    return Fact(of, sort=given.get("sort"), **lists)


@dataclass(frozen=True, slots=True)
class Row:
    """Activities held of one root and sort: how many, and their sums."""

    number: int = 0
    sums: Mapping[str, Quantity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything counted once: `rows` by root and sort, `units` that held any by root, `all_units`, `counters`."""

    rows: Mapping[tuple[Root, str], Row] = field(default_factory=dict)
    units: Mapping[Root, int] = field(default_factory=dict)
    all_units: int = 0
    counters: Mapping[str, Quantity] = field(default_factory=dict)

    def of(self, fact: Fact) -> Quantity:
        """Units can be counted for all or for one root only: one unit may hold activities of several."""
        if fact.of == UNITS:
            return Quantity(self.all_units if fact.roots is None else sum(self.units.get(r, 0) for r in fact.roots))
        if fact.of.startswith("counter:"):
            return self.counters.get(fact.of.partition(":")[2], Quantity(None))
        rows = [row for (root, sort), row in self.rows.items() if fact.holds(root, sort)]
        if fact.of == ACTIVITIES:
            return Quantity(sum(row.number for row in rows))
        return added(row.sums.get(fact.of, Quantity(None)) for row in rows)

    def sorts(self, roots: tuple[str, ...] | None = None, but: tuple[str, ...] | None = None) -> list[str]:
        """The sorts that occur among the activities, in the order of the columns."""
        where = Fact("", None, roots, but)
        found = {sort for (root, sort), row in self.rows.items() if row.number and where.holds(root, sort)}
        return [sort for sort in ORDER if sort in found]


ORDER = ("publicity", "methods", "brands", "grassroots", "services", "other", "")


def added(each: Iterable[Quantity]) -> Quantity:
    """The sum of those given, 约 as soon as one of them is qualified; wording is not kept."""
    given = [one for one in each if one.value is not None]
    if not given:
        return Quantity(None)
    return Quantity(sum(one.value or 0 for one in given), ABOUT if any(one.qualifier for one in given) else "")
