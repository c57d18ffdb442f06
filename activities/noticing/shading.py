"""The source with what was recognised in it: pieces of text, each under at most one field, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from activities.noticing.marks import Mark


@dataclass(frozen=True, slots=True)
class Piece:
    """`field` is the narrowest mark over it; `ends` are the marks whose last piece this is, to be named behind it."""

    text: str
    field: str
    ends: tuple[str, ...]


def shaded(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """Pieces that put together are exactly the text between the two places; marks outside are passed over."""
    end = len(text) if end is None else min(end, len(text))
    inside = [mark for mark in marks if start <= mark.start < mark.end <= end]
    cuts = sorted({start, end, *(at for mark in inside for at in (mark.start, mark.end))})
    pieces = []
    for first, last in pairwise(cuts):
        over = [mark for mark in inside if mark.start <= first and last <= mark.end]
        narrow = min(over, key=lambda mark: mark.end - mark.start, default=None)
        ends = tuple(mark.kind or mark.field for mark in over if mark.end == last)
        pieces.append(Piece(text[first:last], narrow.field if narrow else "", ends))
    return pieces


def outside(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """What no span covers, without blanks and without what says nothing."""
    found, at = [], 0
    for start, end in sorted(spans):
        found.append(text[at:start])
        at = max(at, end)
    found.append(text[at:])
    lines = [line.strip() for part in found for line in part.splitlines()]
    return [line for line in lines if any(sign.isalnum() for sign in line)]
