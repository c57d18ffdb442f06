"""Figures of regions and units: each unit's own, then a fold up the tree, however many regions.

Only what was handed in counts, and never a draft. The query count is the same for a county and for the nation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from activities import kept_tallies
from activities.choices import Outcome
from activities.models import Activity, Photo
from activities.rolling import EMPTY, STEP, Figures, Tally, fold, plus
from activities.tallying import ALL, PUBLIC, by_unit, tallies
from campaigns.models import Campaign
from orgs.models import Unit

__all__ = [
    "ALL",
    "PUBLIC",
    "Roll",
    "by_unit",
    "counting",
    "held",
    "of_rows",
    "of_unit",
    "places_of",
    "roll_up",
    "roll_up_units",
    "roll_up_years",
]


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


def roll_up(campaign: Campaign, path: str = "", *, which: Mapping = ALL) -> Roll:
    """Figures of the region with this tree path and of every region below it (all regions without one).

    `which` is ALL (handed in or accepted; one query, three when something changed since it was added up) or PUBLIC
    (主动公开 and accepted; three).
    """
    if which == ALL:
        return roll_up_years([campaign], path)[0]
    places = places_of(path)
    activities = Activity.objects.filter(_inside(path, "unit__region__path"), campaign=campaign, **which)
    photos = Photo.objects.filter(_inside(path, "activity__unit__region__path"), activity__campaign=campaign)
    return _rolled((places[unit], each) for unit, each in tallies(activities, photos, which))


def roll_up_years(campaigns: Sequence[Campaign], path: str = "") -> list[Roll]:
    """The same of several campaigns: one query, and two for each in which something changed since it was added up."""
    return [_rolled(pairs) for pairs in kept_tallies.of_each(campaigns, _inside(path, "unit__region__path"))]


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
    return Figures.sum(each for _, each in tallies(activities, photos, which))


def of_rows(rows: QuerySet[Activity]) -> Roll:
    """Figures of those among `rows` that were handed in, for every region they lie in and all above. Four queries."""
    found = Activity.objects.filter(pk__in=rows.order_by().values("pk"), **ALL)
    places = dict(Unit.objects.filter(pk__in=found.values("unit")).values_list("pk", "region__path"))
    photos = Photo.objects.filter(activity__in=found.values("pk"))
    return _rolled((places[unit], each) for unit, each in tallies(found, photos, ALL))


def _rolled(pairs: Iterable[tuple[str, Tally]]) -> Roll:
    own: dict[str, Tally] = {}
    for path, each in pairs:
        own[path] = plus(own[path], each) if path in own else each
    return Roll(fold(own.items()), own)


def held(campaign: Campaign, path: str = "") -> QuerySet[Activity]:
    """The activities that the figure 已开展活动 counts, in the region with this tree path and below, in no order."""
    inside = _inside(path, "unit__region__path")
    return Activity.objects.filter(inside, campaign=campaign, outcome=Outcome.HELD, **ALL).order_by()


def _inside(path: str, field: str) -> Q:
    # the nation is everything: no join is needed to say so
    return Q(**{f"{field}__startswith": path}) if len(path) > STEP else Q()
