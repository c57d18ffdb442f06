"""Units as they stand in lists of 征集: who may be asked, grouped and in order; who answered, in order."""

from collections.abc import Iterable

from django.db.models import QuerySet

from campaigns.obliging import askable, collectable
from campaigns.protocol import Giver, in_order
from orgs.models import Membership, Unit

LEVELS = tuple("省市县区州盟旗")
OTHERS = ("其他有关单位", "下一级牵头单位", "本单位内设机构")


def members_of(unit: Unit) -> dict[int, int]:
    """Unit → its place in the member lists of the unit's letterheads; the first list counts. One query."""
    return places_of(listed(unit))


def listed(unit: Unit) -> QuerySet:
    """The units in those lists, one after the other."""
    rows = Membership.objects.filter(letterhead__unit=unit).order_by("letterhead", "order")
    return rows.values_list("unit", flat=True)


def places_of(members: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for place, pk in enumerate(members):
        found.setdefault(pk, place)
    return found


def giver(unit: Unit, asker: Unit, members: dict[int, int]) -> Giver:
    """A unit in the eyes of the one that asks; needs `unit.region`. Localities go by their region's name."""
    locality = unit.is_lead and unit.region_id != asker.region_id
    return Giver(
        unit.pk,
        unit.region.name if locality else _called(unit),
        unit.region.path,
        unit.order,
        is_locality=locality,
        is_section=unit.within_id is not None,
        member=members.get(unit.pk, -1 if unit.pk == asker.pk else None),
    )


def _called(unit: Unit) -> str:
    """As a region's documents call its bodies: 省市场监管局 rather than 福建省市场监管局."""
    name, head = unit.short_name or unit.name, unit.region.short_name
    rest = name.removeprefix(head)
    return rest if head and rest[:1] in LEVELS and len(rest) > 1 else name


def ordered(units: Iterable[Unit], asker: Unit) -> list[tuple[Giver, Unit]]:
    """Bodies in protocol order, then localities in administrative order."""
    members, by_pk = members_of(asker), {unit.pk: unit for unit in units}
    return [(each, by_pk[each.pk]) for each in in_order(giver(unit, asker, members) for unit in by_pk.values())]


def groups(asker: Unit, *, own: bool) -> list[tuple[str, list[tuple[int, str]]]]:
    """Whom the unit may ask, as grouped choices; `own`: itself among them, when its own proposals are collected."""
    found: dict[str, list[tuple[int, str]]] = {name: [] for name in ("成员单位", *OTHERS)}
    for each, unit in ordered(collectable(asker) if own else askable(asker), asker):
        found[_group(each)].append((unit.pk, f"{unit.name}（本单位）" if unit.pk == asker.pk else unit.name))
    return [(name, rows) for name, rows in found.items() if rows]


def _group(each: Giver) -> str:
    if each.is_locality:
        return OTHERS[1]
    if each.is_section:
        return OTHERS[2]
    return OTHERS[0] if each.member is None else "成员单位"
