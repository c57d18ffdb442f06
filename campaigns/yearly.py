"""From one year's plan to the next: which items answer each other, and how years and days move. Pure."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Key = Any  # hashable: a UUID in the database, whatever is handy in a test
ALIKE = 0.8  # of names that a year's editing changed; below it a person decides
_DATED = re.compile(r"\d{1,2}月(\d{1,2}日)?|\d{1,2}日")


@dataclass(frozen=True)
class Named:
    """An item by what it is called; `previous` is the key of last year's item it was made from."""

    key: Key
    kind: str
    words: str
    previous: Key = None


def move_year(text: str, then: int, now: int) -> str:
    """`text` with the year it was written for replaced, as a year and in a document number's brackets."""
    return re.sub(rf"(?<!\d){then}(?=年|〕)", str(now), text)


def same_day(day: dt.date | None, then: int, now: int) -> dt.date | None:
    """The same day of the month so many years later; 29 February becomes the 28th."""
    if day is None:
        return None
    year = day.year + now - then
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def names_days(text: str) -> bool:
    """Whether the words name days or months, which a person must look at in a new year."""
    return bool(_DATED.search(text))


def answering(last: Iterable[Named], now: Iterable[Named]) -> dict[Key, Key]:
    """Last year's key → this year's key, each at most once: by lineage, else by the same name, else by a similar one.

    Only items of one kind answer each other. The result does not depend on the order of equally good pairs beyond
    the order given.
    """
    last, free = list(last), list(now)
    found: dict[Key, Key] = {}
    for answers in (_by_lineage, _by_name):
        for then in last:
            match = next((each for each in free if then.key not in found and answers(then, each)), None)
            if match is not None:
                found[then.key] = match.key
                free.remove(match)
    pairs = [(_alike(then, each), i, j) for i, then in enumerate(last) if then.key not in found
             for j, each in enumerate(free) if then.kind == each.kind]  # fmt: skip
    taken: set[int] = set()
    for score, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score >= ALIKE and last[i].key not in found and j not in taken:
            found[last[i].key] = free[j].key
            taken.add(j)
    return found


def _by_lineage(then: Named, now: Named) -> bool:
    return then.kind == now.kind and now.previous is not None and now.previous == then.key


def _by_name(then: Named, now: Named) -> bool:
    return then.kind == now.kind and _plain(then.words) == _plain(now.words) != ""


def _alike(then: Named, now: Named) -> float:
    return SequenceMatcher(None, _plain(then.words), _plain(now.words), autojunk=False).ratio()


def _plain(words: str) -> str:
    """Without year, marks and blanks, which change without changing what is meant."""
    return re.sub(r"\d{4}年?|[\W_]+", "", words)
