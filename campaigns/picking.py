"""The unit picker: units of the own branch, found by a part of their name."""

from django.db.models import Q

from orgs.models import Unit

MOST = 20


def pickable(unit: Unit, words: str) -> list[tuple[Unit, str]]:
    """Units of the unit's region and those below whose full or short name has `words` in it, and where each stands.

    The own sections come first, then the region's bodies, then those below; at most twenty. One query.
    """
    text = words.strip()[:40]
    named = Q(name__icontains=text) | Q(short_name__icontains=text)
    branch = Unit.objects.filter(named, region__path__startswith=unit.region.path).taking_part()
    found = branch.select_related("region", "within").order_by("region__path", "order", "pk")
    own = list(found.filter(within=unit)[:MOST])
    rest = list(found.exclude(within=unit)[: MOST - len(own)]) if len(own) < MOST else []
    return [(each, _where(each, unit)) for each in (*own, *rest)]


def _where(each: Unit, unit: Unit) -> str:
    if each.within_id == unit.pk:
        return "本单位内设机构"
    if each.within_id:
        return str(each.within)
    return "本级" if each.region_id == unit.region_id else str(each.region)
