"""The document a region works by, as a list of what activities can carry out; and which item an activity counts at.

Actions and arrangements only. What a county derived or adapted bears the root of the item it came from, so that one
count by root answers for every level below.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from campaigns.choices import Kind
from campaigns.in_force import candidates
from campaigns.models import Campaign, Edition
from campaigns.numbers import sign
from campaigns.reading import frozen
from campaigns.resolving import Contents, Resolved
from orgs.models import Region, Unit
from orgs.together import together

NO_CONTENTS = Contents()
COUNTED = (Kind.ARRANGEMENT, Kind.ACTION)


@dataclass(frozen=True)
class RegionPlan:
    """`edition` is the one in force for the region's lead office: its own, else the one it works by; None: none yet."""

    edition: Edition | None
    contents: Contents

    @property
    def arrangements(self) -> list[Resolved]:
        return self.contents.of(Kind.ARRANGEMENT)

    def actions(self, arrangement: Resolved | None) -> list[Resolved]:
        """Those under an arrangement; for None those that stand under none."""
        return self.contents.of(Kind.ACTION, arrangement.key if arrangement else None)

    @property
    def left_out(self) -> list[Resolved]:
        """Arrangements and actions of the level above that the document does not list, in the order above."""
        return [item for item in self.contents.withdrawn if item.kind in COUNTED]


def plan_of(region: Region, campaign: Campaign) -> RegionPlan:
    """At most three queries, however long the document."""
    lead = Unit.objects.leads().filter(region=region).select_related("region").first()
    edition = _in_force(lead, campaign) if lead else None
    return RegionPlan(edition, frozen(edition) if edition else NO_CONTENTS)


def _in_force(lead: Unit, campaign: Campaign) -> Edition | None:
    """As `campaigns.in_force.edition_for`, in one query."""
    firsts = [each[:1] for each in candidates(lead, campaign)]
    together(*firsts)
    return next((found[0] for found in firsts if found), None)


def said(item: Resolved) -> str:
    """The sign and the words of an item, as the document has them."""
    return f"{sign(item.kind, item.position)}{item.heading or item.text}"


class Places:
    """At which item an activity counts, by its root and key: the very item, else the first with that root."""

    def __init__(self, items: Iterable[Resolved]) -> None:
        self._keys: set[UUID] = set()
        self._firsts: dict[UUID, UUID] = {}
        for item in items:
            if item.kind in COUNTED:
                self._keys.add(item.key)
                self._firsts.setdefault(item.root, item.key)

    def of(self, root: UUID | None, key: UUID | None) -> UUID | None:
        """The item's key; None when the activity carries out nothing of the document."""
        return key if key in self._keys else self._firsts.get(root) if root else None


def by_root(rows: QuerySet, plan: RegionPlan, *columns: str) -> Iterator[tuple]:
    """`columns`, root, key and how many of the activities. The keys are asked for only of roots that several items of
    the document share: grouping by both would make the database sort all activities. Two queries at most."""
    items = [item for item in (*plan.contents.items, *plan.left_out) if item.kind in COUNTED]
    shared = [root for root, number in Counter(item.root for item in items).items() if number > 1]
    for *found, root, number in rows.values_list(*columns, "item_root").annotate(number=Count("pk")):
        if root not in shared:
            yield *found, root, None, number
    if shared:
        several = rows.filter(item_root__in=shared)
        yield from several.values_list(*columns, "item_root", "item_key").annotate(number=Count("pk"))
