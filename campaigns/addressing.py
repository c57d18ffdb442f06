"""To whom a document goes: the names as the paper prints them, and which units that means. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from campaigns.choices import PartyRole, PartyRule

RECEIVING = (PartyRole.ADDRESSEE, PartyRole.COPIED)


class Named(Protocol):
    """A party: an issuer, an addressee, a copy."""

    role: str
    rule: str
    name: str
    unit_id: int | None


@dataclass(frozen=True)
class Place:
    """A unit as far as it matters here: `path` is its region's in the tree; `is_section` stands within another."""

    pk: int
    kind: str
    path: str
    is_section: bool = False


def printed(parties: Iterable[Named]) -> dict[str, list[str]]:
    """Names by role, in the document's order. A rule says who is meant, and is printed only where no name stands."""
    found: dict[str, list[str]] = {role: [] for role in PartyRole.values}
    rules: dict[str, list[str]] = {role: [] for role in PartyRole.values}
    for party in parties:
        (rules if party.rule else found)[party.role].append(party.name)
    return {role: names or rules[role] for role, names in found.items()}


def is_expected(unit: Place, issuer: Place, parties: Iterable[Named], members: Iterable[int] = ()) -> bool:
    """Whether a unit is to confirm the receipt (签收).

    A unit that is named as addressee or copy is, and so are those that a rule means. Where the addressees are free
    names, or none are given, and no rule was chosen, the lead offices one level below are meant. Only those that may
    read the document in the portal count: units of the issuer's region and below, and lead offices above. `members` is
    the letterhead's own list; without one every member body of the region is a member.
    """
    if unit.pk == issuer.pk or not _reads(unit, issuer):
        return False
    receiving = [party for party in parties if party.role in RECEIVING]
    if any(party.unit_id == unit.pk for party in receiving):
        return True
    rules = {party.rule for party in receiving if party.rule}
    addressed = [party for party in receiving if party.role == PartyRole.ADDRESSEE]
    free = not rules and (not addressed or any(party.unit_id is None for party in addressed))
    just_below = unit.kind == "lead" and unit.path[:-4] == issuer.path
    if just_below and (PartyRule.BELOW in rules or (free and issuer.kind == "lead")):
        return True
    listed = set(members)
    is_member = unit.pk in listed if listed else unit.kind == "member" and unit.path == issuer.path
    return PartyRule.MEMBERS in rules and is_member and not unit.is_section


def _reads(unit: Place, issuer: Place) -> bool:
    return unit.path.startswith(issuer.path) or (unit.kind == "lead" and issuer.path.startswith(unit.path))
