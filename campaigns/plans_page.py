"""What the list of plans shows: own ones, those above to work from, and how the regions below stand."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from campaigns.choices import STANDING, State
from campaigns.models import Campaign, DirectExecution, Edition, Plan
from campaigns.upstream import Upstream, upstreams
from orgs.choices import UnitKind
from orgs.models import Unit, User
from orgs.querysets import above


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


def own_plans(user: User, campaign: Campaign) -> list[Plan]:
    """Plans of the units where the user sits, in any state; each with `above_says` about its parent's revision."""
    plans = Plan.objects.visible_to(user).filter(campaign=campaign, unit__in=user.reach.units())
    found = list(
        plans.select_related("campaign", "unit", "parent__unit").prefetch_related(
            "editions__based_on", "editions__based_before"
        )
    )
    latest = {plan.pk: plan.open_edition or plan.current for plan in found}
    above = upstreams(edition for edition in latest.values() if edition)
    for plan in found:
        plan.above_says = _says(latest[plan.pk], above)
    return found


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
    free = _without_plan(drafting_units(user), campaign)
    found = workable(user, campaign, user.reach.places).exclude(unit__in=user.reach.units())
    return [
        Above(plan, plan.current, [u for u in free if u.region.path.startswith(plan.unit.region.path)])
        for plan in reversed(found)
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


def declared(user: User, campaign: Campaign) -> list[DirectExecution]:
    """Declarations of the user's units."""
    found = DirectExecution.objects.visible_to(user).filter(campaign=campaign, unit__in=user.reach.units())
    return list(found.select_related("unit", "plan__unit", "plan__campaign").prefetch_related("plan__editions"))


def below(user: User, campaign: Campaign) -> list[Below]:
    """各地列入情况: for every lead office the user sits in, the lead offices one level below. Five queries at most."""
    offices = Unit.objects.filter(pk__in=user.reach.offices()).select_related("region")
    return [board for office in offices if (board := _board(office, campaign)).rows]


def _board(office: Unit, campaign: Campaign) -> Below:
    region = office.region
    units = Unit.objects.leads().filter(region__path__startswith=region.path, region__depth=region.depth + 1)
    issued = Plan.objects.filter(campaign=campaign, unit__in=units, editions__state=State.ISSUED).distinct()
    plans = {plan.unit_id: plan for plan in issued.order_by("-scope")}
    direct = set(DirectExecution.objects.filter(campaign=campaign, unit__in=units).values_list("unit", flat=True))
    return Below(office, [_adoption(unit, plans, direct) for unit in units.select_related("region")])


def _adoption(unit: Unit, plans: dict[int, Plan], direct: set[int]) -> Adoption:
    if unit.pk in plans:
        return Adoption(unit, "issued", plans[unit.pk])
    return Adoption(unit, "direct" if unit.pk in direct else "none")


def _without_plan(units: list[Unit], campaign: Campaign) -> list[Unit]:
    taken = set(Plan.objects.filter(campaign=campaign, unit__in=units).values_list("unit", flat=True))
    taken |= set(DirectExecution.objects.filter(campaign=campaign, unit__in=units).values_list("unit", flat=True))
    return [unit for unit in units if unit.pk not in taken]


def takers(user: User, plan: Plan):
    """The units for which the user drafts that may work from `plan`, having neither a plan nor a declaration."""
    own = [unit for unit in drafting_units(user) if unit.pk != plan.unit_id]
    line = [unit.pk for unit in own if unit.region.path.startswith(plan.unit.region.path)]
    if not line:
        return Unit.objects.none()
    reachable = Unit.objects.filter(pk__in=line).exclude(plans__campaign=plan.campaign_id)
    return reachable.exclude(direct_executions__campaign=plan.campaign_id)
