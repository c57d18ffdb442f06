"""What a drafted report says, from the database: counts, headings, names, cases, pictures. The number of queries is the
same for a county and for a province, however many activities there are."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, F, Q, Sum, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from activities.gathering import co_holders
from activities.models import Counter
from activities.quantities import ABOUT, Quantity
from activities.report_counts import SUMS, Counts, Row
from activities.report_scope import BESIDE, address, all_roots, held, roots_by_key, tops_of
from activities.report_sentences import FEW
from activities.report_shapes import Heading, Named, Scene, Shown, Told
from campaigns.choices import Kind
from campaigns.in_force import edition_for
from campaigns.models import Campaign, Edition, Obligation
from campaigns.period import period_of
from campaigns.reading import contents
from campaigns.resolving import Contents, Resolved
from orgs.models import Unit
from orgs.together import together

PARTS = ("value", "given", "qualified")


def counts_of(unit: Unit, campaign: Campaign) -> Counts:
    """Everything a report of the unit may count. One query."""
    rows = held(unit, campaign).order_by()
    sums = {f"{name}_{part}": each for name in SUMS for part, each in _sums(name).items()}
    by_root_and_sort = rows.values("item_root", "sort").annotate(number=Count("pk"), **sums)
    units = rows.values_list("item_root").annotate(number=Count("unit", distinct=True))
    everywhere = rows.values_list("campaign").annotate(number=Count("unit", distinct=True))
    counters = Counter.objects.filter(activity__in=rows.values("pk")).order_by().values_list("kind")
    qualified = Count("pk", filter=~Q(qualifier=""))
    counters = counters.annotate(value=Sum("value"), given=Count("pk"), qualified=qualified)
    together(by_root_and_sort, units, everywhere, counters)
    found: dict[tuple[str | None, str], Row] = {}
    for each in map(dict[str, Any], by_root_and_sort):  # plain: the names of its columns are made
        taken = {name: _quantity(*(each[f"{name}_{part}"] for part in PARTS)) for name in SUMS}
        found[_text(each["item_root"]), each["sort"]] = Row(each["number"], taken)
    return Counts(
        rows=found,
        units={_text(root): number for root, number in units},
        all_units=sum(number for _, number in everywhere),
        counters={kind: _quantity(value, given, number) for kind, value, given, number in counters},
    )


def scene_of(obligation: Obligation, *, cases: Iterable[Told] = (), photos: Iterable[Shown] = ()) -> Scene:
    """What the unit and its region logged, under the headings of the plan in force for it."""
    unit, campaign = obligation.unit, obligation.request.campaign
    edition = edition_for(unit, campaign)
    words = contents(edition) if edition else Contents()
    basis = _basis(obligation, edition)
    known = all_roots(words)
    period = period_of(edition) if edition else None
    return Scene(
        unit=unit.name,
        place=_place(unit),
        is_lead=unit.is_lead,
        year=campaign.year,
        counts=counts_of(unit, campaign),
        address=lambda fact, part: address(unit, campaign, fact, part),
        theme=next((item.text or item.heading for item in words.items if item.kind == Kind.THEME), campaign.theme),
        basis=basis.title if basis else "",
        basis_number=basis.document_number if basis else "",
        plan_url=_url(basis or edition),
        starts_on=period.starts_on if period else campaign.starts_on,
        ends_on=period.ends_on if period else campaign.ends_on,
        headings=_headings(words, edition),
        beside=f"{edition.pk}.{BESIDE}" if edition else "",
        known=known,
        named=_named(unit, campaign, known),
        cases=tuple(cases),
        photos=tuple(photos),
    )


def _url(edition: Edition | None) -> str:
    return reverse("campaigns:work_edition", args=[edition.plan_id, edition.number]) if edition else ""


def _sums(name: str) -> Mapping:
    qualified = Count(name, filter=~Q(**{f"{name}_qualifier": ""}))
    return {"value": Sum(name), "given": Count(name), "qualified": qualified}


def _quantity(value: int | None, given: int, qualified: int) -> Quantity:
    return Quantity(value or 0, ABOUT if qualified else "") if given else Quantity(None)


def _basis(obligation: Obligation, edition: Edition | None) -> Edition | None:
    """The notice from above: what the request stands on, else what the unit's own plan was drawn up from, else the
    plan it carries out."""
    asked = obligation.request.edition
    if asked is not None and asked.plan.unit_id != obligation.unit_id:
        return asked
    if edition is None or edition.plan.unit_id != obligation.unit_id:
        return edition
    return edition.based_on


def _place(unit: Unit) -> str:
    if not unit.is_lead:
        return unit.name
    return "全国" if unit.region.depth == 1 else unit.region.name


def _headings(words: Contents, edition: Edition | None) -> list[Heading]:
    """Arrangements (and sections) with their actions, then actions that stand under none."""
    if edition is None:
        return []
    roots = roots_by_key(words)

    def heading(item: Resolved, beneath: Iterable[Resolved] = ()) -> Heading:
        mine, under = roots[item.key], tuple(heading(each) for each in beneath)
        inner = {root for each in under for root in each.roots}
        part = f"{edition.pk}.{item.key}" if len(mine) > 1 else ""
        own = tuple(root for root in mine if root not in inner)
        return Heading(f"item:{item.key}", item.heading or item.text, str(item.root), mine, own, part, under)

    tops = [heading(item, words.of(Kind.ACTION, item.key)) for item in tops_of(words)]
    return tops + [heading(item) for item in words.of(Kind.ACTION)]


def _named(unit: Unit, campaign: Campaign, known: Collection[str]) -> dict[str, list[Named]]:
    """By root, up to three activities that tell the most (a text, a place), the earliest first among alike; those of no
    heading under "". Two queries."""
    rows = held(unit, campaign).filter(is_proposed=False)
    none = Value(None, output_field=models.UUIDField())
    roots = [UUID(each) for each in known]
    root = models.Case(When(item_root__in=roots, then=F("item_root")), default=none) if roots else none
    told = models.Case(When(~Q(text=""), then=1), default=0) + models.Case(When(~Q(place=""), then=1), default=0)
    place = Window(RowNumber(), partition_by=[F("home")], order_by=[F("told").desc(), F("held_on"), F("pk")])
    found = rows.annotate(home=root, told=told).annotate(nth=place).filter(nth__lte=FEW)
    columns = ("pk", "home", "title", "held_on", "ends_on", "place", "unit", "unit__name")
    listed = list(found.order_by("nth").values(*columns))
    partners = co_holders([each["pk"] for each in listed])
    named: dict[str, list[Named]] = {}
    for each in listed:
        named.setdefault(_text(each["home"]) or "", []).append(_one(each, unit, partners.get(each["pk"], "")))
    return named


def _one(each: Mapping, unit: Unit, holders: str) -> Named:
    return Named(
        title=each["title"],
        url=reverse("activities:work_activity", args=[each["pk"]]),
        starts_on=each["held_on"],
        ends_on=each["ends_on"],
        unit="" if each["unit"] == unit.pk else each["unit__name"],
        holders=holders,
        place=each["place"],
    )


def _text(root: UUID | None) -> str | None:
    return str(root) if root else None
