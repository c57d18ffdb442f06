"""What the page of a reading shows: the source line by line, and beside it everything that was read out of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from campaigns.choices import Change, Kind
from campaigns.confirming import AS_ITEM
from campaigns.file_items import FileItem, blocks_of, change_of, items_of
from campaigns.models import Reading
from campaigns.numbers import sign
from campaigns.reading import base_items
from campaigns.resolving import Base


@dataclass
class Shown:
    """An item as the page shows it."""

    item: FileItem
    line: int
    change: str
    origins: list[tuple[str, str]]
    picked: str  # the origin chosen: a key of the parent's, or nothing
    used: bool

    @property
    def change_label(self) -> str:
        return Change(self.change).label

    @property
    def percent(self) -> int:
        return round(self.item.confidence * 100)


def parent_items(reading: Reading) -> list[Base]:
    return base_items(reading.parent.current) if reading.parent else []


def page_of(reading: Reading, posted: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A constant number of queries, whatever the document's length. `posted` are the boxes as the person left them."""
    if "refused" in reading.proposal:
        return {"refused": reading.proposal["refused"]}
    base = parent_items(reading)
    items = items_of(reading.proposal, base)
    known = {each.key: each for each in base}
    taken: set[UUID] = set()
    shown = []
    for item in items:
        above = known.get(item.origin)
        change = change_of(item, above, taken)
        if above and change != Change.DERIVED:
            taken.add(above.key)
        line = line_of(item.words, reading.proposal.get("source") or [])
        picked = posted.get(f"origin-{item.ref}", "") if posted else str(item.origin or "")
        used = posted is None or f"use-{item.ref}" in posted
        shown.append(Shown(item, line, change, _origins(item, base), picked, used))
    traced = {item.origin for item in items if item.origin}
    missing = [each for each in base if each.key not in traced]
    return {
        "items": shown,
        "refused": "",
        "missing": [_left(each, posted) for each in missing],
        "activities": _rows("activity", reading.proposal.get("activities"), posted),
        "references": _rows("reference", reading.proposal.get("references"), posted),
        "contacts": _rows("contact", reading.proposal.get("contacts"), posted),
        "corrections": _fixes(reading.proposal.get("corrections") or [], posted),
        "lines": lines_of(reading.proposal),
        "blocks": _blocks(reading.proposal.get("unrecognised") or [], posted),
        "as_item": AS_ITEM,
        "doubtful": sum(1 for each in shown if each.item.is_doubtful),
    }


Posted = Mapping[str, str] | None


def _left(each: Base, posted: Posted) -> dict[str, Any]:
    """An item of the parent's that the document does not have; it is left out unless the person says otherwise."""
    name = f"left-{each.key}"
    words = f"{sign(each.kind, each.position)}{each.heading or each.text}"
    return {"name": name, "kind": Kind(each.kind).label, "words": words, "used": posted is None or name in posted}


def _rows(what: str, rows: Sequence[Mapping[str, Any]] | None, posted: Posted) -> list[dict[str, Any]]:
    names = ((f"{what}-{n}", row) for n, row in enumerate(rows or []))
    return [{"name": name, "row": row, "used": posted is None or name in posted} for name, row in names]


def _fixes(corrections: Sequence[Mapping[str, Any]], posted: Posted) -> list[dict[str, Any]]:
    rows = ((f"fix-{n}", row) for n, row in enumerate(corrections))
    return [{"name": name, "old": row["from"], "new": row["to"], "where": row["where"], "line": row["line"],
             "used": row["applied"] if posted is None else name in posted} for name, row in rows]  # fmt: skip


def _blocks(lines: Sequence[str], posted: Posted) -> list[dict[str, Any]]:
    return [{"name": f"as-{n}", "text": block, "picked": posted.get(f"as-{n}", "") if posted else ""}
            for n, block in enumerate(blocks_of(lines))]  # fmt: skip


def lines_of(proposal: dict[str, Any]) -> list[dict[str, Any]]:
    """The source lines; what was not recognised, corrected, or only furniture of the page is marked."""
    marks: dict[int, str] = {}
    for place in proposal.get("places") or []:
        if place["what"] in ("unrecognised", "page_number", "running_head", "stray"):
            marks |= dict.fromkeys(range(place["first"], place["last"] + 1), place["what"])
    slips = {row["line"] for row in proposal.get("corrections") or []}
    source = proposal.get("source") or []
    return [{"number": n, "text": text, "mark": marks.get(n, ""), "slip": n in slips,
             "first": marks.get(n) != marks.get(n - 1)} for n, text in enumerate(source, 1)]  # fmt: skip


def line_of(words: str, source: Sequence[str]) -> int:
    """The number of the source line where the words begin, however blanks and line ends fall; 0 when not found."""
    wanted = _bare(words)[:24]
    whole, starts = "", []
    for line in source:
        starts.append(len(whole))
        whole += _bare(line)
    for size in (24, 12, 6):
        place = whole.find(wanted[:size]) if wanted else -1
        if place >= 0:
            return max(n for n, start in enumerate(starts, 1) if start <= place)
    return 0


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _origins(item: FileItem, base: Sequence[Base]) -> list[tuple[str, str]]:
    """The parent's items that one of this kind may come from; an arrangement or action may carry out others' kinds."""
    kinds = ("arrangement", "action", "section") if item.kind in ("arrangement", "action") else (item.kind,)
    return [(str(each.key), f"{sign(each.kind, each.position)}{(each.heading or each.text)[:30]}")
            for kind in kinds for each in base if each.kind == kind]  # fmt: skip
