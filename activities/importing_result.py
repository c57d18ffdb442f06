"""What an import would do: its rows with what becomes of each, and one value that says whether two results agree."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import Any

from activities.importing_differences import Change
from activities.importing_scope import Stored
from activities.table_pictures import Picture
from orgs.models import Unit

NEW, CHANGED, SAME, WRONG, LEFT = KINDS = ("new", "changed", "same", "wrong", "left")


@dataclass(slots=True)
class Row:
    """One row of the file and what becomes of it. `faults` are (column from 0 or None, what to do)."""

    sheet: str
    number: int
    kind: str = NEW
    title: str = ""
    unit: str = ""
    held_on: dt.date | None = None
    changes: list[Change] = field(default_factory=list)
    faults: list[tuple[int | None, str]] = field(default_factory=list)
    reason: str = ""
    stored: Stored | None = None
    owner: Unit | None = None
    words: dict[str, Any] = field(default_factory=dict)
    holders: list[tuple[Unit | None, str]] | None = None
    counters: dict[str, tuple[int, str]] | None = None
    pictures: list[Picture] = field(default_factory=list)
    is_vague: bool = False


@dataclass(slots=True)
class Planned:
    rows: list[Row]
    examples: int = 0

    def counts(self) -> dict[str, int]:
        found = dict.fromkeys(KINDS, 0)
        for row in self.rows:
            found[row.kind] += 1
        return found

    def digest(self) -> str:
        """The same for the same rows with the same outcome."""
        hasher = hashlib.sha256()
        for row in self.rows:
            pk = (row.stored.pk, row.stored.version if row.kind == CHANGED else 0) if row.stored else ()
            told = (row.sheet, row.number, row.kind, pk, row.changes, [each.digest for each in row.pictures])
            hasher.update(repr(told).encode())
        return hasher.hexdigest()
