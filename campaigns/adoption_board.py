"""A board of 各地列入情况: units below as columns, items of an issued edition as lines. Asks the database nothing."""

from dataclasses import dataclass, field
from functools import cached_property

from campaigns.adoption import DIRECT, NONE, OWN, STANCES, Taken, counted
from campaigns.choices import Kind
from campaigns.models import DirectExecution, Edition
from campaigns.numbers import sign
from campaigns.resolving import Contents, Key, Resolved
from orgs.choices import Level
from orgs.models import Region, Unit


@dataclass
class Column:
    """A unit below: how it stands as a whole, and for each item."""

    unit: Unit
    state: str  # issued, direct, own (issued, but not from this document), none
    edition: Edition | None = None
    direct: DirectExecution | None = None
    received_at: object = None
    follows: str = ""
    behind: bool = False
    full: bool = False  # whether the person reads the document as its own line does, not as the public
    taken: dict[Key, Taken] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return "已印发" if self.state == "issued" else STANCES[self.state][1]

    @property
    def shape(self) -> str:
        """The state's mark: whoever issued anything has issued."""
        return "issued" if self.state == "own" else self.state

    def of(self, key: Key) -> Taken:
        """What became of an item here; the whole unit's stance when it has no document drawn from this one."""
        if self.state == "issued":
            return self.taken[key]
        return {"direct": DIRECT, "own": OWN}.get(self.state, NONE)


@dataclass(frozen=True)
class Line:
    """An item of the edition and what the units made of it, in the order of the columns."""

    item: Resolved
    sign: str
    cells: list[Taken]
    home: str = ""  # an action's arrangement, where it changes from the line before

    @property
    def words(self) -> str:
        return self.item.heading or self.item.text

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        return counted(self.cells)


@dataclass(frozen=True)
class Board:
    edition: Edition
    region: Region
    contents: Contents
    asked: list[Resolved]  # the items that were looked up below
    columns: list[Column]
    kind: str

    @property
    def lines(self) -> list[Line]:
        """The items of the kind asked for, in the document's order."""
        return self.lines_of(self.kind)

    def lines_of(self, kind: str) -> list[Line]:
        homes = {item.key: item.heading for item in self.contents.items}
        found: list[Line] = []
        before = None
        for item in (item for item in self.asked if item.kind == kind):
            home = homes.get(item.under, "") if item.under != before else ""
            before = item.under
            cells = [column.of(item.key) for column in self.columns]
            found.append(Line(item, sign(item.kind, item.position), cells, home))
        return found

    def line(self, key: Key) -> Line | None:
        """The line of one item that was looked up."""
        kinds = [item.kind for item in self.asked if item.key == key]
        return next((line for kind in kinds for line in self.lines_of(kind) if line.item.key == key), None)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Kinds the document has anything of."""
        present = {item.kind for item in self.contents.items}
        return [(kind.value, kind.label) for kind in Kind if kind in present]

    @cached_property
    def states(self) -> list[tuple[str, str, int]]:
        """(mark, word, how many units); they add up to all."""
        labels = {"issued": "已印发", **{name: STANCES[name][1] for name in ("own", "direct", "none")}}
        return [(state, label, sum(c.state == state for c in self.columns)) for state, label in labels.items()
                if state != "own" or any(c.state == "own" for c in self.columns)]  # fmt: skip

    @property
    def received(self) -> int:
        return sum(1 for column in self.columns if column.received_at)

    @cached_property
    def levels(self) -> list[tuple[str, list[int]]]:
        """(level, places of its units among the columns), from the top down."""
        places: dict[str, list[int]] = {}
        for n, column in enumerate(self.columns):
            places.setdefault(column.unit.region.level, []).append(n)
        return [(label, places[value]) for value, label in Level.choices if value in places]

    @property
    def level_rows(self) -> list[tuple[Line, list[tuple[str, list]]]]:
        """Each item with what it became on each level, in numbers."""
        return [(line, [(label, counted(line.cells[n] for n in places)) for label, places in self.levels])
                for line in self.lines]  # fmt: skip
