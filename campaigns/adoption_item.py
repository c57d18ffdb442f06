"""One item of an issued edition and every wording it found below: identical wordings stand together once."""

from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.adoption import STANCES, Words
from campaigns.adoption_board import Column, Line
from campaigns.comparing import Marker, Span

SECONDS = 1.0  # for marking all wordings of one page


@dataclass(frozen=True)
class Wording:
    """Units that say the same, in administrative order; `marks` are (heading, text) against the edition's words."""

    units: list[Column]
    words: tuple[Words, ...] = ()
    marks: tuple[list[Span], list[Span]] | None = None
    reason: str = ""


@dataclass(frozen=True)
class Stance:
    name: str
    wordings: list[Wording]

    @property
    def label(self) -> str:
        return STANCES[self.name][1]

    @property
    def count(self) -> int:
        return sum(len(wording.units) for wording in self.wordings)


def stances(line: Line, columns: Iterable[Column]) -> list[Stance]:
    """By stance in the usual order, within it by wording (or reason), the first unit's first."""
    mark = Marker(SECONDS)
    grouped: dict[str, dict[tuple, list[Column]]] = {name: {} for name in STANCES}
    for column, taken in zip(columns, line.cells, strict=True):
        grouped[taken.stance].setdefault((taken.words, taken.reason), []).append(column)

    def wording(name: str, words: tuple[Words, ...], reason: str, units: list[Column]) -> Wording:
        marks = None
        if name == "adapted":
            marks = (mark(line.item.heading, words[0][0]), mark(line.item.text, words[0][1]))
        return Wording(units, words, marks, reason)

    return [
        Stance(name, [wording(name, words, reason, units) for (words, reason), units in found.items()])
        for name, found in grouped.items()
        if found
    ]
