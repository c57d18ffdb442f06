"""The order in which bodies and localities stand: bodies in protocol order, localities in administrative order. Pure.

Source: GB/T 9704-2012 leaves the order of bodies to protocol; a letterhead's member list records it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Giver:
    """A unit as far as its place in a list goes. `name` is how the annex calls it."""

    pk: int
    name: str
    path: str  # tree path of its region: siblings sort in administrative order
    order: int
    is_locality: bool = False  # the lead office of a region below, which answers for the region
    is_section: bool = False
    member: int | None = None  # its place in the letterhead's member list


def rank(giver: Giver) -> tuple:
    """What to sort by: members as their list says, other bodies by their own order, sections, then localities."""
    if giver.is_locality:
        return (3, giver.path, giver.order, giver.pk)
    if giver.is_section:
        return (2, giver.path, giver.order, giver.pk)
    return (1, giver.path, giver.order, giver.pk) if giver.member is None else (0, "", giver.member, giver.pk)


def in_order(givers: Iterable[Giver]) -> list[Giver]:
    return sorted(givers, key=rank)


def joined(there: Sequence[str], fresh: Iterable[tuple[str, tuple]], ranks: Mapping[str, tuple]) -> list[int]:
    """Where new lines go in a list that stands already: for each, the index to insert it at, one after the other.

    `there` names the unit of each line; `fresh` gives (name, rank) of the new ones; `ranks` the ranks of known names.
    A line joins the last of its unit; a unit new to the list goes before the first that ranks after it. Lines there
    keep their order, so that what somebody sorted by hand stays.
    """
    names, found = list(there), []
    for name, own in fresh:
        at = max((n for n, each in enumerate(names) if each == name), default=-1) + 1
        if not at:
            at = next((n for n, each in enumerate(names) if each in ranks and ranks[each] > own), len(names))
        names.insert(at, name)
        found.append(at)
    return found
