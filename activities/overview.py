"""进度总览: where a region and everything below it stands, from what was issued and handed in, never from drafts.

The number of queries is the same for a county and for the nation. Regions stand in administrative order, never by rank.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from activities import owing
from activities.figures import roll_up
from activities.owing import Group, Split
from activities.rolling import STEP, Figures, less
from campaigns.ask_words import words_for
from campaigns.choices import Answer, State
from campaigns.models import Campaign, DirectExecution, Plan
from campaigns.standing import NOT_HANDED_IN, Standing, label, stands
from orgs.choices import UnitKind
from orgs.models import Region, Unit, User
from orgs.together import together

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


@dataclass(slots=True)
class Line:
    """A region below, with its lead office where it has one, or (without `code`) a unit of the region itself; `plans`
    and `reports` count those below."""

    name: str
    unit: Unit | None = None
    code: str = ""
    short_name: str = ""
    plan: Mark | None = None
    answers: list[Mark] = field(default_factory=list)
    plans: Share = field(default_factory=Share)
    reports: Share = field(default_factory=Share)
    figures: Figures = field(default_factory=Figures)

    @property
    def opens(self) -> bool:
        """Whether regions lie below."""
        return bool(self.plans.total)


@dataclass(frozen=True, slots=True)
class Tree:
    """The regions directly below, what the region's own units held, and all of it together."""

    region: Region
    below: list[Line]
    own: Figures
    figures: Figures


@dataclass(frozen=True, slots=True)
class Board:
    region: Region
    figures: Figures
    tree: Tree
    here: list[Line]
    asked: Split  # parts of what the region's own units asked for
    all: Split  # parts of everything owed in the region and below

    @property
    def below(self) -> list[Line]:
        return self.tree.below

    @property
    def awaited(self) -> int:
        """How many have not handed in what the region's own units asked for."""
        return sum(part["count"] for part in self.asked.parts if part["state"] in NOT_HANDED_IN)


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
    """Everything the page shows, in four queries."""
    read = _read(region, campaign, today)
    here: dict[int, Line] = {}
    for row in read.named:
        if row.unit__region__path == region.path and row.unit__kind != UnitKind.LEAD:
            here.setdefault(row.unit_id, Line(row.unit__name, answers=read.answers[row.unit_id]))
    tree = _tree(region, campaign, read)
    return Board(
        region=region,
        figures=tree.figures,
        tree=tree,
        here=list(here.values()),
        asked=owing.split(each for each in read.groups if each.here),
        all=owing.split(read.groups),
    )


def tree(region: Region, campaign: Campaign, today: dt.date) -> Tree:
    """The lines below one region alone, for opening it in its place. Four queries."""
    return _tree(region, campaign, _read(region, campaign, today))


@dataclass(frozen=True, slots=True)
class _Read:
    groups: list[Group]
    named: QuerySet
    answers: dict[int, list[Mark]]  # unit → where it stands with each thing asked of it
    offices: QuerySet
    bare: QuerySet  # regions directly below without a lead office
    plans: dict[str, Share]


def _read(region: Region, campaign: Campaign, today: dt.date) -> _Read:
    """All but the figures, in one query."""
    owed, named = owing.owed_within(region, campaign), owing.named(region, campaign)
    offices = _offices(campaign).filter(region__path__startswith=region.path, region__depth=region.depth + 1)
    offices = offices.select_related("region").order_by("region__path")
    plans = _plans_below(region, campaign)
    lead = Unit.objects.leads().filter(region=OuterRef("pk"))
    bare = Region.objects.just_below(region).filter(~Exists(lead))
    together(owed, named, offices, bare, plans)
    answers: dict[int, list[Mark]] = {}
    for row in named:
        answers.setdefault(row.unit_id, []).append(_answer(row, stands(row, today)))
    shares = {path: Share(have, total) for path, have, total in plans}
    return _Read(owing.groups(owed, today), named, answers, offices, bare, shares)


def _tree(region: Region, campaign: Campaign, read: _Read) -> Tree:
    roll, shares, below = roll_up(campaign, region.path), owing.shares(read.groups), []
    places: list[tuple[Region, Unit | None]] = [(unit.region, unit) for unit in read.offices]
    places += [(place, None) for place in read.bare]
    for place, unit in sorted(places, key=lambda each: each[0].path):
        line = Line(place.name, unit, place.code, place.short_name, figures=roll.of(place.path))
        line.plan = _plan(unit)
        line.answers = read.answers.get(unit.pk, []) if unit else []
        line.plans = read.plans.get(place.path, Share())
        line.reports = Share(*shares.get(place.path, (0, 0)))
        below.append(line)
    whole = roll.of(region.path)
    return Tree(region, below, less(whole, (line.figures for line in below)), whole)


def _offices(campaign: Campaign) -> QuerySet:
    """Lead offices, each with whether it has a plan in force (`has_issued`) or carries out the one above."""
    mine = {"campaign": campaign, "unit": OuterRef("pk")}
    issued = Exists(Plan.objects.filter(editions__state=State.ISSUED, **mine))
    direct = Exists(DirectExecution.objects.filter(**mine))
    return Unit.objects.leads().annotate(has_issued=issued, carries_out=direct)


def _plans_below(region: Region, campaign: Campaign) -> QuerySet:
    """(path one level below, lead offices further below that have a plan, their own or the one above; all of them)."""
    found = _offices(campaign).filter(region__path__startswith=region.path, region__depth__gt=region.depth + 1)
    branch = Substr("region__path", 1, len(region.path) + STEP)
    has = Count("pk", filter=Q(has_issued=True) | Q(carries_out=True))
    return found.annotate(branch=branch).order_by().values_list("branch").annotate(has=has, total=Count("pk"))


def _plan(unit) -> Mark:
    """Of a lead office from `_offices`; None where a region has none."""
    if unit is None:
        return Mark("none", "未设牵头单位")
    state = "direct" if unit.carries_out else "issued" if unit.has_issued else "none"
    return Mark({"issued": "issued", "direct": "in_force", "none": "none"}[state], PLAN_WORDS[state])


def _answer(row, each: Standing) -> Mark:
    if row.state == Answer.RETURNED:
        return Mark("returned", f"{each.label}，请补充完善", row.request__title)
    nil = words_for(row.request__kind, row.by_rows).nil
    return Mark(each.value, label(each, nil), row.request__title)
