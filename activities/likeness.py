"""How alike two activities are: their titles by pairs of characters, their pictures by perceptual hash. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

ALIKE = 0.6  # of 1; “举办质量开放日” and “质量开放日活动” are 0.67
NEAR = 4  # bits of 64 that may differ between two savings of one picture
PLAIN_PICTURE = 4  # fewer marks than this: a blank wall is like every other
SHORTEST = 5  # a title shorter than this says too little to be found inside another


def similarity(one: str, other: str) -> float:
    """From 0 to 1: the share of neighbouring pairs of characters that both have; 1 when one contains the other.

    Punctuation, spaces, width and case do not matter.
    """
    first, second = _plain(one), _plain(other)
    if not first or not second:
        return 0.0
    short, long = sorted((first, second), key=len)
    if first == second or (len(short) >= SHORTEST and short in long):
        return 1.0
    a, b = _pairs(first), _pairs(second)
    both = sum((a & b).values())
    return 2 * both / (sum(a.values()) + sum(b.values())) if both else 0.0


def alike(one: str, other: str) -> bool:
    return similarity(one, other) >= ALIKE


def distance(one: str, other: str) -> int:
    """Bits in which two perceptual hashes (16 hex digits) differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def tells(likeness: str) -> bool:
    """Whether the hash says anything: an even picture's does not."""
    return bool(likeness) and PLAIN_PICTURE <= int(likeness, 16).bit_count() <= 64 - PLAIN_PICTURE


def same_picture(one: str, other: str) -> bool:
    return tells(one) and tells(other) and distance(one, other) <= NEAR


def repeated(likenesses: Sequence[str]) -> list[tuple[int, int]]:
    """Places (from 0) of pictures that look the same as an earlier one: (earlier, later), each later one once."""
    found = []
    for later, mine in enumerate(likenesses):
        earlier = next((place for place in range(later) if same_picture(likenesses[place], mine)), None)
        if earlier is not None:
            found.append((earlier, later))
    return found


def any_same(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    others = [likeness for likeness in theirs if tells(likeness)]
    return any(same_picture(one, other) for one in mine for other in others)


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _pairs(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(len(text) - 1)) if len(text) > 1 else Counter((text,))
