"""What was recognised and where it stands: positions count characters of the source text as it is kept."""

import datetime as dt
from dataclasses import dataclass, field

from activities.quantities import Quantity

# Fields a mark can name. `vague` (近日) and `number` (a figure of no known kind) are shown, and fill nothing.
FIELDS = ("title", "held_on", "place", "holder", "figure", "counter", "vague", "number")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    field: str
    start: int
    end: int
    kind: str = ""  # which figure or counter


@dataclass
class Noticed:
    """One activity as the text tells it; what the text does not say stays empty."""

    start: int
    end: int
    title: str = ""
    held_on: dt.date | None = None
    ends_on: dt.date | None = None
    is_planned: bool = False
    place: str = ""
    figures: dict[str, Quantity] = field(default_factory=dict)
    counters: dict[str, Quantity] = field(default_factory=dict)
    holders: list[str] = field(default_factory=list)
    under: str = ""
    pictures: int = 0  # how many [图片] stand in its text
    marks: list[Mark] = field(default_factory=list)


@dataclass
class Notice:
    """Everything that was recognised in one text, and the sentences that belong to none of the activities."""

    activities: list[Noticed]
    left: list[Span]


def clear_of(marks: list[Mark], start: int, end: int) -> bool:
    """Whether no mark overlaps the span."""
    return all(mark.end <= start or end <= mark.start for mark in marks)
