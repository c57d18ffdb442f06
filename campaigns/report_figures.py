"""What another app knows about a unit's report: its figures, and how the numbers in its text stand now.

`activities` registers its counter in `AppConfig.ready()`; without one there are no figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from campaigns.models import Campaign
from orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is not what it was when handed in; `change` with its sign, empty where nothing can be taken off."""

    label: str
    then: str
    now: str
    change: str


class Counter(Protocol):
    def figures(self, unit: Unit, campaign: Campaign) -> dict[str, Any]:
        """The figures the unit answers for, as plain JSON."""

    def differences(self, then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
        """Figure by figure what differs between two such."""

    def numbers(self, unit: Unit, campaign: Campaign, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
        """For each fact named by a source's `key`: `value`, `qualifier` and `shown`, counted now. A constant number of
        queries."""


COUNTERS: list[Counter] = []


def register(counter: Counter) -> None:
    """The last one registered counts."""
    COUNTERS.append(counter)


def figures_of(unit: Unit, campaign: Campaign) -> dict[str, Any]:
    return COUNTERS[-1].figures(unit, campaign) if COUNTERS else {}


def since(then: Mapping[str, Any], unit: Unit, campaign: Campaign) -> Sequence[Difference]:
    """What differs now from what was frozen; nothing where nothing was frozen."""
    if not then or not COUNTERS:
        return []
    return COUNTERS[-1].differences(then, COUNTERS[-1].figures(unit, campaign))


def between(then: Mapping[str, Any], now: Mapping[str, Any]) -> Sequence[Difference]:
    """What differs between the figures of two hand-ins; nothing where one of them has none."""
    return COUNTERS[-1].differences(then, now) if then and now and COUNTERS else []


def numbers_now(unit: Unit, campaign: Campaign, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    wanted = set(keys)
    return COUNTERS[-1].numbers(unit, campaign, wanted) if wanted and COUNTERS else {}
