"""Which actions of a region's document were carried out where below it, and which nowhere.

Places stand in administrative order, actions in the document's; nothing is ranked. An action that the region itself
left out stands there too: those below may carry it out all the same.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models.functions import Substr

from activities.figures import held
from activities.region_plan import COUNTED, Places, RegionPlan, by_root, plan_of, said
from activities.rolling import STEP
from campaigns.choices import Kind
from campaigns.models import Campaign, Edition
from campaigns.resolving import Resolved
from orgs.models import Region

OWN = "本级单位"


@dataclass(frozen=True, slots=True)
class Place:
    """A region directly below with everything under it, or (`code` empty) the region's own units."""

    name: str
    path: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One action: how many activities of it were held in each place."""

    item: Resolved
    label: str
    home: str
    is_left_out: bool
    cells: tuple[int, ...]

    @property
    def name(self) -> str:
        """Without its number in the document, which says nothing where its arrangement is not beside it."""
        return self.item.heading or self.item.text

    @property
    def total(self) -> int:
        return sum(self.cells)

    @property
    def places(self) -> int:
        """In how many places it was carried out."""
        return sum(number > 0 for number in self.cells)

    @property
    def is_arrangement(self) -> bool:
        return self.item.kind == Kind.ARRANGEMENT


@dataclass(frozen=True, slots=True)
class Coverage:
    edition: Edition | None
    places: tuple[Place, ...]
    rows: tuple[Line, ...]

    @property
    def width(self) -> int:
        """Columns of the table: the action, each place, the sum."""
        return len(self.places) + 2

    @property
    def nowhere(self) -> list[Line]:
        """Actions of the document without any activity yet."""
        return [line for line in self.rows if not line.total and not line.is_arrangement and not line.is_left_out]

    def absent(self, place: Place) -> list[Line]:
        """Actions of the document without any activity in one place."""
        at = self.places.index(place)
        return [line for line in self.rows if not line.cells[at] and not line.is_arrangement and not line.is_left_out]


def coverage(region: Region, campaign: Campaign, plan: RegionPlan | None = None) -> Coverage:
    """Three queries at most, and those of `plan_of` when no plan is given, whatever lies below."""
    plan = plan or plan_of(region, campaign)
    rows = held(campaign, region.path).exclude(item_root=None)
    rows = rows.annotate(branch=Substr("unit__region__path", 1, len(region.path) + STEP))
    counted = by_root(rows, plan, "branch")
    below = Region.objects.just_below(region).values_list("name", "path", "code")
    places = [*(Place(*each) for each in below), Place(OWN, region.path)]
    return laid_out(plan, places, counted)


def laid_out(plan: RegionPlan, places: Sequence[Place], rows: Iterable[tuple]) -> Coverage:
    """(path of the branch, root, key, how many) laid out by the document and by place. Pure."""
    items = (*plan.contents.items, *plan.left_out)
    at, numbers = Places(items), Counter[tuple]()
    for branch, root, key, number in rows:
        numbers[at.of(root, key), branch] += number
    found = []
    for item, home in _in_order(plan):
        cells = tuple(numbers[item.key, place.path] for place in places)
        is_left_out = item in plan.left_out
        # an arrangement is a line of its own only where something carries it out as a whole, or nothing stands under it
        if item.kind == Kind.ACTION or any(cells) or not plan.actions(item):
            found.append(
                Line(item, (item.heading or item.text) if is_left_out else said(item), home, is_left_out, cells)
            )
    return Coverage(plan.edition, tuple(places), tuple(found))


def _in_order(plan: RegionPlan) -> Iterable[tuple[Resolved, str]]:
    """Each item with the arrangement it stands under."""
    for arrangement in plan.arrangements:
        yield arrangement, ""
        yield from ((action, said(arrangement)) for action in plan.actions(arrangement))
    yield from ((action, "") for action in plan.actions(None))
    yield from ((item, "本级未列入") for item in plan.left_out if item.kind in COUNTED)
