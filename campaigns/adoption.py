"""各地列入情况, the pure part: what became of an issued edition's items in the documents below it.

Everything is said against the words of the edition asked about, however many levels lie between: a county that takes
over its city's wording unchanged has, to the nation, adapted. Plain values in and out; no database.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from campaigns.choices import Change
from campaigns.resolving import Key, Resolved

# stance → (the word in a cell, the word in full); the last three say how the whole unit stands
STANCES = {
    "inherited": ("沿用", "沿用上级"),
    "adapted": ("调整", "结合本级调整"),
    "derived": ("细化", "细化落实"),
    "withdrawn": ("未列入", "本级未列入"),
    "direct": ("直接执行", "直接执行上级方案"),
    "own": ("自行编制", "已印发，未据此编制"),
    "none": ("未印发", "未印发"),
}
Words = tuple[str, str]  # heading, text


@dataclass(frozen=True, slots=True)
class Held:
    """A row of an issued edition below; `origin` is the key of the item it came from."""

    key: Key
    root: Key
    kind: str
    change: str
    heading: str = ""
    text: str = ""
    reason: str = ""
    origin: Key = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What one unit made of one item: its stance, its own words where they differ, its reason for leaving it out."""

    stance: str
    words: tuple[Words, ...] = ()
    reason: str = ""

    @property
    def word(self) -> str:
        return STANCES[self.stance][0]

    @property
    def label(self) -> str:
        return STANCES[self.stance][1]


DIRECT, OWN, NONE, ABSENT = Taken("direct"), Taken("own"), Taken("none"), Taken("withdrawn")


def taken_over(items: Iterable[Resolved], rows: Iterable[Held]) -> dict[Key, Taken] | None:
    """For each item what the document with these rows made of it; None when it takes nothing from these items at all.

    An item without any trace was left out further above: those below a level that leaves a thing out never see it.
    """
    items, rows = list(items), list(rows)
    if not rows:
        return None
    keys = {item.key for item in items}
    shared = Counter(item.root for item in items)
    by_key = {row.key: row for row in rows}
    heirs: Mapping[Key, list[Held]] = defaultdict(list)
    by_root: Mapping[Key, list[Held]] = defaultdict(list)
    for row in rows:
        if row.key not in keys:
            heirs[row.origin].append(row)
            by_root[row.root].append(row)
    found = {}
    for item in items:
        of_root = by_root[item.root] if shared[item.root] == 1 else []
        found[item.key] = _one(item, by_key.get(item.key), heirs[item.key] or of_root)
    return found


def _one(item: Resolved, same: Held | None, heirs: Sequence[Held]) -> Taken:
    if same is not None and same.change != Change.WITHDRAWN:
        alike = (same.heading, same.text) == (item.heading, item.text)
        return Taken("inherited") if alike else Taken("adapted", ((same.heading, same.text),))
    standing = [row for row in heirs if row.change != Change.WITHDRAWN]
    if standing:
        return Taken("derived", tuple((row.heading, row.text) for row in standing))
    reasons = (row.reason for row in (same, *heirs) if row is not None and row.reason)
    return Taken("withdrawn", reason=next(reasons, ""))


def counted(found: Iterable[Taken]) -> list[tuple[str, str, int]]:
    """(stance, word, how many); stances that do not occur are left away, the numbers add up to all."""
    numbers = Counter(taken.stance for taken in found)
    return [(stance, short, numbers[stance]) for stance, (short, _) in STANCES.items() if numbers[stance]]
