"""Where things stand once the parent's items beneath or beside them have changed. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from campaigns.resolving import Base, Contents, Key, Own, Place, resolve

LAST = 10_000  # further down than any list is long


def homes_after(places: Iterable[Place], own: Iterable[Own], now: Iterable[Base]) -> list[Place]:
    """The places that still mean something: those of things that are gone go too, and whose home is gone returns to
    where the parent has it, or stands under none when it would not stand there."""
    own, now = list(own), list(now)
    there = {item.key for item in now}
    known = there | {o.key for o in own}
    living = [place for place in places if place.key in known]
    firm = [place for place in living if place.under is None or place.under in known]
    homeless = [place for place in living if place not in firm]
    stands = {item.key for item in resolve(now, own, firm).items} & there
    return [*firm, *(replace(place, under=None, position=LAST) for place in homeless if place.key not in stands)]


def settled(places: Iterable[Place], own: Iterable[Own], now: Iterable[Base]) -> list[Place]:
    """The same places, saying exactly where the document has each of them; of what does not stand, as they were."""
    places = list(places)
    found = {item.key: item for item in resolve(now, own, places).items}
    return [Place(p.key, found[p.key].under, found[p.key].position) if p.key in found else p for p in places]


def seated(before: Contents, new: list[Base], own: list[Own], places: list[Place], moved: set[Key]) -> list[Place]:
    """`places` with ranks that keep each placed item behind the one it stood behind, whatever the parent put between
    or took away. Neighbours that the parent moved (`moved`) are no guide."""
    placed = {place.key for place in places}
    after = resolve(new, own, [replace(place, position=LAST) for place in places])
    standing = {item.key: item for item in after.items}
    old_group = in_groups(before)
    rank = {item.key: item.position for item in before.items}
    ranks: dict[Key, int] = {}
    for (kind, under), keys in in_groups(after).items():
        line = [key for key in keys if key not in placed]
        mine = [key for key in keys if key in placed]
        stayed = old_group.get((kind, under), [])
        old = {key: n for n, key in enumerate(stayed)}
        for key in sorted(mine, key=lambda k: (old.get(k, LAST), rank.get(k, LAST))):
            guides = stayed[: old[key]] if key in old else None
            line.insert(_behind(line, guides, moved - placed), key)
        ranks.update({key: n for n, key in enumerate(line)})
    return [Place(p.key, standing[p.key].under, ranks[p.key]) if p.key in standing else p for p in places]


def _behind(line: list[Key], guides: list[Key] | None, moved: set[Key]) -> int:
    """The index behind the last of `guides` that stands in the line; at its end for one that is new there."""
    if guides is None:
        return len(line)
    at = {key: n for n, key in enumerate(line)}
    return next((at[key] + 1 for key in reversed(guides) if key in at and key not in moved), 0)


def in_groups(contents: Contents) -> dict[tuple, list[Key]]:
    """(kind, home) → the keys that stand there, in order."""
    found: dict[tuple, list[Key]] = {}
    for item in contents.items:
        found.setdefault((item.kind, item.under), []).append(item.key)
    return found
