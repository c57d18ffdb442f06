"""采用: what of a unit's reports the offices above took over into theirs. Shown and told only once such an office has
handed its own report in; before that it is a draft, and while it is returned it is one again."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from campaigns.choices import GIVEN, PartKind
from campaigns.models import Campaign, Report, ReportPart
from campaigns.obliging import seats_of
from orgs import outbox
from orgs.models import Unit, User

HANDED_IN = Q(report__obligations__state__in=GIVEN)
CHAIN = ("taken_unit", "taken_from__taken_unit", "taken_from__taken_from__taken_unit")  # county, city, province, nation


@dataclass(frozen=True)
class Adoption:
    """Whose report took over how much; a group of pictures counts as a paragraph."""

    by: Unit
    paragraphs: int
    cases: int

    @property
    def amount(self) -> str:
        """3段、1个案例"""
        found = ((self.paragraphs, "段"), (self.cases, "个案例"))
        return "、".join(f"{count}{word}" for count, word in found if count)


def taken_from(unit: Unit, campaign: Campaign) -> QuerySet:
    """The parts that stand in reports handed in, a tuple for each: part, kind, report, whose report."""
    mine = Q(*[(name, unit) for name in CHAIN], _connector=Q.OR)
    rows = ReportPart.objects.filter(mine, HANDED_IN, report__campaign=campaign).exclude(report__unit=unit)
    return rows.order_by("pk").values_list("pk", "kind", "report", "report__unit")


def counted_up(rows: Iterable[tuple[int, str, int, int]]) -> list[Adoption]:
    """What offices took over, of what `taken_from` gave: nearest office first. Of an office's several reports the
    latest counts. One query."""
    counted = amounts(rows)
    offices = Unit.objects.select_related("region").filter(pk__in=counted).order_by("-region__depth", "order", "pk")
    return [Adoption(each, *counted[each.pk]) for each in offices]


def amounts(rows: Iterable[tuple[int, str, int, int]]) -> dict[int, tuple[int, int]]:
    """Of what `taken_from` gave: office → paragraphs and cases in its latest report."""
    latest: dict[int, int] = {}
    counted: dict[int, Counter[bool]] = {}
    for _, kind, report, office in set(rows):
        latest[office] = max(latest.get(office, 0), report)
        counted.setdefault(report, Counter())[kind == PartKind.CASE] += 1
    return {office: (counted[report][False], counted[report][True]) for office, report in latest.items()}


def taken_from_many(units: Collection[int], campaigns: Collection[int]) -> dict[tuple[int, int], list[tuple]]:
    """`taken_from` for many: by unit and campaign. One query."""
    mine = Q(*[(f"{name}__in", units) for name in CHAIN], _connector=Q.OR)
    rows = ReportPart.objects.filter(mine, HANDED_IN, report__campaign__in=campaigns)
    found: dict[tuple[int, int], list[tuple]] = {}
    for campaign, *chain, pk, kind, report, office in rows.values_list(
        "report__campaign", *CHAIN, "pk", "kind", "report", "report__unit"
    ):
        for unit in {each for each in chain if each in units and each != office}:
            found.setdefault((unit, campaign), []).append((pk, kind, report, office))
    return found


def tell(report: Report, by: User | None) -> None:
    """Tell each unit that something was taken over from, once a year and office, whatever is handed in again."""
    sources = set(report.parts.values_list(*CHAIN))
    units = {pk for chain in sources for pk in chain if pk} - {report.unit_id}
    key = f"adopted:{report.campaign_id}:{report.unit_id}"
    outbox.post_many(
        outbox.Item("adopted", f"{key}:{unit}", seats, {"unit": unit, "report": report.pk})
        for unit, seats in sorted(seats_of(units).items())
    )
