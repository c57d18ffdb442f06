"""How many activities there are of each sort, state and outcome, and the first finds of a search by words.

One query counts all combinations; each facet's numbers leave its own choice out, so that they say what another choice
would give.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from activities.asked import FACETS
from activities.choices import Outcome, Sort, State

UNSORTED = "none"  # how the address says “no sort chosen”
FIRST_FINDS = 2_000  # a search by words shows the latest so many
LABELS = {
    "sort": ("类别", {**dict(Sort.choices), UNSORTED: "未填类别"}),
    "state": ("状态", dict(State.choices)),
    "outcome": ("开展情况", dict(Outcome.choices)),
}
Counts = Counter[tuple[str, ...]]  # (sort, state, outcome) → how many


@dataclass(frozen=True, slots=True)
class Value:
    value: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    total: int
    values: tuple[Value, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a list, how many of each kind, and whether a search stopped at its latest FIRST_FINDS."""

    rows: QuerySet
    counts: Counts
    is_cut: bool = False


def find(rows: QuerySet, chosen: Mapping[str, str], *, by_words: bool) -> Found:
    """The rows (filtered by all but the facets) narrowed to the chosen facets, and counted. One query.

    No index helps with words of two characters, so those found are read once and handled by number from then on.
    """
    if not by_words:
        return Found(rows.filter(**_conditions(chosen)), count(rows))
    # a day that no index knows: along the index of days, a rare word would cost a visit to every row, one by one
    day = Coalesce("held_on", "held_on").desc()
    firsts = rows.order_by(day, "-pk").values_list("pk", *FACETS)[: FIRST_FINDS + 1]
    found = [(pk, (sort or UNSORTED, *rest)) for pk, sort, *rest in firsts]
    is_cut, found = len(found) > FIRST_FINDS, found[:FIRST_FINDS]
    pks = [pk for pk, each in found if _fits(each, chosen)]
    return Found(rows.model.objects.filter(pk__in=pks), Counter(each for _, each in found), is_cut)


def count(rows: QuerySet) -> Counts:
    grouped = rows.order_by().values_list(*FACETS).annotate(number=Count("*"))
    return Counter({(sort or UNSORTED, *rest): number for sort, *rest, number in grouped})


def facets(counts: Counts, chosen: Mapping[str, str]) -> list[Facet]:
    """Each facet with the values that occur or are chosen, in their own order."""
    return [_facet(name, counts, chosen) for name in FACETS]


def total(counts: Counts, chosen: Mapping[str, str]) -> int:
    """How many fit all choices."""
    return sum(number for each, number in counts.items() if _fits(each, chosen))


def _facet(name: str, counts: Counts, chosen: Mapping[str, str]) -> Facet:
    others = {key: value for key, value in chosen.items() if key != name}
    place, numbers = FACETS.index(name), Counter[str]()
    for each, number in counts.items():
        if _fits(each, others):
            numbers[each[place]] += number
    label, words = LABELS[name]
    wanted = chosen.get(name, "")
    values = tuple(
        Value(value, word, numbers[value], value == wanted)
        for value, word in words.items()
        if numbers[value] or value == wanted
    )
    return Facet(name, label, sum(numbers.values()), values, wanted)


def _fits(each: tuple[str, ...], chosen: Mapping[str, str]) -> bool:
    return all(each[FACETS.index(name)] == value for name, value in chosen.items() if value)


def _conditions(chosen: Mapping[str, str]) -> dict[str, str]:
    return {name: "" if value == UNSORTED else value for name, value in chosen.items() if value}
