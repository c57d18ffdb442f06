"""A portal in small for random histories: documents at several levels, edited, issued and followed as plain values.

It mirrors what the verbs do with rows (`editing`, `issuing`, `planning`, `following`), so that a thousand histories
take seconds.
"""

from dataclasses import dataclass, field
from itertools import count

from campaigns.merging import Conflict, merge, settle
from campaigns.resolving import KIND_ORDER, PARENT_KIND, Base, Contents, Own, Place, resolve

WORDS = ("", "甲", "乙", "丙", "质量强国", "质量强省")
NAMES = count()


def as_base(found: Contents) -> list[Base]:
    """An issued edition, as the level below sees it."""
    return [Base(i.key, i.kind, i.root, i.under, i.position, i.heading, i.text) for i in found.items]


@dataclass
class Level:
    """One plan. `base` is the parent's edition it stands on, `issued` its own edition in force."""

    name: str
    above: "Level | None" = None
    base: list[Base] = field(default_factory=list)
    own: tuple[Own, ...] = ()
    places: tuple[Place, ...] = ()
    issued: list[Base] = field(default_factory=list)
    waiting: dict = field(default_factory=dict)
    ever_left_out: set = field(default_factory=set)

    def contents(self) -> Contents:
        return resolve(self.base, self.own, self.places)

    def set(self, row: Own) -> None:
        rows = {o.key: o for o in self.own}
        rows[row.key] = row
        self.own = tuple(rows.values())

    def drop(self, key) -> None:
        self.own = tuple(o for o in self.own if o.key != key)
        self.places = tuple(p for p in self.places if p.key != key)

    def put(self, place: Place) -> None:
        self.places = (*(p for p in self.places if p.key != place.key), place)

    def edit(self, act: int, one: int, two: int, word: str) -> None:
        self._edit(act, one, two, word)
        self.ever_left_out -= {item.key for item in self.contents().items}  # somebody brought it back on purpose

    def _edit(self, act: int, one: int, two: int, word: str) -> None:
        found = self.contents()
        item = found.items[one % len(found.items)] if found.items else None
        if act == 0 or item is None:
            self._add(two, word, found)
        elif act == 1:
            self._adapt(item, word)
        elif act == 2:
            self._withdraw(item)
        elif act == 3:
            self._derive(item, two, word)
        elif act == 4:
            homes = [None, *(i.key for i in found.of("arrangement"))]
            under = homes[two % len(homes)] if item.kind in PARENT_KIND else None
            self.put(Place(item.key, under, two % 5))
        elif act == 5 and found.withdrawn:
            back = found.withdrawn[two % len(found.withdrawn)]
            self.own = tuple(o for o in self.own if o.key != back.key)
        elif act == 6 and item.change == "derived":
            self.set(Own(item.base_key, item.base.kind, "inherited", item.base_key))

    def _add(self, two: int, word: str, found: Contents) -> None:
        kind, key = KIND_ORDER[two % len(KIND_ORDER)], f"{self.name}{next(NAMES)}"
        self.set(Own(key, kind, "added", None, word, f"新增{key}"))
        homes = [i.key for i in found.of("arrangement")]
        if kind in PARENT_KIND and homes:
            self.put(Place(key, homes[two % len(homes)], 99))

    def _adapt(self, item, word: str) -> None:
        change = item.change if item.change in ("added", "derived") else "adapted"
        base = item.base_key if item.base else None
        self.set(Own(item.key, item.kind, change, base, word, item.text if word == "甲" else ""))

    def _withdraw(self, item) -> None:
        if item.change in ("added", "derived"):
            return self.drop(item.key)
        self.set(Own(item.key, item.kind, "withdrawn", item.key))
        return self.ever_left_out.update(gone.key for gone in self.contents().withdrawn)

    def _derive(self, item, two: int, word: str) -> None:
        if item.base is not None and item.change in ("inherited", "adapted"):
            kind = "action" if two % 3 == 0 and item.kind != "theme" else item.kind
            self.set(Own(f"{self.name}{next(NAMES)}", kind, "derived", item.key, word, "细化"))

    def issue(self) -> None:
        """What `issuing._freeze` and `planning._carry_over` leave of the rows: decisions that found no base sleep."""
        if self.waiting:
            return
        found = self.contents()
        rows = {o.key: o for o in self.own}
        written = [i for i in (*found.items, *found.withdrawn) if i.key in rows]
        after = [
            Own(i.key, i.kind, i.change, i.base_key if i.base else None, i.heading, i.text, i.reason) for i in written
        ]
        sleeping = [o for o in self.own if o.change == "withdrawn" and o.key not in {i.key for i in written}]
        self.own = (*after, *sleeping)
        self.places = tuple(Place(i.key, i.under, i.position) for i in found.items if i.placed)
        assert [shape(i) for i in self.contents().items] == [shape(i) for i in found.items]
        self.issued = as_base(found)

    def follow(self) -> list[Conflict]:
        if self.above is None:
            return []
        merged = merge(self.base, self.above.issued, self.own, self.places)
        self.base, self.own, self.places = self.above.issued, merged.own, merged.places
        self.waiting.update({conflict.key: conflict for conflict in merged.conflicts})
        return list(merged.conflicts)

    def decide(self, decision: str, words: tuple[str, str], key=None) -> None:
        if not self.waiting:
            return
        key = next(iter(self.waiting)) if key is None else key
        conflict = self.waiting.pop(key)
        self.own, self.places = settle(
            self.base, self.own, self.places, key=key, kind=conflict.kind, decision=decision, words=words,
            place=conflict.place,
        )  # fmt: skip
        self.ever_left_out -= {item.key for item in self.contents().items}


def shape(item) -> tuple:
    return (item.kind, item.key, item.under, item.heading, item.text)


def three_levels() -> list[Level]:
    nation = Level("国")
    province = Level("省", nation)
    return [nation, province, Level("市", province)]
