"""One item that the parent changed, as a page shows it: the texts beside each other, and what the change means here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from campaigns.choices import Kind
from campaigns.comparing import Span, spans
from campaigns.models import Divergence
from campaigns.numbers import sign
from campaigns.resolving import Base, Resolved
from campaigns.revising import Revised
from campaigns.words import GONE, seen_of

ACTS = {"added": "新增", "changed": "修改", "moved": "移动", "removed": "删去"}
EFFECTS = {
    "waiting": "待处理",
    "keep": "已保留本级",
    "take": "已沿用上级",
    "rewrite": "已另行起草",
    "new": "自动列入",
    "follows": "自动沿用",
    "gone": "随上级删去",
    "left_out": "本级未列入，仍不列入",
    "along": "所属安排本级未列入，随之不列入",
    "derived": "本级已细化，请留意",
    "orphan": "上级已删去，本级细化的内容保留为本级新增",
    "own": "文字仍为本级的",
    "same": "两级文字已一致",
}
DECIDED = ("keep", "take", "rewrite")


@dataclass(frozen=True)
class Revision:
    """One item that the parent changed, and what that means here. `old` and `new` are the parent's words to compare;
    `here` is the item as the edition has it now, None when it has it not."""

    change: Revised
    effect: str
    here: Resolved | None
    homes: dict = field(repr=False)
    divergence: Divergence | None = None
    marker: Callable[[str, str], list[Span]] = field(default=spans, repr=False)
    beneath: tuple[str, ...] = ()  # own things that stand in an arrangement which the parent removed

    @property
    def anchor(self) -> str:
        return f"d-{self.change.key}"

    @property
    def kind(self) -> str:
        return Kind(self.change.item.kind).label

    @property
    def acts(self) -> list[str]:
        return [ACTS[act] for act in self.change.acts]

    @property
    def label(self) -> str:
        return EFFECTS[self.effect]

    @property
    def is_waiting(self) -> bool:
        return self.effect == "waiting"

    @property
    def mark(self) -> str:
        """Which of the marks of change it wears: by shape and word, not by colour alone."""
        acts = self.change.acts
        return {"added": "added", "removed": "withdrawn"}.get(acts[0], "adapted" if "changed" in acts else "moved")

    @property
    def words(self) -> str:
        return self.change.item.heading or self.change.item.text

    @cached_property
    def above(self) -> dict[str, list[Span]]:
        """The parent's heading and text, before against after."""
        old, new = self.change.old, self.change.new
        return {
            name: self.marker(getattr(old, name, ""), getattr(new, name, "")) for name in ("heading", "text")
        } if self.change.reworded else {}  # fmt: skip

    @property
    def mine(self) -> dict[str, str] | None:
        """The words of the unit: as they stand, or, once the parent's were taken, as they stood."""
        if self.divergence and self.effect == "take":
            return self.divergence.mine
        return {"heading": self.here.heading, "text": self.here.text} if self.here else None

    @property
    def own_words(self) -> bool:
        """Whether the unit's words are worth a column of their own."""
        return bool(self.mine) and (self.divergence is not None or (self.here is not None and self.here.is_own))

    @cached_property
    def against(self) -> dict[str, list[Span]]:
        """The unit's words against the parent's present ones, else its former ones."""
        base = self.change.new or self.change.old
        mine = self.mine or {}
        return {name: self.marker(getattr(base, name), mine.get(name, "")) for name in ("heading", "text")}

    @property
    def seen(self) -> str:
        """What a button carries to prove which local words the person saw."""
        return seen_of(self.here) if self.here else GONE

    @property
    def moved_from(self) -> str:
        return self._stood(self.change.old) if self.change.moved else ""

    @property
    def moved_to(self) -> str:
        return self._stood(self.change.new) if self.change.moved else ""

    @property
    def place_only(self) -> bool:
        return self.is_waiting and not self.change.reworded and self.change.moved

    def _stood(self, item: Base | None) -> str:
        if item is None:
            return ""
        number = sign(item.kind, item.position).rstrip(".")
        home = self.homes.get(item.under)
        return f"“{home.heading or home.text}”第{number}项" if home else f"第{number}项"
