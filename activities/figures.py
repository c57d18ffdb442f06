"""Figures from the activities' tables: one GROUP BY per table, then a fold up the tree, however many regions.

Only what was handed in counts, and never a draft. The query count is the same for a county and for the nation.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import add

from django.db.models import Count, Q, QuerySet, Sum

from activities.choices import HANDED_IN, Outcome, State
from activities.models import Activity, Photo
from activities.rolling import EMPTY, PLACE, STEP, SUMS, Figures, Tally, fold, plus, tally
from campaigns.models import Campaign
from orgs.choices import Openness
from orgs.models import Unit

ALL = {"state__in": HANDED_IN}
FIRST_SUM = PLACE["enterprises.value"]  # from here on a tally has its sums, in the order of the query
PUBLIC = {"state": State.ACCEPTED, "openness": Openness.PUBLIC}


@dataclass(frozen=True, slots=True)
class Roll:
    """Figures of every region by tree path."""

    tallies: Mapping[str, Tally]

    def of(self, path: str) -> Figures:
        return Figures(self.tallies.get(path, EMPTY))


def roll_up(campaign: Campaign, path: str = "", *, which: Mapping = ALL) -> Roll:
    """Figures of the region with this tree path and of every region below it (all regions without one). Three queries.

    `which` is ALL (handed in or accepted) or PUBLIC (主动公开 and accepted).
    """
    places = dict(Unit.objects.filter(region__path__startswith=path).values_list("pk", "region__path"))
    activities = Activity.objects.filter(_inside(path, "unit__region__path"), campaign=campaign, **which)
    photos = Photo.objects.filter(_inside(path, "activity__unit__region__path"), activity__campaign=campaign)
    return Roll(fold((places[unit], each) for unit, each in _tallies(activities, photos, which)))


def of_unit(unit: Unit, campaign: Campaign, *, which: Mapping = ALL) -> Figures:
    """Figures that a unit answers for: a lead office for its region and all below, others for themselves and sections.

    At most three queries.
    """
    if unit.is_lead:
        return roll_up(campaign, unit.region.path, which=which).of(unit.region.path)
    own = Q(unit=unit) | Q(unit__within=unit)
    activities = Activity.objects.filter(own, campaign=campaign, **which)
    photos = Photo.objects.filter(activity__in=activities)
    total = EMPTY
    for _, each in _tallies(activities, photos, which):
        total = plus(total, each)
    return Figures(total)


def _tallies(activities: QuerySet, photos: QuerySet, which: Mapping) -> Iterator[tuple[int, Tally]]:
    yield from _held_and_planned(activities)
    prefixed = {f"activity__{name}": value for name, value in which.items()}
    pictures = photos.filter(activity__outcome=Outcome.HELD, correction=None, **prefixed).order_by()
    for unit, number in pictures.values_list("activity__unit").annotate(number=Count("pk")):
        yield unit, tally(photos=number)


def _held_and_planned(activities: QuerySet) -> Iterator[tuple[int, Tally]]:
    counts: dict[str, Count | Sum] = {"number": Count("pk")}
    for name in SUMS:
        counts[f"{name}_value"] = Sum(name)
        counts[f"{name}_given"] = Count(name)
        counts[f"{name}_qualified"] = Count(name, filter=~Q(**{f"{name}_qualifier": ""}))
    rows = activities.exclude(outcome=Outcome.CANCELLED).order_by()
    found: dict[int, list[int]] = {}
    for unit, sort, outcome, number, *sums in rows.values_list("unit", "sort", "outcome").annotate(**counts):
        column = found.setdefault(unit, [*EMPTY])
        if outcome == Outcome.HELD:
            column[PLACE[sort]] += number
            column[PLACE["units"]] = 1
            column[FIRST_SUM:] = map(add, column[FIRST_SUM:], (value or 0 for value in sums))
        else:
            column[PLACE["planned"]] += number
    yield from ((unit, tuple(column)) for unit, column in found.items())


def _inside(path: str, field: str) -> Q:
    # the nation is everything: no join is needed to say so
    return Q(**{f"{field}__startswith": path}) if len(path) > STEP else Q()
