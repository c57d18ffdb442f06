"""What an import is checked against: units the person reports for, what they may log against, what is there already.

Everything is asked once for the whole table; the number of queries does not grow with its rows.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q

from activities.choosing import Offer, offer
from activities.models import Activity, CoHolder, Counter, Photo
from activities.rules import REPORTING
from activities.table_cells import one_line
from campaigns.models import Campaign, Item
from orgs.models import Unit, User

PIECE = 5000  # keys of one query
STORED = (
    "title", "sort", "outcome", "outcome_reason", "held_on", "ends_on", "place", "text", "enterprises",
    "enterprises_qualifier", "workers", "workers_qualifier", "residents", "residents_qualifier",
)  # fmt: skip
COLUMNS = ("pk", "public_id", "unit_id", "unit__name", "state", "version", "plan_id", "item_key", *STORED)
COUNTED = ("activity", "kind", "value", "qualifier")
NAMED = "name:"
LONGEST = 200  # characters of a choice; a drop-down shows no more
ENTRY = "附件所列："


@dataclass(slots=True)
class Stored:
    """An activity as it stands."""

    pk: int
    public_id: str
    unit_id: int
    unit_name: str
    state: str
    version: int
    words: dict[str, Any]
    action: str = ""
    holders: tuple[str, ...] = ()
    counters: dict[str, tuple[int, str]] = field(default_factory=dict)
    pictures: set[str] = field(default_factory=set)


Key = tuple[str, dt.date, str]  # unit's full name, day, title


class Ground:
    """`user` None is the system administrator's back office, where every unit is one's own."""

    def __init__(self, *, user: User | None, unit: Unit | None, campaign: Campaign) -> None:
        self.user, self.unit, self.campaign = user, unit, campaign
        if user is None:
            self.units = {}
        else:
            own = Unit.objects.filter(pk__in=user.reach.units(*REPORTING)).select_related("region")
            self.units = {u.short_name: u for u in own} | {u.name: u for u in own}
        self.own = {each.pk for each in self.units.values()}
        self.by_id: dict[str, Stored] = {}
        self.by_key: dict[Key, list[Stored]] = {}
        self.offered = cache(self._offered)
        self.named = cache(self._named)
        self.bodies = cache(lambda pk: Unit.objects.select_related("region").get(pk=pk))

    def allow(self, units: Iterable[Unit]) -> None:
        """Units that the back office names; one whose name others have too cannot be meant by it."""
        units = list(units)
        names = [unit.name for unit in units]
        self.units = {unit.name: unit for unit in units if names.count(unit.name) == 1}
        self.own = {unit.pk for unit in self.units.values()}

    def owner_of(self, stored: Stored) -> Unit | None:
        """The unit of an activity, where the person reports for it; in the back office whatever unit it is."""
        if self.user is None:
            return self.bodies(stored.unit_id)
        return next((unit for unit in self.units.values() if unit.pk == stored.unit_id), None)

    def load(self, ids: Iterable[str], names: Iterable[str]) -> None:
        """Read the activities that carry one of the `ids`, or belong to a unit called so or to one's own."""
        wanted, names = sorted(set(ids)), sorted({*names} - {*self.units})
        places = Q(unit__in=self.own) | Q(unit__name__in=names)
        found = self._rows(places) + [
            row for at in range(0, len(wanted), PIECE) for row in self._rows(Q(public_id__in=wanted[at : at + PIECE]))
        ]
        stored = {row[0]: self._stored(row) for row in found}
        self._add_details(stored, {row[0]: (row[6], row[7]) for row in found if row[7]})
        for each in stored.values():
            self.by_id[each.public_id] = each
            key = (each.unit_name, each.words["held_on"], one_line(each.words["title"]))
            self.by_key.setdefault(key, []).append(each)

    def _rows(self, which: Q) -> list[tuple]:
        rows = Activity.objects.confirmed().filter(campaign=self.campaign)
        if self.user is not None:
            # not what is merely public: its words are masked for outsiders, and a difference would tell them
            mine, over = (getattr(Activity.objects, name)(self.user) for name in ("own_or_joint", "coordinated_by"))
            rows = rows.filter(Q(pk__in=mine.order_by().values("pk")) | Q(pk__in=over.order_by().values("pk")))
        return list(rows.filter(which).order_by("pk").values_list(*COLUMNS))

    def _stored(self, row: tuple) -> Stored:
        return Stored(*row[:6], words=dict(zip(STORED, row[8:], strict=True)))

    def _add_details(self, stored: dict[int, Stored], against: dict[int, tuple[int, UUID]]) -> None:
        """Names of co-holders, counters, pictures and the action's heading."""
        pks = sorted(stored)
        for at in range(0, len(pks), PIECE):
            inside = {"activity__in": pks[at : at + PIECE]}
            for pk, name in CoHolder.objects.filter(**inside).order_by("order", "pk").values_list("activity", "name"):
                stored[pk].holders = (*stored[pk].holders, name)
            for pk, kind, *figure in Counter.objects.filter(**inside).values_list(*COUNTED):
                stored[pk].counters[kind] = (figure[0], figure[1])
            for pk, digest, name in Photo.objects.filter(**inside).values_list("activity", "digest", "original_name"):
                stored[pk].pictures |= {digest, f"{NAMED}{name.lower()}"}
        headings = _headings(set(against.values()))
        for pk, place in against.items():
            stored[pk].action = headings.get(place, "")

    def _offered(self, unit: Unit) -> tuple[Offer, dict[str, str]]:
        offered = offer(unit, self.campaign)
        return offered, labels(offered)

    def _named(self, region_id: int) -> dict[str, Unit]:
        """The region's units by full and short name."""
        here = Unit.objects.filter(region_id=region_id)
        return {name: unit for unit in here for name in (unit.short_name, unit.name)}


def labels(offered: Offer) -> dict[str, str]:
    """What the column 对应专项行动 may say → the choice it stands for."""
    found = {}
    for value, item in offered.items.items():
        found[one_line(item.heading or item.text)[:LONGEST]] = value
    titles = [one_line(entry.title)[:LONGEST] for entry in offered.entries.values()]
    for (value, entry), title in zip(offered.entries.items(), titles, strict=True):
        day = f"（{entry.starts_on:%m-%d}）" if titles.count(title) > 1 and entry.starts_on else ""
        found[f"{ENTRY}{title}{day}"] = value
        if titles.count(title) == 1:
            found.setdefault(title, value)
    return found


def _headings(places: set[tuple[int, UUID]]) -> dict[tuple[int, UUID], str]:
    """The heading of an item in a plan, in the plan's latest words."""
    keys = {key for _, key in places}
    rows = Item.objects.filter(key__in=keys, edition__plan__in={plan for plan, _ in places}).order_by("edition__number")
    return {(plan, key): heading for plan, key, heading in rows.values_list("edition__plan", "key", "heading")}
