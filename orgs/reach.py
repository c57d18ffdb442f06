"""How far a person's seats reach: plain values, computed once per request."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """One current seat, flattened: role, unit, the sections within it, the tree path of its region."""

    role: str
    unit: int
    sections: frozenset[int]
    path: str
    is_lead: bool
    holder: int = 0
    absent: str = ""  # whose seat it is, when the person acts from it as a deputy


@dataclass(frozen=True)
class Reach:
    held: tuple[Held, ...] = ()

    def units(self, *roles: str) -> frozenset[int]:
        """Ids of units where one of `roles` is held (any role when none is named), sections within included."""
        return frozenset(unit for seat in self._holding(roles) for unit in (seat.unit, *seat.sections))

    def offices(self, *roles: str) -> dict[int, str]:
        """Lead offices where one of `roles` is held: unit id → path of the region it coordinates."""
        return {seat.unit: seat.path for seat in self._holding(roles) if seat.is_lead}

    def persons(self, unit: int, *roles: str) -> frozenset[int]:
        """Ids of the people in whose seats (one of `roles`, at that unit) the person acts, the own included."""
        return frozenset(seat.holder for seat in self._holding(roles) if unit == seat.unit or unit in seat.sections)

    def acting(self, unit: int, *roles: str) -> str:
        """“代理甲、乙” when the person acts at the unit from others' seats alone; empty from an own one, or none."""
        seats = [seat for seat in self._holding(roles) if unit == seat.unit or unit in seat.sections]
        if not seats or any(not seat.absent for seat in seats):
            return ""
        return "代理" + "、".join(dict.fromkeys(seat.absent for seat in seats))

    @property
    def paths(self) -> frozenset[str]:
        """Tree paths of the regions that the person's lead offices coordinate."""
        return frozenset(self.offices().values())

    @property
    def places(self) -> frozenset[str]:
        """Tree paths of the regions in which the person holds any seat."""
        return frozenset(seat.path for seat in self.held)

    def _holding(self, roles: tuple[str, ...]) -> Iterable[Held]:
        return (seat for seat in self.held if not roles or seat.role in roles)


NOWHERE = Reach()
