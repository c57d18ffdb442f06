"""What changed between two Chinese texts, character by character.

Word-based comparison marks a whole Chinese clause for one changed character.
"""

from typing import Literal, NamedTuple

from diff_match_patch import diff_match_patch

Op = Literal["same", "inserted", "deleted"]

# The library's numbers for deletion, equality, insertion.
_OPS: dict[int, Op] = {-1: "deleted", 0: "same", 1: "inserted"}
_SECONDS = 0.5


class Span(NamedTuple):
    op: Op
    text: str


def spans(old: str, new: str) -> list[Span]:
    """The runs of text that stayed, went and came, in reading order; none is empty.

    Joining same and deleted gives `old`, same and inserted gives `new`, exactly.
    Chance matches between two changes are folded into them; very long texts that
    have little in common are marked more coarsely after half a second.
    """
    engine = diff_match_patch()
    engine.Diff_Timeout = _SECONDS
    diffs = engine.diff_main(old, new)
    engine.diff_cleanupSemantic(diffs)
    return [Span(_OPS[op], text) for op, text in diffs if text]
