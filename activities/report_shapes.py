"""What the sentences of a drafted report are made of. Plain values, no database, no clock."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from activities.quantities import Quantity
from activities.report_counts import Counts, Fact
from activities.report_words import Address


@dataclass(frozen=True, slots=True)
class Named:
    """An activity told by name; `unit` is empty when it is the reporting unit's own."""

    title: str
    url: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    unit: str = ""
    holders: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """An arrangement or action in the plan's own words; `roots` are all it stands for, `own` those
    without the actions beneath, `part` what links name it by where there are several."""

    slot: str
    title: str
    root: str
    roots: tuple[str, ...]
    own: tuple[str, ...] = ()
    part: str = ""
    beneath: tuple["Heading", ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A chosen case in its unit's words."""

    public_id: str
    title: str
    parts: Sequence[tuple[str, str]]
    url: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A chosen picture."""

    public_id: str
    caption: str
    activity: int


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a draft says. `place` is the region of a lead office, else the unit; days are Beijing days."""

    unit: str
    place: str
    is_lead: bool
    year: int
    counts: Counts
    address: Address
    theme: str = ""
    basis: str = ""
    basis_number: str = ""
    plan_url: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    headings: Sequence[Heading] = ()
    beside: str = ""
    known: tuple[str, ...] = ()
    named: Mapping[str, Sequence[Named]] = field(default_factory=dict)
    cases: Sequence[Told] = ()
    photos: Sequence[Shown] = ()

    def value(self, fact: Fact) -> Quantity:
        return self.counts.of(fact)
