"""How alike two activities are: their titles by pairs of characters, their pictures by perceptual hash. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

ALIKE = 0.6  # of 1; “举办质量开放日” and “质量开放日活动” are 0.67
NEAR = 4  # bits of 64 that may differ between two savings of one picture
PLAIN_PICTURE = 4  # fewer marks than this: a blank wall is like every other
Outline = tuple[str, frozenset[tuple[str, int]]]  # plain text, and its pairs of neighbouring characters
SHORTEST = 5  # a title shorter than this says too little to be found inside another


def similarity(one: str, other: str) -> float:
    """From 0 to 1: the share of neighbouring pairs of characters that both have; 1 when one contains the other.

    Punctuation, spaces, width and case do not matter.
    """
    return of_outlines(outline(one), outline(other))


def outline(text: str) -> Outline:
    """What is compared of a text, for one that is compared with many."""
    plain = _plain(text)
    return plain, _pairs(plain)


def of_outlines(one: Outline, other: Outline) -> float:
    """`similarity` of two texts by their outlines."""
    (first, a), (second, b) = one, other
    if not first or not second:
        return 0.0
    short, long = (first, second) if len(first) <= len(second) else (second, first)
    if first == second or (len(short) >= SHORTEST and short in long):
        return 1.0
    return 2 * len(a & b) / (len(a) + len(b))


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


def _pairs(text: str) -> frozenset[tuple[str, int]]:
    """Each pair with how often it stood before: of such sets the common part counts repeated pairs too."""
    seen: Counter[str] = Counter()
    found = []
    for pair in (text[place : place + 2] for place in range(max(1, len(text) - 1))):
        found.append((pair, seen[pair]))
        seen[pair] += 1
    return frozenset(found)
