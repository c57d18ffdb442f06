"""From the boxes a person ticked beside a reading to what the draft is made of. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from campaigns.choices import Kind
from campaigns.file_items import FileItem, blocks_of, items_of
from campaigns.resolving import Base
from campaigns.slip_choices import settled

AS_ITEM = {Kind.SECTION: "活动内容", Kind.ARRANGEMENT: "重点安排", Kind.REQUIREMENT: "工作要求", Kind.SLOGAN: "口号"}
LONGEST_HEADING = 60


@dataclass(frozen=True)
class Confirmed:
    """What the person confirmed: the head, the items (those not wanted are gone), which of the parent's items are left
    out, the rows beside them, and the list of what came and what did not."""

    head: dict[str, Any]
    items: list[FileItem]
    left_out: set[UUID] = field(default_factory=set)
    activities: list[Mapping[str, Any]] = field(default_factory=list)
    references: list[Mapping[str, Any]] = field(default_factory=list)
    contacts: list[Mapping[str, Any]] = field(default_factory=list)
    told: list[dict] = field(default_factory=list)


def confirmed(head: dict[str, Any], posted: Mapping[str, str], proposal: Mapping[str, Any],
              base: Sequence[Base]) -> Confirmed:  # fmt: skip
    """What is ticked stays; an action without its arrangement stands for itself; an origin is one of the parent's."""
    keys = {str(item.key): item.key for item in base}
    fixes = {int(name[4:]) for name in posted if re.fullmatch(r"fix-[0-9]{1,5}", name)}
    items = settled(items_of(proposal, base), proposal.get("corrections") or [], fixes)
    kept = []
    for item in items:
        if f"use-{item.ref}" in posted:
            origin = keys.get(posted.get(f"origin-{item.ref}", ""))
            kept.append(replace(item, origin=origin))
    refs = {item.ref for item in kept}
    kept = [item if not item.under or item.under in refs else replace(item, under="") for item in kept]
    blocks = blocks_of(proposal.get("unrecognised") or [])
    added = [_as_item(n, block, posted.get(f"as-{n}", "")) for n, block in enumerate(blocks)]
    unused = [block for block, item in zip(blocks, added, strict=True) if item is None]
    return Confirmed(
        head,
        [*kept, *(item for item in added if item)],
        {key for text, key in keys.items() if f"left-{text}" in posted},
        _ticked(posted, "activity", proposal.get("activities")),
        _ticked(posted, "reference", proposal.get("references")),
        _ticked(posted, "contact", proposal.get("contacts")),
        _told(kept, items, unused),
    )


def _ticked(posted: Mapping[str, str], name: str, rows: Sequence[Mapping[str, Any]] | None) -> list[Mapping[str, Any]]:
    return [row for n, row in enumerate(rows or []) if f"{name}-{n}" in posted]


def _as_item(n: int, block: str, kind: str) -> FileItem | None:
    if kind not in AS_ITEM:
        return None
    first, _, rest = block.partition("\n")
    if kind == Kind.SLOGAN:
        return FileItem(f"u{n}", kind, "", block.replace("\n", " "))
    if len(first) > LONGEST_HEADING:
        return FileItem(f"u{n}", kind, "", block)
    return FileItem(f"u{n}", kind, first, rest)


def _told(kept: Sequence[FileItem], items: Sequence[FileItem], unused: Sequence[str]) -> list[dict]:
    """What came and what did not, for the list beside the draft."""
    told = []
    for kind in Kind:
        here = sum(1 for item in kept if item.kind == kind)
        gone = [item.words for item in items if item.kind == kind and item.ref not in {each.ref for each in kept}]
        if here:
            told.append({"what": kind.label, "note": f"{here}条", "done": True})
        told += [{"what": kind.label, "note": words[:200], "done": False} for words in gone]
    return told + [{"what": "未识别", "note": block[:500], "done": False} for block in unused]
