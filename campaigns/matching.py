"""Which item of one document answers to which of another. Pure; no database, no clock.

Ways in order of trust: the same key; the one was derived from the other; the same root; last year's item; exact words;
the same heading; the only theme; and at last likeness, which is a guess and is called one. Each item is paired at most
once, always within its kind. Swapping the documents gives the same pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from campaigns.resolving import Key, Resolved

RECORDED = ("key", "origin")  # what the unit itself decided, without guessing
LIKE = 0.6  # 质量专项整治行动 ≈ 质量惠民 must stay below, 计量服务中小企业行 ≈ 计量服务企业行 above
MOST_COMPARED = 10_000  # pairs of one kind; beyond it a page would take seconds, and nobody would read it
LONG_ENOUGH = 20  # characters of text that say something about likeness
LOOKED_AT = 400  # characters of a text


@dataclass(frozen=True)
class Pair:
    left: Resolved
    right: Resolved
    by: str

    @property
    def guessed(self) -> bool:
        """疑似对应: found by likeness alone."""
        return self.by == "similar"


def match(
    left: Iterable[Resolved],
    right: Iterable[Resolved],
    previous: Mapping[Key, Key] | None = None,
    *,
    guess: bool = True,
) -> list[Pair]:
    """Pair the items of two documents; `previous` says which key (or root) of `left` an item of `right` had last year.

    Without `guess` only what is on record counts: the key, and what an item was derived from.
    """
    free = _Free(list(left), list(right))
    free.pair("key", lambda i: i.key, lambda i: i.key)
    free.pair("origin", lambda i: i.key, lambda i: i.base_key)
    if not guess:
        return free.found
    free.pair("origin", lambda i: i.base_key, lambda i: i.key)
    free.pair("root", lambda i: i.root, lambda i: i.root)
    before = previous or {}
    free.pair("previous", lambda i: i.key, lambda i: before.get(i.key))
    free.pair("previous", lambda i: i.root, lambda i: before.get(i.key))
    free.pair("words", _words, _words)
    free.pair("heading", _heading, _heading)
    free.pair("only", _theme, _theme)
    free.likely()
    return free.found


class _Free:
    """The items of both sides that have no counterpart yet, in the order of their documents."""

    def __init__(self, left: list[Resolved], right: list[Resolved]) -> None:
        self.left, self.right = left, right
        self.found: list[Pair] = []

    def pair(self, by: str, of_left: Callable[[Resolved], Hashable], of_right: Callable[[Resolved], Hashable]) -> None:
        """Pair those of one kind that say the same; where several do, the first with the first."""
        waiting: dict[tuple, list[Resolved]] = defaultdict(list)
        for item in self.left:
            if (said := of_left(item)) is not None:
                waiting[item.kind, said].append(item)
        pairs = []
        for item in self.right:
            said = of_right(item)
            if said is not None and (those := waiting.get((item.kind, said))):
                pairs.append(Pair(those.pop(0), item, by))
        self._take(pairs)

    def likely(self) -> None:
        """The likest first; ties by place, so that swapping both sides changes nothing."""
        for kind in {item.kind for item in self.left}:
            ours = [(n, item) for n, item in enumerate(self.left) if item.kind == kind]
            theirs = [(n, item) for n, item in enumerate(self.right) if item.kind == kind]
            if len(ours) * len(theirs) <= MOST_COMPARED:
                self._take(_likest(ours, theirs))

    def _take(self, pairs: Sequence[Pair]) -> None:
        self.found += pairs
        gone_left, gone_right = {pair.left.key for pair in pairs}, {pair.right.key for pair in pairs}
        self.left = [item for item in self.left if item.key not in gone_left]
        self.right = [item for item in self.right if item.key not in gone_right]


def _likest(ours: list[tuple[int, Resolved]], theirs: list[tuple[int, Resolved]]) -> list[Pair]:
    shapes = {id(i): (_shape(i.heading or i.text), _shape(i.text)) for _, i in (*ours, *theirs)}

    def score(one: Resolved, other: Resolved) -> float:
        (name, text), (other_name, other_text) = shapes[id(one)], shapes[id(other)]
        named = _dice(name, other_name)
        long = min(len(one.text), len(other.text)) >= LONG_ENOUGH
        return max(named, _dice(text, other_text)) if long else named

    scored = [(score(a, b), n, m, a, b) for n, a in ours for m, b in theirs]
    found: list[Pair] = []
    taken: set[tuple[str, int]] = set()
    for how, n, m, a, b in sorted(scored, key=lambda s: (-s[0], min(s[1], s[2]), max(s[1], s[2]))):
        if how >= LIKE and ("left", n) not in taken and ("right", m) not in taken:
            taken |= {("left", n), ("right", m)}
            found.append(Pair(a, b, "similar"))
    return found


def _shape(words: str) -> Counter[str]:
    plain = "".join(words.split())[:LOOKED_AT]
    return Counter((*plain, *(plain[n : n + 2] for n in range(len(plain) - 1))))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _words(item: Resolved) -> Hashable:
    return ("".join(item.heading.split()), "".join(item.text.split()))


def _heading(item: Resolved) -> Hashable:
    return "".join(item.heading.split()) or None


def _theme(item: Resolved) -> Hashable:
    return "theme" if item.kind == "theme" else None
