"""A table declared once and told three ways: a sheet for people, a sheet for machines, and JSON.

Rows are tuples of plain values in the order of the columns: codes of choices, dates as dates. Each way makes of them
what its readers expect, so that all three hold the same rows.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ninja import Field, Schema
from pydantic import create_model

from orgs.beijing import BEIJING
from orgs.workbooks import Block, Sheet

PEOPLE, MACHINES = "people", "machines"


@dataclass(frozen=True, slots=True)
class Said:
    """A column: its name for machines, its heading for people, and the words of its codes.

    `only` is PEOPLE or MACHINES for a column that the others have no use for.
    """

    name: str
    heading: str
    width: int = 12
    words: Mapping[Any, str] | None = None
    of: Any = str
    about: str = ""
    only: str = ""

    @property
    def description(self) -> str:
        """What a machine's reader is told of it: its heading, and its codes."""
        codes = "、".join(f"{code} {word}" for code, word in (self.words or {}).items() if code != "")
        return "；".join(part for part in (self.heading, self.about, codes) if part)


@dataclass(frozen=True)
class Table:
    """`name` is the table's name for machines, `title` its tab for people."""

    name: str
    title: str
    columns: Sequence[Said]
    filtered: bool = field(default=True)
    kept: int = 0  # of the columns for people: these stay in sight and are printed on every page

    def sheet(self, rows: Iterable[Sequence[Any]]) -> Sheet:
        """For people: words for codes, dates and numbers as such."""
        places = [at for at, each in enumerate(self.columns) if each.only != MACHINES]
        shown = [self.columns[at] for at in places]
        worded = [(at, self.columns[at].words) for at in places]

        def told() -> Iterator[tuple]:
            for row in rows:
                yield tuple(row[at] if words is None else words.get(row[at], row[at]) for at, words in worded)

        return Sheet(self.title, [each.heading for each in shown], [each.width for each in shown], told(),
                     filtered=self.filtered, kept=self.kept)  # fmt: skip

    def flat(self, rows: Iterable[Sequence[Any]]) -> Sheet:
        """For machines: one row of names, codes as they are, dates as ISO 8601 text."""
        places = [at for at, each in enumerate(self.columns) if each.only != PEOPLE]
        shown = [self.columns[at] for at in places]
        told = (tuple(iso(row[at]) for at in places) for row in rows)
        return Sheet(self.name, [each.name for each in shown], [each.width for each in shown], told, filtered=False)

    def json(self, rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
        """As JSON objects by the columns' names."""
        names = [(at, each.name) for at, each in enumerate(self.columns) if each.only != PEOPLE]
        return [{name: row[at] for at, name in names} for row in rows]

    def schema(self) -> type[Schema]:
        """What the interface's description says of a row."""
        fields: dict[str, Any] = {
            each.name: (each.of, Field(description=each.description)) for each in self.columns if each.only != PEOPLE
        }
        name = "".join(part.capitalize() for part in self.name.split("_"))
        return create_model(f"{name}Row", __base__=Schema, **fields)


def iso(value: Any) -> Any:
    """A plain value for machines: moments in Beijing's time with its offset, truth as 1 and 0."""
    if isinstance(value, dt.datetime):
        return value.astimezone(BEIJING).isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def flattened(rows: Iterable[Sequence[Any] | Block]) -> Iterator[Sequence[Any] | Block]:
    """Rows and blocks with the same for each value."""
    for row in rows:
        if isinstance(row, Block):
            yield Block([list(map(iso, column)) if _has_days(column) else column for column in row.columns])
        else:
            yield [iso(value) for value in row]


def _has_days(column: Sequence[Any]) -> bool:
    return any(isinstance(value, dt.date | bool) for value in column)
