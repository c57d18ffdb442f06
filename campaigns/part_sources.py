"""Where the numbers of a part's text come from, and what becomes of that when somebody edits the words. Pure.

A source is plain JSON. `at` = [start, end] in the text; `shown` = the number as it was put there (约300); `value` and
`qualifier`; `key` names the fact, so that it can be counted again; `url` leads to exactly what makes it up; `what` says
in words what was counted. A number that a hand has changed bears `was` (what it read before). A source without `key`
is a quotation: words of an activity, a case or a plan that hold digits of their own.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from campaigns.comparing import coarse, spans

Source = dict[str, Any]
DIGITS = re.compile(r"\d+(?:\.\d+)?")
NUMBER = re.compile(r"[约近]?\d+(?:\.\d+)?[万亿]?余?")
FIRST_SIGN = 0xF0000  # private characters, one for each different number: a number is compared as a whole
SECONDS, LONGEST = 0.3, 20_000


def source(text: str, shown: str, *, start: int = 0, **more: Any) -> Source:
    """A source of the first `shown` in the text at or after `start`. Raises ValueError when it is not there."""
    at = text.index(shown, start)
    return {"at": [at, at + len(shown)], "shown": shown, **more}


def shifted(sources: Iterable[Mapping[str, Any]], by: int) -> list[Source]:
    """The sources of a text that is put behind so many characters."""
    return [{**each, "at": [each["at"][0] + by, each["at"][1] + by]} for each in sources]


def carried(old: str, new: str, sources: Iterable[Mapping[str, Any]]) -> list[Source]:
    """The sources of `old` at their places in `new`.

    A number that reads otherwise now keeps its source and bears `was`; one put back as it was loses the mark; one that
    is gone loses its source.
    """
    if old == new:
        return [dict(each) for each in sources]
    where = _moves(old, new)
    found = []
    for each in sources:
        place = _number(old, new, where, each["at"]) if "key" in each else _quotation(old, new, where, each["at"])
        if place is not None:
            found.append(_marked({**each, "at": list(place)}, new[place[0] : place[1]]))
    return sorted(found, key=lambda each: each["at"])


def edited(sources: Iterable[Mapping[str, Any]]) -> list[Source]:
    """Those whose number a hand has changed."""
    return [dict(each) for each in sources if "was" in each]


def with_value(text: str, sources: Iterable[Mapping[str, Any]], key: str, shown: str, **now: Any) -> tuple[str, list]:
    """The text with the number of one fact put right wherever it stands, and its sources; those edited by hand stay."""
    parts, found, at, grown = [], [], 0, 0
    for each in sorted(sources, key=lambda each: each["at"]):
        start, end = each["at"]
        mine = each.get("key") == key and "was" not in each
        if mine and start >= at:
            parts += [text[at:start], shown]
            found.append({**each, **now, "shown": shown, "at": [start + grown, start + grown + len(shown)]})
            grown, at = grown + len(shown) - (end - start), end
        else:
            found.append({**each, "at": [start + grown, end + grown]})
    return "".join([*parts, text[at:]]), found


def _marked(each: Source, now: str) -> Source:
    each.pop("was", None)
    return each if now == each["shown"] or "key" not in each else {**each, "was": each["shown"]}


def _moves(old: str, new: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Place of each token of `old` → its place in `new`: equal ones where they went, numbers that were replaced where
    their successors stand. A token is a number, or any other single character."""
    before, after = _tokens(old), _tokens(new)
    signs: dict[str, str] = {}
    one, other = ("".join(_sign(text[a:b], signs) for a, b in tokens) for text, tokens in ((old, before), (new, after)))
    marked = spans(one, other, seconds=SECONDS) if len(one) + len(other) <= LONGEST else coarse(one, other)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    n, m, gone = 0, 0, list[int]()
    for op, run in marked:
        if op == "same":
            found.update(zip(before[n : n + len(run)], after[m : m + len(run)], strict=True))
            n, m, gone = n + len(run), m + len(run), []
        elif op == "deleted":
            gone, n = [*range(n, n + len(run))], n + len(run)
        else:
            come, m = [*range(m, m + len(run))], m + len(run)
            found.update(_replaced(old, new, [before[g] for g in gone], [after[c] for c in come]))
            gone = []
    return found


def _replaced(old: str, new: str, gone: list, come: list) -> dict:
    """Numbers in a piece that went, paired with those in the piece that came: the same first, then in their order."""
    mine = [place for place in gone if DIGITS.fullmatch(old[slice(*place)])]
    theirs = [place for place in come if DIGITS.fullmatch(new[slice(*place)])]
    pairs = {}
    for place in mine:
        same = next((each for each in theirs if new[slice(*each)] == old[slice(*place)]), None)
        if same is not None:
            pairs[place] = same
            theirs.remove(same)
    rest = [place for place in mine if place not in pairs]
    return pairs | dict(zip(rest, theirs, strict=False))


def _number(old: str, new: str, where: Mapping, at: list[int]) -> tuple[int, int] | None:
    """The number with its 约 or 余, found by where its digits went."""
    digits = DIGITS.search(old, at[0], at[1])
    place = where.get(digits.span()) if digits else None
    if place is None:
        return None
    return next(number.span() for number in NUMBER.finditer(new) if number.start() <= place[0] < number.end())


def _quotation(old: str, new: str, where: Mapping, at: list[int]) -> tuple[int, int] | None:
    """Words that moved one by one: whole as they were, or not at all."""
    places = [to for place, to in where.items() if at[0] <= place[0] and place[1] <= at[1]]
    if not places:
        return None
    first, last = min(a for a, _ in places), max(b for _, b in places)
    return (first, last) if new[first:last] == old[at[0] : at[1]] else None


def _tokens(text: str) -> list[tuple[int, int]]:
    found, at = list[tuple[int, int]](), 0
    for number in DIGITS.finditer(text):
        found += [(n, n + 1) for n in range(at, number.start())] + [number.span()]
        at = number.end()
    return found + [(n, n + 1) for n in range(at, len(text))]


def _sign(token: str, signs: dict[str, str]) -> str:
    if len(token) == 1 and not token.isdecimal():
        return token
    return signs.setdefault(token, chr(FIRST_SIGN + len(signs)))
