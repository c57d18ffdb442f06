"""A report's parts as one text: which of them stand in it, the sign before each heading, the words. Pure.

Signs by level: 一、 · （一） · 1. (GB/T 9704-2012 §7.3.3). They are counted when the text is written, never kept, so
that a heading that moves takes the sign of its place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from campaigns.choices import PartKind
from campaigns.numbers import ordinal

DEEPEST = 3
ADVISED = 4_000  # characters; documents for specific tasks should not be longer
WHOLE = 100_000  # characters that a report may have at most


class Piece(Protocol):
    """A row of `ReportPart`, or the same kept as JSON (`Frozen`)."""

    kind: str
    level: int
    text: str
    data: Any


@dataclass(frozen=True, slots=True)
class Line:
    """A part at its place in the text; `sign` stands before a heading, `first` is the number of its first picture."""

    part: Any
    sign: str = ""
    first: int = 0


def text_of(parts: Iterable[Piece]) -> str:
    """The whole as plain text, one paragraph a line. A heading beneath which nothing stands is left out."""
    return "\n".join(words for line in lines_of(parts) if (words := _words(line)))


def lines_of(parts: Iterable[Piece]) -> list[Line]:
    """The parts that stand, in order, with their signs: what every way out (text, Word, PDF) sets."""
    counts, pictures, found = [0] * (DEEPEST + 1), 0, []
    for part in standing(list(parts)):
        if part.kind == PartKind.HEADING:
            level = min(max(part.level, 1), DEEPEST)
            counts[level:] = [counts[level] + 1, *[0] * (DEEPEST - level)]
            found.append(Line(part, sign(level, counts[level])))
        elif part.kind == PartKind.PHOTOS:
            found.append(Line(part, first=pictures + 1))
            pictures += len(pictures_of(part))
        else:
            found.append(Line(part))
    return found


def standing(parts: Sequence[Piece]) -> list:
    """Those that say something: a heading does when anything beneath it does, before the next of its rank."""
    return [part for n, part in enumerate(parts) if _says(part) and (part.kind != PartKind.HEADING or _bears(parts, n))]


def sign(level: int, number: int) -> str:
    """What stands before the heading that is number so many of its level, counted from 1."""
    if level == 1:
        return f"{ordinal(number)}、"
    return f"（{ordinal(number)}）" if level == 2 else f"{number}."


def table_of(part: Piece) -> list[tuple[str, str]]:
    """A table of figures as (name, figure), from its lines “name：figure”."""
    cells = (line.partition("：") for line in part.text.splitlines() if line.strip())
    return [(name.strip(), figure.strip()) for name, _, figure in cells]


def pictures_of(part: Piece) -> list[dict]:
    """The pictures of a part, each with its `id` and the `caption` that stands on its line of the text."""
    captions = part.text.split("\n") if part.text else []
    rows = (part.data or {}).get("photos", [])
    return [{**row, "caption": captions[n].strip() if n < len(captions) else ""} for n, row in enumerate(rows)]


def length_of(text: str) -> int:
    """Characters without spaces and line ends, as a word processor counts them."""
    return sum(1 for sign in text if not sign.isspace())


def _says(part: Piece) -> bool:
    return bool(part.text.strip() or (part.kind == PartKind.PHOTOS and pictures_of(part)))


def _bears(parts: Sequence[Piece], at: int) -> bool:
    level = max(parts[at].level, 1)
    for part in parts[at + 1 :]:
        if part.kind == PartKind.HEADING:
            if max(part.level, 1) <= level:
                return False
        elif (part.data or {}).get("closes"):
            return False  # the last paragraph belongs to the whole
        elif _says(part):
            return True
    return False


def _words(line: Line) -> str:
    part = line.part
    if part.kind == PartKind.HEADING:
        return line.sign + part.text.strip()
    if part.kind == PartKind.PHOTOS:
        rows = enumerate(pictures_of(part), start=line.first)
        return "\n".join(f"图{n}　{row['caption']}".rstrip() for n, row in rows)
    return str(part.text).strip()
