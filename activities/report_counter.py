"""The figures of a report for `campaigns.report_figures`: frozen at a hand-in, compared with what is there now."""

from collections.abc import Iterable, Mapping
from typing import Any

from activities import figures, headings
from activities.choices import Sort
from activities.headings import HEADINGS
from activities.quantities import Quantity, display
from activities.report_counts import fact_of
from activities.report_facts import counts_of
from campaigns import report_figures
from campaigns.models import Campaign
from campaigns.report_figures import Difference
from orgs.models import Unit

PLAIN = (
    ("activities", "开展活动（项）"),
    ("units", "开展活动的单位（家）"),
    ("planned", "计划或延期（项）"),
    ("photos", "照片（张）"),
)
SUMS = tuple((name, HEADINGS[name]) for name in headings.SUMS)


class Counting:
    def figures(self, unit: Unit, campaign: Campaign) -> dict[str, Any]:
        return figures.of_unit(unit, campaign).as_dict()

    def differences(self, then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
        return differences(then, now)

    def numbers(self, unit: Unit, campaign: Campaign, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
        counts = counts_of(unit, campaign)
        return {key: _plain(counts.of(fact_of(key))) for key in keys}


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """In the order of the roll-up's columns. A figure that one side does not know is left out. Pure."""
    pairs = [(label, _counted(then.get(name)), _counted(now.get(name))) for name, label in (*PLAIN[:1],)]
    sorts = (then.get("by_sort", {}), now.get("by_sort", {}))
    labels = [*((sort.value, f"{sort.label}（项）") for sort in Sort), ("", "未填类别（项）")]
    pairs += [(label, _counted(sorts[0].get(sort)), _counted(sorts[1].get(sort))) for sort, label in labels]
    pairs += [(label, _sum(then.get(name)), _sum(now.get(name))) for name, label in SUMS]
    pairs += [(label, _counted(then.get(name)), _counted(now.get(name))) for name, label in PLAIN[1:]]
    return [_difference(label, a, b) for label, a, b in pairs if a is not None and b is not None and a != b]


def register() -> None:
    report_figures.register(Counting())


def _counted(value: int | None) -> Quantity | None:
    return None if value is None else Quantity(value)


def _sum(given: Mapping | None) -> Quantity | None:
    return None if given is None else Quantity(given["value"], given["qualifier"])


def _difference(label: str, then: Quantity, now: Quantity) -> Difference:
    by = (now.value or 0) - (then.value or 0)
    return Difference(label, display(then), display(now), f"{by:+d}" if by else "")


def _plain(quantity: Quantity) -> dict[str, Any]:
    return {"value": quantity.value, "qualifier": quantity.qualifier, "shown": display(quantity)}
