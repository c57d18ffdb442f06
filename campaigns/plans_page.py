"""What the list of plans shows: own ones, those above to work from, and how the regions below stand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Prefetch, QuerySet

from campaigns.choices import STANDING, State
from campaigns.models import Campaign, DirectExecution, Edition, Plan
from campaigns.upstream import Upstream, upstreams
from orgs.choices import UnitKind
from orgs.models import Unit, User
from orgs.querysets import above
from orgs.together import together


@dataclass
class Above:
    """An issued plan that one of the user's units may work from, and the units that have none of their own yet."""

    plan: Plan
    edition: Edition
    takers: list[Unit] = field(default_factory=list)


@dataclass
class Adoption:
    """How one unit below stands: `state` is issued, direct or none. A draft below is nobody else's business."""

    unit: Unit
    state: str
    plan: Plan | None = None

    @property
    def label(self) -> str:
        return {"issued": "已印发", "direct": "直接执行上级方案", "none": "未印发"}[self.state]


@dataclass
class Below:
    office: Unit
    rows: list[Adoption]

    @property
    def counts(self) -> list[tuple[str, int]]:
        labels = ("已印发", "直接执行上级方案", "未印发")
        return [(label, sum(1 for row in self.rows if row.label == label)) for label in labels]


def page_of(user: User, campaign: Campaign) -> dict:
    """The boards of the page; the same number of queries however many plans there are."""
    own, above, direct = _own_rows(user, campaign), _above_rows(user, campaign), _declared_rows(user, campaign)
    taken = _taken_rows(user, campaign)
    together(own, above, direct, *taken)
    return {
        "own": own_plans(own),
        "above": _from_above(user, above, taken),
        "direct": direct,
        "below": below(user, campaign),
        "orders": ordering_units(user),
    }


def _own_rows(user: User, campaign: Campaign) -> QuerySet[Plan]:
    """Plans of the units where the user sits, in any state."""
    plans = Plan.objects.visible_to(user).filter(campaign=campaign, unit__in=user.reach.units())
    editions = Edition.objects.select_related("based_on", "based_before")
    return plans.select_related("campaign", "unit", "parent__unit").prefetch_related(Prefetch("editions", editions))


def own_plans(found: Iterable[Plan]) -> list[Plan]:
    """Each with `above_says` about its parent's revision. Two queries at most."""
    latest = {plan.pk: plan.open_edition or plan.current for plan in found}
    above = upstreams(edition for edition in latest.values() if edition)
    for plan in found:
        plan.above_says = _says(latest[plan.pk], above)
    return list(found)


def _says(edition: Edition | None, above: dict[int, Upstream]) -> list[str]:
    """What the parent's new edition asks of a plan: one line, or none."""
    if edition is None or edition.based_on is None:
        return []
    if found := above.get(edition.pk):
        left = [f"还有{len(found.waiting)}处待处理"] if found.waiting else []
        return left if found.followed else [found.sentence]
    return ["上级方案已废止"] if edition.based_on.state == State.ABOLISHED else []


def drafting_units(user: User) -> list[Unit]:
    """The units for which the user may draft; sections issue nothing in their own name. Mostly no query."""
    return _own_units(user, "drafter")


def ordering_units(user: User) -> list[Unit]:
    """The units whose order of 审核 the user may set."""
    return _own_units(user, "drafter", "manager")


def _own_units(user: User, *roles: str) -> list[Unit]:
    """Those of the seats, in administrative order; asked for only where other bodies than sections stand within."""
    wanted, chairs = user.reach.units(*roles), user.chairs
    found = {seat.unit_id: seat.unit for seat in chairs.seats if seat.unit_id in wanted}
    within = {pk for _, pk, kind in chairs.sections if kind != UnitKind.SECTION} & wanted - found.keys()
    if within:
        found |= {unit.pk: unit for unit in Unit.objects.filter(pk__in=within).select_related("region")}
    units = (unit for unit in found.values() if unit.kind != UnitKind.SECTION)
    return sorted(units, key=lambda unit: (unit.region.path, unit.order, unit.pk))


def from_above(user: User, campaign: Campaign) -> list[Above]:
    """Plans in force in the line above, nearest first, for everybody to read; `takers` are the units the user drafts
    for that have neither a plan nor a declaration."""
    rows, taken = _above_rows(user, campaign), _taken_rows(user, campaign)
    together(rows, *taken)
    return _from_above(user, rows, taken)


def _above_rows(user: User, campaign: Campaign) -> QuerySet[Plan]:
    return workable(user, campaign, user.reach.places).exclude(unit__in=user.reach.units())


def _taken_rows(user: User, campaign: Campaign) -> tuple[QuerySet, QuerySet]:
    """The drafting units that have a plan, and those that have declared to need none."""
    units = [unit.pk for unit in drafting_units(user)]
    plans = Plan.objects.filter(campaign=campaign, unit__in=units).order_by()
    declared = DirectExecution.objects.filter(campaign=campaign, unit__in=units).order_by()
    return plans.values_list("unit", flat=True), declared.values_list("unit", flat=True)


def _from_above(user: User, rows: Iterable[Plan], taken: Iterable[Iterable[int]]) -> list[Above]:
    gone = set(chain.from_iterable(taken))
    free = [unit for unit in drafting_units(user) if unit.pk not in gone]
    return [
        Above(plan, plan.current, [u for u in free if u.region.path.startswith(plan.unit.region.path)])
        for plan in reversed(list(rows))
    ]


def workable(user: User, campaign: Campaign, places: Iterable[str]):
    """Plans with an edition in force, of regions at or above `places` (tree paths)."""
    in_line = Plan.objects.visible_to(user).filter(above(places, "unit__region__path"), campaign=campaign)
    standing = in_line.filter(editions__state=State.ISSUED).distinct()
    return standing.select_related("campaign", "unit__region").prefetch_related("editions").order_by(
        "unit__region__path", "unit__order", "pk"
    )  # fmt: skip


def earlier_plans(user: User, campaign: Campaign, units: Iterable[Unit]):
    """Plans that the units issued in earlier years, latest first."""
    own = Plan.objects.visible_to(user).filter(unit__in=units, campaign__year__lt=campaign.year)
    standing = own.filter(editions__state__in=STANDING).distinct().select_related("campaign", "unit")
    return standing.prefetch_related("editions").order_by("-campaign__year", "pk")


def _declared_rows(user: User, campaign: Campaign) -> QuerySet[DirectExecution]:
    """Declarations of the user's units."""
    found = DirectExecution.objects.visible_to(user).filter(campaign=campaign, unit__in=user.reach.units())
    return found.select_related("unit", "plan__unit", "plan__campaign").prefetch_related("plan__editions")


def below(user: User, campaign: Campaign) -> list[Below]:
    """各地列入情况: for every lead office the user sits in, the lead offices one level below. One query an office."""
    offices = {seat.unit_id: seat.unit for seat in user.chairs.seats if seat.unit_id in user.reach.offices()}
    in_order = sorted(offices.values(), key=lambda unit: (unit.region.path, unit.order, unit.pk))
    return [board for office in in_order if (board := _board(office, campaign)).rows]


def _board(office: Unit, campaign: Campaign) -> Below:
    region = office.region
    units = Unit.objects.leads().filter(region__path__startswith=region.path, region__depth=region.depth + 1)
    issued = Plan.objects.filter(campaign=campaign, unit__in=units, editions__state=State.ISSUED).distinct()
    declared = DirectExecution.objects.filter(campaign=campaign, unit__in=units).values_list("unit", flat=True)
    together(rows := units.select_related("region"), plans := issued.order_by("-scope"), declared)
    by_unit, direct = {plan.unit_id: plan for plan in plans}, set(declared)
    return Below(office, [_adoption(unit, by_unit, direct) for unit in rows])


def _adoption(unit: Unit, plans: dict[int, Plan], direct: set[int]) -> Adoption:
    if unit.pk in plans:
        return Adoption(unit, "issued", plans[unit.pk])
    return Adoption(unit, "direct" if unit.pk in direct else "none")


def takers(user: User, plan: Plan):
    """The units for which the user drafts that may work from `plan`, having neither a plan nor a declaration."""
    own = [unit for unit in drafting_units(user) if unit.pk != plan.unit_id]
    line = [unit.pk for unit in own if unit.region.path.startswith(plan.unit.region.path)]
    if not line:
        return Unit.objects.none()
    reachable = Unit.objects.filter(pk__in=line).exclude(plans__campaign=plan.campaign_id)
    return reachable.exclude(direct_executions__campaign=plan.campaign_id)
