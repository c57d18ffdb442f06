"""What the filters of a list offer: regions to go down into, the units near by, the actions of the plans above."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from campaigns.choices import Change, Kind, Scope
from campaigns.models import Campaign, Edition, Item
from orgs.models import Region, Unit, User
from orgs.querysets import below

ALL = ("", "全部")
LABEL = 30
Choices = list[tuple[str, object]]


def regions(user: User, asked: Region | None) -> Choices:
    """The coordinated regions and the line down to the one asked for, each with the regions just below. One query."""
    paths = user.reach.paths
    if not paths:
        return []
    opened = {*paths, *(asked.line if asked else ())}
    near = Q(path__in=opened)
    for path in opened:
        near |= Q(path__startswith=path, depth=len(path) // Region.steplen + 1)
    found = Region.objects.filter(below(paths, "path")).filter(near)
    top = min(len(path) for path in paths) // Region.steplen
    return [ALL, *((each.code, "　" * max(0, each.depth - top) + each.name) for each in found)]


def units(user: User, asked: Region | None, chosen: Unit | None, *, own: bool) -> Choices:
    """The own units and, unless `own`, those of the region asked for (else of the own regions) itself, not of those
    below. Nothing when there is no choice. One query."""
    places = () if own else {asked.path} if asked else user.reach.paths
    near = Q(pk__in=user.reach.units()) | Q(region__path__in=places) | Q(pk=chosen.pk if chosen else None)
    found = Unit.objects.filter(near).order_by("region__path", "order", "pk").values_list("pk", "name")
    offered = [(str(pk), name) for pk, name in found]
    return [ALL, *offered] if len(offered) > 1 else []


def actions(user: User, campaign: Campaign, chosen: UUID | None = None) -> Choices:
    """Actions by root, in the words of the highest plan that has them: those of the plans in force of the lead offices
    in the line above and of the own ones. Two queries."""
    lines = {place[:end] for place in user.reach.places for end in range(4, len(place) + 1, 4)}
    above = Q(plan__unit__region__path__in=lines, plan__unit__kind="lead", plan__scope=Scope.REGION)
    editions = Edition.objects.visible_to(user).issued().filter(above, plan__campaign=campaign)
    issuers = dict(editions.order_by("plan__unit__region__depth", "pk").values_list("pk", "plan__unit__region__name"))
    items = Item.objects.filter(edition__in=list(issuers), kind=Kind.ACTION).exclude(change=Change.WITHDRAWN)
    groups = _by_issuer(issuers, items.order_by("pk").values_list("edition", "root", "heading", "text"))
    known = {value for _, choices in groups for value, _ in choices}
    if chosen and str(chosen) not in known:
        groups.append(("其他", [(str(chosen), "所选专项行动")]))
    return [ALL, *groups] if groups else []


def _by_issuer(issuers: dict[int, str], items: Iterable[tuple]) -> list[tuple[str, Choices]]:
    rows, seen, groups = list(items), set(), []
    for edition, issuer in issuers.items():
        own: Choices = []
        for at, root, heading, text in rows:
            if at == edition and root not in seen:
                seen.add(root)
                words = heading or text
                own.append((str(root), words if len(words) <= LABEL else words[:LABEL] + "…"))
        if own:
            groups.append((issuer, own))
    return groups
