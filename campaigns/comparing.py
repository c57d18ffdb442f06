"""What changed between two Chinese texts, character by character.

Word-based comparison marks a whole Chinese clause for one changed character.
"""

import time
from itertools import pairwise
from typing import Literal, NamedTuple

from diff_match_patch import diff_match_patch

Op = Literal["same", "inserted", "deleted"]

# The library's numbers for deletion, equality, insertion.
_OPS: dict[int, Op] = {-1: "deleted", 0: "same", 1: "inserted"}
_TURNED: dict[Op, Op] = {"deleted": "inserted", "same": "same", "inserted": "deleted"}
_SECONDS = 0.5
LONGEST = 20_000  # characters of both texts together; folding chance matches costs more than the time allowed beyond it


class Span(NamedTuple):
    op: Op
    text: str


def spans(old: str, new: str, *, seconds: float = _SECONDS) -> list[Span]:
    """The runs of text that stayed, went and came, in reading order; none is empty.

    Joining same and deleted gives `old`, same and inserted gives `new`, exactly.
    Chance matches between two changes are folded into them; very long texts that
    have little in common are marked more coarsely after `seconds`.
    """
    engine = diff_match_patch()
    engine.Diff_Timeout = seconds
    diffs = engine.diff_main(old, new)
    engine.diff_cleanupSemantic(diffs)
    return [Span(_OPS[op], text) for op, text in diffs if text]


def coarse(old: str, new: str) -> list[Span]:
    """What stands between the common beginning and end, as one piece gone and one come. Takes no time to speak of."""
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - start
    end = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    found = [Span("same", old[:start]), Span("deleted", old[start : len(old) - end]),
             Span("inserted", new[start : len(new) - end]), Span("same", old[len(old) - end :])]  # fmt: skip
    return [span for span in found if span.text]


def mirrored(found: list[Span]) -> list[Span]:
    """The same marks read the other way: what went comes, what came goes; what went stands first, as always."""
    turned = [Span(_TURNED[span.op], span.text) for span in found]
    for n, (one, other) in enumerate(pairwise(turned)):
        if (one.op, other.op) == ("inserted", "deleted"):
            turned[n], turned[n + 1] = other, one
    return turned


class Marker:
    """Marks the texts of one page within `seconds` in all; once they are used up, the rest is marked coarsely.

    One hostile text takes half a second; sixty of them would take half a minute.
    """

    def __init__(self, seconds: float = 1.0) -> None:
        self.left = seconds

    def __call__(self, old: str, new: str) -> list[Span]:
        if old == new:
            return [Span("same", old)] if old else []
        if self.left <= 0 or len(old) + len(new) > LONGEST:
            return coarse(old, new)
        start = time.perf_counter()
        low, high = sorted((old, new))  # always the same way round, so that both ways mark the same
        found = spans(low, high, seconds=max(0.01, min(_SECONDS, self.left)))
        self.left -= time.perf_counter() - start
        return found if old == low else mirrored(found)
