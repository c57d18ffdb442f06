"""Which activities a unit's report counts, as rows and as the address of the list that shows exactly them."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from activities.choices import HANDED_IN, Outcome
from activities.models import Activity
from activities.report_counts import ACTIVITIES, UNITS, Fact
from campaigns.choices import Kind
from campaigns.models import Campaign
from campaigns.resolving import Contents, Key, Resolved
from orgs.models import Unit

BESIDE = "beside"  # of an edition: what none of its items asked for
TOPS = (Kind.SECTION, Kind.ARRANGEMENT)


def counted(unit: Unit) -> Q:
    """Handed in, by the unit and its sections; for a lead office everything in its region and below. As
    `figures.of_unit` counts them."""
    if unit.is_lead:
        # everything is below the nation: no join is needed to say so
        inside = Q(unit__region__path__startswith=unit.region.path) if unit.region.depth > 1 else Q()
    else:
        inside = Q(unit=unit) | Q(unit__within=unit)
    return inside & Q(state__in=HANDED_IN)


def held(unit: Unit, campaign: Campaign) -> QuerySet[Activity]:
    """What a report counts: no draft, nothing planned, postponed or cancelled."""
    return Activity.objects.filter(counted(unit), campaign=campaign, outcome=Outcome.HELD)


def tops_of(words: Contents) -> list[Resolved]:
    """What a report has a heading of the second level for."""
    return [item for kind in TOPS for item in words.of(kind)]


def roots_by_key(words: Contents) -> dict[Key, tuple[str, ...]]:
    """The roots each heading stands for: an arrangement for its own and those of its actions. Where two items have one
    root, the first in the document has it, so that no activity counts twice."""
    taken: set[str] = set()

    def fresh(item: Resolved) -> tuple[str, ...]:
        root = str(item.root)
        found = () if root in taken else (root,)
        taken.add(root)
        return found

    found: dict[Key, tuple[str, ...]] = {}
    for item in tops_of(words):
        own = fresh(item)
        beneath = {each.key: fresh(each) for each in words.of(Kind.ACTION, item.key)}
        found |= {item.key: own + tuple(root for roots in beneath.values() for root in roots)} | beneath
    return found | {item.key: fresh(item) for item in words.of(Kind.ACTION)}


def all_roots(words: Contents) -> tuple[str, ...]:
    """Of everything that a report has a heading for."""
    return tuple(dict.fromkeys(root for roots in roots_by_key(words).values() for root in roots))


def rows_of_part(rows: QuerySet, words: Contents, part: str) -> QuerySet:
    """The activities of one item with what stands beneath it, or those beside them all (`BESIDE`)."""
    if part == BESIDE:
        return rows.filter(Q(item_root=None) | ~Q(item_root__in=[UUID(root) for root in all_roots(words)]))
    roots = next((roots for key, roots in roots_by_key(words).items() if str(key) == part), None)
    return rows.filter(item_root__in=[UUID(root) for root in roots]) if roots else rows.none()


def address(unit: Unit, campaign: Campaign, fact: Fact, part: str = "") -> str:
    """The list of activities that make up a fact; `part` is `<edition>.<key>` where several roots, or none, count."""
    asked: dict[str, str | int] = {"campaign": campaign.slug, "counted": unit.pk, "outcome": Outcome.HELD.value}
    if fact.sort is not None:
        asked["sort"] = fact.sort or "none"
    if fact.of not in (ACTIVITIES, UNITS):
        asked["given"] = fact.of.removeprefix("counter:")
    if part:
        asked["part"] = part
    elif fact.roots:
        asked["action"] = fact.roots[0]
    return f"{reverse('activities:list')}?{urlencode(asked)}"
