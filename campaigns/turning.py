"""Undoing, pure: what a step changed, two steps as one, and what has to be written to take a step back.

Rows are plain: key → part → the row's values, None for no row. An item's key has "item" for its decision and "place"
for its rank; a note of responsibility, the dates and the opening have a key and a part of their own.
A step is two such mappings, before and after, that hold only the parts it changed.
"""

from collections.abc import Mapping
from typing import Any

Values = dict[str, Any] | None
Rows = Mapping[str, Mapping[str, Values]]
PARTS = ("item", "place", "duty", "dates", "opening")


class Overtaken(Exception):
    """Something the step changed has been changed again since; `keys` says of which items."""

    def __init__(self, keys: list[str]):
        super().__init__("这一步改动的内容，后来又有修改，不能直接撤销。")
        self.keys = keys


def difference(old: Rows, new: Rows) -> tuple[Rows, Rows]:
    """The step that leads from `old` to `new`: of each key the parts that differ, as they were and as they became."""
    before: dict[str, dict[str, Values]] = {}
    after: dict[str, dict[str, Values]] = {}
    for key in dict.fromkeys((*old, *new)):
        for part in PARTS:
            was, became = _part(old, key, part), _part(new, key, part)
            if was != became:
                before.setdefault(key, {})[part] = was
                after.setdefault(key, {})[part] = became
    return before, after


def joined(first: tuple[Rows, Rows], second: tuple[Rows, Rows]) -> tuple[Rows, Rows]:
    """Two steps, one directly after the other, as one; what came back to where it began falls out."""
    before, after = _laid(second[0], first[0]), _laid(first[1], second[1])
    return difference(before, after)


def undone(now: Rows, before: Rows, after: Rows) -> Rows:
    """What to write to take a step back: exactly the parts it changed, as they were before it.

    Raises Overtaken when one of them is no longer as the step left it, or when something else has been put beneath an
    item that would go.
    """
    changed = [key for key in after if any(_part(now, key, part) != values for part, values in after[key].items())]
    going = [key for key, parts in before.items() if "item" in parts and parts["item"] is None and _is_own(after, key)]
    result = _laid(now, before)
    homes = {(_part(result, key, "place") or {}).get("under") for key in result}
    used = [key for key in going if key in homes]
    if changed or used:
        raise Overtaken([*changed, *used])
    return {key: dict(parts) for key, parts in before.items()}


def applied(now: Rows, written: Rows) -> Rows:
    """The rows after writing; for tests and for showing what would stand there."""
    return _laid(now, written)


def _part(rows: Rows, key: str, part: str) -> Values:
    return rows.get(key, {}).get(part)


def _laid(under: Rows, over: Rows) -> Rows:
    return {key: {**under.get(key, {}), **over.get(key, {})} for key in dict.fromkeys((*under, *over))}


def _is_own(after: Rows, key: str) -> bool:
    """Whether the item stands by its row alone; one taken over stays without it, as the parent has it."""
    return (_part(after, key, "item") or {}).get("change") in ("added", "derived")
