"""Many numbers in one field of a form: 选择全部 carries those that the person was shown. Pure.

A field for each of three thousand units would be more than a request may have; ids that were made together lie beside
each other, so that ranges are short.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from itertools import pairwise

MOST = 10_000  # pieces that are read


def packed(numbers: Iterable[int]) -> str:
    """1,2,3,7 → 1-3,7"""
    found = sorted(set(numbers))
    breaks = [(end, start) for end, start in pairwise(found) if end + 1 != start]
    starts = [*found[:1], *(start for _, start in breaks)]
    ends = [*(end for end, _ in breaks), *found[-1:]]
    return ",".join(f"{a}-{b}" if a != b else f"{a}" for a, b in zip(starts, ends, strict=True))


def unpacked(said: str, among: Collection[int]) -> set[int]:
    """Those of `among` that `said` names. What cannot be read names nothing: it comes from a stranger."""
    named: set[int] = set()
    known = sorted(among)
    for piece in said.split(",", MOST)[:MOST]:
        start, _, end = piece.partition("-")
        if _is_number(start) and (not end or _is_number(end)):
            low, high = int(start), int(end or start)
            named.update(known[bisect_left(known, low) : bisect_left(known, high + 1)])
    return named


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) < 19
