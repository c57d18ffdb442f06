"""Each unit's own figures, counted from the tables of activities and photos: one GROUP BY per table.

Only what was handed in counts, and never a draft.
"""

from collections.abc import Collection, Iterator, Mapping

from django.db.models import Count, Q, QuerySet, Sum

from activities.choices import HANDED_IN, Outcome, State
from activities.models import Activity, Photo
from activities.rolling import EMPTY, SORTS, SUMS, Tally, plus, tally
from campaigns.models import Campaign
from orgs.among import Among
from orgs.choices import Openness

ALL = {"state__in": HANDED_IN}
PUBLIC = {"state": State.ACCEPTED, "openness": Openness.PUBLIC}
HELD = Q(outcome=Outcome.HELD)
# in the order of a tally's columns
COUNTED: dict[str, Count | Sum] = {
    **{f"of_{sort}": Count("pk", filter=HELD & Q(sort=sort)) for sort in SORTS},
    "planned": Count("pk", filter=~HELD),
}
for _name in SUMS:
    COUNTED[f"{_name}_value"] = Sum(_name, filter=HELD)
    COUNTED[f"{_name}_qualified"] = Count(_name, filter=HELD & ~Q(**{f"{_name}_qualifier": ""}))


def by_unit(units: Collection[int], campaign: Campaign) -> dict[int, Tally]:
    """Of each unit what it logged itself and handed in; units without anything are left out. Two queries."""
    activities = Activity.objects.filter(Among("unit_id", units), campaign=campaign, **ALL)
    found: dict[int, Tally] = {}
    photos = Photo.objects.filter(Among("activity__unit_id", units), activity__campaign=campaign)
    for unit, each in tallies(activities, photos, ALL):
        found[unit] = plus(found.get(unit, EMPTY), each)
    return found


def tallies(activities: QuerySet, photos: QuerySet, which: Mapping) -> Iterator[tuple[int, Tally]]:
    """Unit and tally, of activities first and of photos then: a unit may come twice. Two queries."""
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
