"""进度总览: where a region and everything below it stands, from what was issued and handed in, never from drafts.

The number of queries is the same for a county and for the nation. Regions stand in administrative order, never by rank.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from activities.figures import Roll, roll_up
from activities.rolling import STEP, Figures
from campaigns.choices import Answer, State
from campaigns.models import Campaign, DirectExecution, Obligation, Plan
from campaigns.standing import NOT_HANDED_IN, Standing, parts, stands, tally
from orgs.models import Region, Unit, User

OWED = ("unit_id", "unit__region__path", "unit__name", "state", "first_handed_in_at", "optional", "due_on",
        "request__title", "request__unit__region__path")  # fmt: skip
PLAN_WORDS = {"issued": "已印发", "direct": "直接执行上级方案", "none": "未印发"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A state with its word."""

    state: str
    label: str
    note: str = ""


@dataclass(slots=True)
class Share:
    """So many of so many."""

    have: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Split:
    """Obligations by standing; the parts add up to the total."""

    total: int
    parts: list[dict]


@dataclass(slots=True)
class Line:
    """A region below, by its lead office, or a unit of the region itself; `plans` and `reports` count those below."""

    name: str
    unit: Unit
    code: str = ""
    plan: Mark | None = None
    answers: list[Mark] = field(default_factory=list)
    plans: Share = field(default_factory=Share)
    reports: Share = field(default_factory=Share)
    figures: Figures = field(default_factory=Figures)


@dataclass(frozen=True, slots=True)
class Board:
    region: Region
    figures: Figures
    below: list[Line]
    here: list[Line]
    asked: Split  # parts of what the region's own units asked for
    all: Split  # parts of everything owed in the region and below
    awaited: list  # asked here and not handed in yet, in administrative order


def within_reach(user: User, code: str | None) -> Region | None:
    """The region the user may look at: the one with that code, else the first that a lead office of the user's
    coordinates; None when it lies outside, or there is none."""
    reach = sorted(user.reach.paths)
    if not reach:
        return None
    if not code:
        return Region.objects.filter(path=reach[0]).first()
    region = Region.objects.filter(code=code).first()
    return region if region and user.has_perm("activities.view_overview", region) else None


def board(region: Region, campaign: Campaign, today: dt.date) -> Board:
    """Everything the page shows, in eight queries."""
    inside = {"unit__region__path__startswith": region.path}
    roll = roll_up(campaign, region.path)
    owed = Obligation.objects.filter(request__campaign=campaign, request__closed_at=None, **inside)
    owed = owed.order_by("unit__region__path", "unit__order", "unit", "due_on")
    standings = [(row, stands(row, today)) for row in owed.values_list(*OWED, named=True)]
    asked = [(row, each) for row, each in standings if row.request__unit__region__path == region.path]
    plans = _plans(campaign, inside)
    leads = dict(Unit.objects.leads().filter(region__path__startswith=region.path).values_list("region__path", "pk"))
    return Board(
        region=region,
        figures=roll.of(region.path),
        below=_below(region, plans, leads, standings, roll),
        here=_here(region, standings),
        asked=_split(asked),
        all=_split(standings),
        awaited=[row for row, each in asked if each in NOT_HANDED_IN],
    )


def _split(standings: list) -> Split:
    return Split(len(standings), parts(tally(each for _, each in standings)))


def _plans(campaign: Campaign, inside: Mapping) -> dict[int, str]:
    """Unit → how it has a plan: `issued` or `direct`; the others have none."""
    direct = DirectExecution.objects.filter(campaign=campaign, **inside).values_list("unit", flat=True)
    issued = Plan.objects.filter(campaign=campaign, editions__state=State.ISSUED, **inside)
    return dict.fromkeys(direct, "direct") | dict.fromkeys(issued.values_list("unit", flat=True), "issued")


def _below(
    region: Region, plans: Mapping[int, str], leads: Mapping[str, int], standings: Iterable, roll: Roll
) -> list[Line]:
    """One line for each region directly below."""
    offices = Unit.objects.leads().filter(region__path__startswith=region.path, region__depth=region.depth + 1)
    lines: dict[str, Line] = {}
    for unit in offices.select_related("region").order_by("region__path"):
        line = Line(unit.region.name, unit, code=unit.region.code, figures=roll.of(unit.region.path))
        line.plan = _plan(plans.get(unit.pk, "none"))
        lines[unit.region.path] = line
    length = len(region.path) + STEP
    for path, unit in leads.items():
        if len(path) > length and path[:length] in lines:
            share = lines[path[:length]].plans
            share.total += 1
            share.have += unit in plans
    for row, each in standings:
        found = lines.get(row.unit__region__path[:length])
        if found is None:
            continue
        if row.unit_id == found.unit.pk:
            found.answers.append(_answer(row, each))
        elif each != Standing.OPTIONAL:  # what may be left out is no gap
            found.reports.total += 1
            found.reports.have += each not in NOT_HANDED_IN
    return list(lines.values())


def _here(region: Region, standings: Iterable) -> list[Line]:
    """The region's own units beside the lead office that owe a report."""
    answers: dict[int, list[Mark]] = {}
    for row, each in standings:
        if row.unit__region__path == region.path:
            answers.setdefault(row.unit_id, []).append(_answer(row, each))
    units: QuerySet[Unit] = Unit.objects.filter(pk__in=answers).exclude(kind="lead").select_related("within")
    return [Line(unit.name, unit, answers=answers[unit.pk]) for unit in units.order_by("order", "pk")]


def _plan(state: str) -> Mark:
    return Mark({"issued": "issued", "direct": "in_force", "none": "none"}[state], PLAN_WORDS[state])


def _answer(row, each: Standing) -> Mark:
    if row.state == Answer.RETURNED:
        return Mark("returned", f"{each.label}，请补充完善", row.request__title)
    return Mark(each.value, each.label, row.request__title)
