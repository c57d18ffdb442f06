"""Activities held in a region and below by what they carry out, in the words and order of the region's own document.

Each activity counts once: at its item, else under 未列入本级方案的专项行动, else under 未填对应专项行动; the parts
add up to the figure 已开展活动.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from activities.figures import held
from activities.region_plan import COUNTED, Places, RegionPlan, by_root, plan_of, said
from campaigns.models import Campaign, Edition
from campaigns.resolving import Resolved
from orgs.models import Region

ELSEWHERE, NOTHING = "未列入本级方案的专项行动", "未填对应专项行动"


@dataclass(frozen=True, slots=True)
class Action:
    """`name` is the label without its number in the document. `root` leads to the list of its activities; none where
    another item has the same, for the list shows both."""

    label: str
    held: int
    root: UUID | None = None
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`itself` counts what carries out the arrangement as a whole rather than one of its actions."""

    label: str
    itself: int
    actions: tuple[Action, ...] = ()
    root: UUID | None = None

    @property
    def held(self) -> int:
        return self.itself + sum(action.held for action in self.actions)


@dataclass(frozen=True, slots=True)
class ByArrangement:
    edition: Edition | None
    arrangements: tuple[Arrangement, ...]
    elsewhere: int
    nothing: int

    @property
    def total(self) -> int:
        return sum(each.held for each in self.arrangements) + self.elsewhere + self.nothing


def by_arrangement(region: Region, campaign: Campaign, plan: RegionPlan | None = None) -> ByArrangement:
    """Two queries at most, and those of `plan_of` when no plan is given."""
    plan = plan or plan_of(region, campaign)
    return laid_out(plan, by_root(held(campaign, region.path), plan))


def laid_out(plan: RegionPlan, rows: Iterable[tuple[UUID | None, UUID | None, int]]) -> ByArrangement:
    """(root, key, how many) laid out by the document. Pure."""
    places, numbers, elsewhere, nothing = Places(plan.contents.items), Counter[UUID](), 0, 0
    for root, key, number in rows:
        place = places.of(root, key)
        if place is not None:
            numbers[place] += number
        elif root or key:
            elsewhere += number
        else:
            nothing += number
    found = [
        Arrangement(said(item), numbers[item.key], _actions(plan, item, numbers), item.root)
        for item in plan.arrangements
    ]
    if alone := _actions(plan, None, numbers):
        found.append(Arrangement("其他专项行动", 0, alone))
    return ByArrangement(plan.edition, tuple(found), elsewhere, nothing)


def _actions(plan: RegionPlan, under: Resolved | None, numbers: Mapping[UUID, int]) -> tuple[Action, ...]:
    roots = Counter(item.root for item in plan.contents.items if item.kind in COUNTED)
    return tuple(
        Action(said(item), numbers[item.key], item.root if roots[item.root] == 1 else None, item.heading or item.text)
        for item in plan.actions(under)
    )
