"""What a part of a report is drafted as: plain values, before it is anybody's row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Draft:
    """A part as it was drafted; `slot` is the same each time the same thing is drafted."""

    slot: str
    kind: str
    text: str = ""
    level: int = 0
    sources: Sequence[dict] = ()
    data: dict = field(default_factory=dict)
    item_root: Any = None

    @property
    def stored(self) -> dict:
        return {**self.data, "slot": self.slot}
