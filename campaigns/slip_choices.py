"""Corrections of slips, one by one: taken back where the reader applied them, applied where it only suspected. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from campaigns.file_items import FileItem


def settled(items: Iterable[FileItem], corrections: Sequence[Mapping[str, Any]], wanted: set[int]) -> list[FileItem]:
    """The items with the corrections numbered in `wanted` made, and no others."""
    result = list(items)
    for number, row in enumerate(corrections):
        if (number in wanted) != bool(row["applied"]):
            old, new = (row["to"], row["from"]) if row["applied"] else (row["from"], row["to"])
            result = [_changed(item, row["where"], row["from"], old, new) for item in result]
    return result


def _changed(item: FileItem, where: str, found: str, old: str, new: str) -> FileItem:
    return replace(item, heading=exchanged(item.heading, where, found, old, new),
                   text=exchanged(item.text, where, found, old, new))  # fmt: skip


def exchanged(text: str, where: str, found: str, old: str, new: str) -> str:
    """`text` with `old` become `new` at the place that reads like `where`, which has the slip `found` in its middle.

    The words around are needed to find it: the widest piece of them that stands in the text decides; without any
    neighbour on either side nothing is changed.
    """
    middle = where.find(found, max(0, len(where) // 2 - len(found) - 1)) if found else len(where) // 2
    middle = where.find(found) if middle < 0 else middle
    left, right = where[:middle], where[middle + len(found) :]
    for size in range(max(len(left), len(right)), 0, -1):
        before, after = left[-size:], right[:size]
        if before + old + after in text:
            return text.replace(before + old + after, before + new + after, 1)
    return text
