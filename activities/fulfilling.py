"""What the annexes of issued plans foresee for a unit, beside what became of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from activities.choices import Outcome
from activities.models import Activity
from campaigns.choices import State
from campaigns.models import AnnexEntry, Campaign
from orgs.models import Unit

SETTLED = (Outcome.HELD, Outcome.POSTPONED, Outcome.CANCELLED)


@dataclass
class Line:
    """One planned entry and the unit's activities that answer it, the latest first."""

    entry: AnnexEntry
    activities: list[Activity] = field(default_factory=list)

    @property
    def open(self) -> Activity | None:
        """One planned or postponed that can still be changed: what became of it is said there, not in a second one."""
        waiting = (Outcome.PLANNED, Outcome.POSTPONED)
        return next((a for a in self.activities if a.outcome in waiting and a.is_editable), None)

    @property
    def is_settled(self) -> bool:
        return any(activity.outcome in SETTLED for activity in self.activities)


def entries_of(units: Iterable[int], campaign: Campaign):
    """The annex entries in force that name one of the units: of issued plans above, and of its own."""
    return (
        AnnexEntry.objects.filter(unit__in=units, edition__state=State.ISSUED, edition__plan__campaign=campaign)
        .select_related("edition__plan__unit", "unit")
        .order_by("edition__plan__unit__region__path", "edition", "list", "order", "pk")
    )


def lines(unit: Unit, campaign: Campaign) -> list[Line]:
    """Planned beside held. Two queries.

    A plan's further edition copies its annex, so an activity answers an entry of the same plan and the same words.
    """
    found = [Line(entry) for entry in entries_of([unit.pk], campaign)]
    answers = defaultdict(list)
    fulfilling = Activity.objects.confirmed().filter(unit=unit, campaign=campaign).exclude(planned_as=None)
    for activity in fulfilling.select_related("planned_as__edition", "unit"):
        answers[_same(activity.planned_as)].append(activity)
    for line in found:
        line.activities = answers[_same(line.entry)]
    return found


def likely_first(found: list[Line], today: dt.date) -> list[Line]:
    """Those not settled before the settled, the nearest to today first, undated ones after dated ones."""

    def distance(line: Line) -> tuple:
        day = line.entry.starts_on
        return (line.is_settled, day is None, abs((day - today).days) if day else 0)

    return sorted(found, key=distance)


def open_count(units: Iterable[int], campaign: Campaign) -> dict[int, int]:
    """How many entries of each unit are not settled yet; units without any are left out. Two queries."""
    units = list(units)
    settled = Activity.objects.confirmed().filter(unit__in=units, campaign=campaign, outcome__in=SETTLED)
    settled = settled.exclude(planned_as=None)
    done = {_same(activity.planned_as) for activity in settled.select_related("planned_as__edition")}
    counts: dict[int, int] = defaultdict(int)
    for entry in entries_of(units, campaign):
        if _same(entry) not in done:
            counts[entry.unit_id] += 1
    return dict(counts)


def by_plan(found: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """The lines under the plan and annex they stand in, in the documents' order."""
    groups: dict[str, list[Line]] = {}
    for line in found:
        entry = line.entry
        title = f"{entry.edition.plan.unit}《{entry.edition}》附件{entry.list}"
        groups.setdefault(title, []).append(line)
    return list(groups.items())


def _same(entry: AnnexEntry | None) -> tuple:
    if entry is None:
        return ()
    return (entry.unit_id, entry.edition.plan_id, entry.title)
