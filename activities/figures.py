"""Figures from the activities' tables: one GROUP BY per table, then a fold up the tree, however many regions.

Only what was handed in counts, and never a draft. The query count is the same for a county and for the nation.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from activities.choices import HANDED_IN, Outcome, State
from activities.models import Activity, Photo
from activities.rolling import EMPTY, SORTS, STEP, SUMS, Figures, Tally, fold, plus, tally
from campaigns.models import Campaign
from orgs.among import Among
from orgs.choices import Openness
from orgs.models import Unit

ALL = {"state__in": HANDED_IN}
HELD = Q(outcome=Outcome.HELD)
# in the order of a tally's columns
COUNTED: dict[str, Count | Sum] = {
    **{f"of_{sort}": Count("pk", filter=HELD & Q(sort=sort)) for sort in SORTS},
    "planned": Count("pk", filter=~HELD),
}
for _name in SUMS:
    COUNTED[f"{_name}_value"] = Sum(_name, filter=HELD)
    COUNTED[f"{_name}_qualified"] = Count(_name, filter=HELD & ~Q(**{f"{_name}_qualifier": ""}))
PUBLIC = {"state": State.ACCEPTED, "openness": Openness.PUBLIC}


@dataclass(frozen=True, slots=True)
class Roll:
    """Figures of every region by tree path; `own` are those of its own units alone, before anything was added up."""

    tallies: Mapping[str, Tally]
    own: Mapping[str, Tally] = field(default_factory=dict)

    def of(self, path: str) -> Figures:
        return Figures(self.tallies.get(path, EMPTY))


def places_of(path: str) -> dict[int, str]:
    """Unit → the tree path of its region, in the region with this path and below. One query."""
    return dict(Unit.objects.filter(region__path__startswith=path).values_list("pk", "region__path"))


def roll_up(
    campaign: Campaign, path: str = "", *, which: Mapping = ALL, places: Mapping[int, str] | None = None
) -> Roll:
    """Figures of the region with this tree path and of every region below it (all regions without one). Three queries,
    two when `places` (of this path) are given.

    `which` is ALL (handed in or accepted) or PUBLIC (主动公开 and accepted).
    """
    places = places_of(path) if places is None else places
    activities = Activity.objects.filter(_inside(path, "unit__region__path"), campaign=campaign, **which)
    photos = Photo.objects.filter(_inside(path, "activity__unit__region__path"), activity__campaign=campaign)
    return _rolled((places[unit], each) for unit, each in _tallies(activities, photos, which))


def counting(campaign: Campaign, path: str) -> dict[int, str]:
    """Unit → the tree path of its region, of those that have anything in `roll_up` of this path; nothing is added up.
    One query."""
    counts = Activity.objects.filter(unit=OuterRef("pk"), campaign=campaign, **ALL).exclude(outcome=Outcome.CANCELLED)
    units = Unit.objects.filter(Exists(counts), region__path__startswith=path)
    return dict(units.values_list("pk", "region__path"))


def roll_up_units(campaign: Campaign, places: Mapping[int, str]) -> Roll:
    """Figures of these units (→ tree path) by region, as `roll_up` has them where all units of a region are named.
    Two queries."""
    return _rolled((places[unit], each) for unit, each in by_unit(places, campaign).items())


def of_unit(unit: Unit, campaign: Campaign, *, which: Mapping = ALL) -> Figures:
    """Figures that a unit answers for: a lead office for its region and all below, others for themselves and sections.

    At most three queries.
    """
    if unit.is_lead:
        return roll_up(campaign, unit.region.path, which=which).of(unit.region.path)
    own = Q(unit=unit) | Q(unit__within=unit)
    activities = Activity.objects.filter(own, campaign=campaign, **which)
    photos = Photo.objects.filter(activity__in=activities)
    return Figures.sum(each for _, each in _tallies(activities, photos, which))


def by_unit(units: Iterable[int], campaign: Campaign) -> dict[int, Tally]:
    """Of each unit what it logged itself and handed in; units without anything are left out. Two queries."""
    activities = Activity.objects.filter(Among("unit_id", units), campaign=campaign, **ALL)
    found: dict[int, Tally] = {}
    for unit, each in _tallies(activities, Photo.objects.filter(activity__in=activities), ALL):
        found[unit] = plus(found.get(unit, EMPTY), each)
    return found


def of_rows(rows: QuerySet[Activity]) -> Roll:
    """Figures of those among `rows` that were handed in, for every region they lie in and all above. Four queries."""
    found = Activity.objects.filter(pk__in=rows.order_by().values("pk"), **ALL)
    places = dict(Unit.objects.filter(pk__in=found.values("unit")).values_list("pk", "region__path"))
    photos = Photo.objects.filter(activity__in=found.values("pk"))
    return _rolled((places[unit], each) for unit, each in _tallies(found, photos, ALL))


def _rolled(pairs: Iterable[tuple[str, Tally]]) -> Roll:
    own: dict[str, Tally] = {}
    for path, each in pairs:
        own[path] = plus(own[path], each) if path in own else each
    return Roll(fold(own.items()), own)


def held(campaign: Campaign, path: str = "") -> QuerySet[Activity]:
    """The activities that the figure 已开展活动 counts, in the region with this tree path and below, in no order."""
    inside = _inside(path, "unit__region__path")
    return Activity.objects.filter(inside, campaign=campaign, outcome=Outcome.HELD, **ALL).order_by()


def _tallies(activities: QuerySet, photos: QuerySet, which: Mapping) -> Iterator[tuple[int, Tally]]:
    yield from _held_and_planned(activities)
    prefixed = {f"activity__{name}": value for name, value in which.items()}
    pictures = photos.filter(activity__outcome=Outcome.HELD, correction=None, **prefixed).order_by()
    for unit, number in pictures.values_list("activity__unit").annotate(number=Count("pk")):
        yield unit, tally(photos=number)


def _held_and_planned(activities: QuerySet) -> Iterator[tuple[int, Tally]]:
    """One row per unit: over the nation, rows per unit, kind and outcome would take longer to fetch than to count."""
    rows = activities.exclude(outcome=Outcome.CANCELLED).order_by()
    for unit, *found in rows.values_list("unit").annotate(**COUNTED):
        by_sort, planned, sums = found[: len(SORTS)], found[len(SORTS)], found[len(SORTS) + 1 :]
        parts = zip(sums[::2], sums[1::2], strict=True)
        flat = ((value or 0, int(value is not None), qualified) for value, qualified in parts)
        yield unit, (*by_sort, planned, int(any(by_sort)), 0, *(number for part in flat for number in part))


def _inside(path: str, field: str) -> Q:
    # the nation is everything: no join is needed to say so
    return Q(**{f"{field}__startswith": path}) if len(path) > STEP else Q()
