"""What the portal knows already of a unit's year, offered to requests so that nobody types it again (已有数据).

Apps above register what they can tell in `AppConfig.ready()`; here is only the list.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from campaigns.models import Campaign
from orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Known:
    """A figure with its qualifier (约, 余, 近 or none), in words where it comes from, and where that can be seen."""

    value: int
    qualifier: str = ""
    where: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """How a figure is offered: what it is, and in which unit it is counted."""

    label: str
    unit: str


Finder = Callable[[Unit, Campaign, Collection[str]], Mapping[str, Known]]


@dataclass(frozen=True, slots=True)
class Source:
    names: Mapping[str, Named]
    find: Finder


SOURCES: list[Source] = []


def register(names: Mapping[str, Named], find: Finder) -> None:
    """Make figures known by name. `find` is asked for some of the names, in a constant number of queries; a figure
    that nobody gave is left out, for it is not 0."""
    SOURCES.append(Source(names, find))


def names() -> dict[str, Named]:
    return {name: named for source in SOURCES for name, named in source.names.items()}


def known(unit: Unit, campaign: Campaign, wanted: Collection[str]) -> dict[str, Known]:
    """What is known of the unit under these names, at this moment."""
    found: dict[str, Known] = {}
    for source in SOURCES:
        own = [name for name in wanted if name in source.names]
        if own:
            found.update(source.find(unit, campaign, own))
    return found
