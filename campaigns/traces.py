"""Where in a draft the parent's items that are left out would stand: a folded trace is left in their place. Pure."""

from campaigns.choices import Change, Kind
from campaigns.paper import Entry, Paper


def traces_of(paper: Paper) -> dict[str, list[Entry]]:
    """Key of the item after which it stands → what was left out there, in the parent's order; what stands before all
    of its kind goes by the kind ("section"), actions before all of an arrangement's by "in-" and its key.

    What goes along with an arrangement that is left out has no trace of its own: it comes back with it.
    """
    found: dict[str, list[Entry]] = {}
    for group in paper.left_out:
        for entry in group.entries:
            if (place := _place(entry, paper)) is not None:
                found.setdefault(place, []).append(entry)
    return found


def _place(entry: Entry, paper: Paper) -> str | None:
    item = entry.item
    siblings, first = _siblings(entry, paper)
    if not item.is_own or siblings is None:
        return None
    above = [each for each in siblings if _from_above(each) and each.item.base.position < item.position]
    return max(above, key=lambda each: each.item.base.position).key if above else first


def _siblings(entry: Entry, paper: Paper) -> tuple[tuple[Entry, ...] | None, str]:
    """Those among which it would stand, and the name of the place before them all."""
    kind = entry.item.kind
    if kind == Kind.SLOGAN:
        return paper.slogans, kind
    part = next((part for part in paper.parts if part.kind == kind), None)
    if part is not None:
        return part.entries, kind
    home = paper.find(entry.item.under)
    return (home.actions, f"in-{home.key}") if home and home.stands else (None, "")


def _from_above(entry: Entry) -> bool:
    return entry.item.base is not None and entry.item.change in (Change.INHERITED, Change.ADAPTED, Change.DERIVED)
