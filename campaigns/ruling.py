"""Whom a request may name, one by one or by rule. Who they are is looked up when it is sent, and anew every day."""

from collections.abc import Callable, Iterable

from django.db.models import Count, Q, QuerySet

from campaigns.choices import AskedOf
from campaigns.naming import Called
from campaigns.obliging import askable
from orgs.models import Membership, Unit


def reachable(unit: Unit) -> QuerySet[Unit]:
    """Everybody that `unit` may ask: those of `askable`, and for a lead office every lead office below."""
    found = Q(pk__in=askable(unit).order_by().values("pk"))
    if unit.is_lead:
        found |= _all_below(unit)
    return Unit.objects.filter(found).select_related("region").order_by("region__path", "order", "pk")


def meant_by(unit: Unit, rules: Iterable[str]) -> QuerySet[Unit]:
    """The units taking part today that `unit` means by these rules; nobody without a rule."""
    wanted = [_MEANT[AskedOf(rule)](unit) for rule in rules]
    found = Q(pk__in=[])
    for each in wanted:
        found |= each
    units = Unit.objects.filter(found).exclude(pk=unit.pk).taking_part()
    return units.select_related("region").order_by("region__path", "order", "pk")


def offered(unit: Unit) -> list[tuple[str, str]]:
    """The rules that mean somebody today, with how many; as choices of a form. Two queries."""
    wanted = {rule: Count("pk", filter=means(unit)) for rule, means in _MEANT.items()}
    counts = Unit.objects.exclude(pk=unit.pk).taking_part().order_by().aggregate(**wanted)
    if counts[AskedOf.ALL_BELOW] == counts[AskedOf.BELOW]:
        counts[AskedOf.ALL_BELOW] = 0  # there is only one level below
    return [(rule.value, f"{rule.label}（现有{counts[rule]}个）") for rule in AskedOf if counts[rule]]


def called(unit: Unit) -> list[Called]:
    """Everybody that `unit` may ask, with the names by which people know them. One query."""
    return [Called(each.pk, _names(each)) for each in reachable(unit)]


def _names(unit: Unit) -> list[str]:
    names = [unit.name, unit.short_name, unit.name.replace("市场监督管理局", "市场监管局")]
    if unit.is_lead:
        names += [unit.region.name, unit.region.short_name]
    return names


def _below(unit: Unit) -> Q:
    region = unit.region
    below = Q(kind="lead", region__path__startswith=region.path, region__depth=region.depth + 1)
    return below if unit.is_lead else Q(pk__in=[])


def _all_below(unit: Unit) -> Q:
    region = unit.region
    below = Q(kind="lead", region__path__startswith=region.path, region__depth__gt=region.depth)
    return below if unit.is_lead else Q(pk__in=[])


def _members(unit: Unit) -> Q:
    """The letterheads' own lists; without one every member body of the region (as for addressees)."""
    if not unit.is_lead:
        return Q(pk__in=[])
    listed = Membership.objects.filter(letterhead__unit=unit).values("unit")
    return Q(pk__in=listed) if listed.exists() else Q(kind="member", region=unit.region, within=None)


def _sections(unit: Unit) -> Q:
    return Q(within=unit)


_MEANT: dict[AskedOf, Callable[[Unit], Q]] = {
    AskedOf.BELOW: _below,
    AskedOf.ALL_BELOW: _all_below,
    AskedOf.MEMBERS: _members,
    AskedOf.SECTIONS: _sections,
}
