"""A document as it is read on paper: the one layout of the public page, the work page, the draft and the home page.

As the originals are set: 一、活动主题, 活动内容, 重点安排 with its 专项行动, and 工作要求 are the numbered parts
of the text, as far as the document has them. The slogans are an annex and bear the first number that no list of
activities has, which in the originals is 附件1. Pure: rows in, plain values out; the queries are the callers'.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from campaigns.choices import Change, Kind
from campaigns.comparing import Span, spans
from campaigns.models import AnnexEntry, Responsibility
from campaigns.numbers import chinese_number, sign
from campaigns.paper_annexes import Annex, annexes_of
from campaigns.resolving import Base, Contents, Resolved
from campaigns.words import seen_of

PARTS = (Kind.THEME, Kind.SECTION, Kind.ARRANGEMENT, Kind.REQUIREMENT)
TITLES = {Kind.THEME: "活动主题", Kind.SLOGAN: "“质量月”口号"}


@dataclass(frozen=True)
class Entry:
    """An item with its sign; `before` says where it stood in the parent, for one that was moved."""

    item: Resolved
    sign: str
    duties: tuple[str, ...] = ()
    actions: tuple["Entry", ...] = ()
    before: str = ""

    @property
    def key(self) -> str:
        return str(self.item.key)

    @property
    def anchor(self) -> str:
        return f"i-{self.key}"

    @property
    def words(self) -> str:
        return self.item.heading or self.item.text

    @property
    def above(self) -> str:
        """The parent's words in short."""
        base = self.item.base
        return (base.heading or base.text) if base else ""

    @property
    def above_kind(self) -> str:
        return Kind(self.item.base.kind).label if self.item.base else ""

    @property
    def is_own_only(self) -> bool:
        """Whether the unit wrote it itself, so that it is deleted rather than left out."""
        return self.item.change in (Change.ADDED, Change.DERIVED)

    @property
    def goes_along(self) -> list["Entry"]:
        """Actions that are left out with it: those on which the unit decided nothing of its own."""
        return [] if self.is_own_only else [entry for entry in self.actions if not entry.item.is_own]

    @property
    def stays_alone(self) -> list["Entry"]:
        return [] if self.is_own_only else [entry for entry in self.actions if entry.item.is_own]

    @property
    def stands(self) -> bool:
        return self.item.change != Change.WITHDRAWN

    @property
    def may_be_derived(self) -> bool:
        """Whether 细化落实 makes sense: a theme or a slogan has nothing to be carried out in another way."""
        return not self.is_own_only and self.item.kind not in (Kind.THEME, Kind.SLOGAN)

    @property
    def seen(self) -> str:
        """What a button carries to prove which words the person saw."""
        return seen_of(self.item)

    @cached_property
    def heading_spans(self) -> list[Span]:
        """What changed against the parent's heading; empty unless it was adapted and differs."""
        return self._against(self.item.base.heading, self.item.heading) if self.item.base else []

    @cached_property
    def text_spans(self) -> list[Span]:
        return self._against(self.item.base.text, self.item.text) if self.item.base else []

    def _against(self, old: str, new: str) -> list[Span]:
        return spans(old, new) if self.item.change == Change.ADAPTED and old != new else []


@dataclass(frozen=True)
class Part:
    """A numbered part of the text; without a number when the document has nothing of the kind."""

    kind: str
    number: str
    entries: tuple[Entry, ...]
    loose: tuple[Entry, ...] = ()  # actions that stand under no arrangement

    @property
    def label(self) -> str:
        return Kind(self.kind).label

    @property
    def title(self) -> str:
        name = TITLES.get(Kind(self.kind), self.label)
        return f"{self.number}、{name}" if self.number else name


@dataclass(frozen=True)
class LeftOut:
    """What the parent has of a kind and this document does not; the signs are the parent's."""

    kind: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Paper:
    parts: tuple[Part, ...]
    slogans: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]
    lines: Iterable[AnnexEntry]

    @cached_property
    def annexes(self) -> list[Annex]:
        """In the order of their numbers. Reads the annex's rows, when they were handed over as a query."""
        return annexes_of(self.slogans, TITLES[Kind.SLOGAN], self.lines)

    def entries(self) -> Iterator[Entry]:
        """Every item in reading order, actions after their arrangement, slogans at the end."""
        for part in self.parts:
            for entry in (*part.entries, *part.loose):
                yield entry
                yield from entry.actions
        yield from self.slogans

    def find(self, key: object) -> Entry | None:
        """The entry of an item that stands here, else of one that was left out."""
        return next((entry for entry in self.everything() if entry.item.key == key), None)

    def everything(self) -> Iterator[Entry]:
        """Every item that stands here, then those that were left out."""
        yield from self.entries()
        yield from (entry for group in self.left_out for entry in group.entries)

    @property
    def characters(self) -> int:
        """How long the text is, blanks not counted (documents for special tasks should stay within 4,000)."""
        return sum(len("".join((e.item.heading + e.item.text).split())) for e in self.entries())

    @property
    def tally(self) -> list[tuple[str, int]]:
        """(change, how many items); those left out included, changes that do not occur left away."""
        counted = Counter(entry.item.change for entry in self.entries())
        counted[Change.WITHDRAWN] = sum(len(group.entries) for group in self.left_out)
        return [(change.value, counted[change]) for change in Change if counted[change]]


def lay_out(contents: Contents, *, duties: Iterable[Responsibility] = (), annex: Iterable[AnnexEntry] = ()) -> Paper:
    """Arrange what was read; the items' bases stand at their places in the parent (`reading.beside_parent`)."""
    maker = _Maker(contents, duties)
    actions = maker.entries(Kind.ACTION)
    loose = {kind: actions if kind == Kind.ARRANGEMENT else () for kind in PARTS}
    found = {kind: maker.entries(kind) for kind in PARTS}
    present = [kind for kind in PARTS if found[kind] or loose[kind]]
    numbers = {kind: chinese_number(number) for number, kind in enumerate(present, start=1)}
    parts = tuple(Part(kind.value, numbers.get(kind, ""), found[kind], loose[kind]) for kind in PARTS)
    return Paper(parts, maker.entries(Kind.SLOGAN), maker.left_out(), annex)


class _Maker:
    def __init__(self, contents: Contents, duties: Iterable[Responsibility]) -> None:
        self.contents = contents
        self.duties = _duties(duties, {str(item.key): item for item in contents.items})
        self.bases: dict[object, Base] = {i.base.key: i.base for i in (*contents.items, *contents.withdrawn) if i.base}

    def entries(self, kind: str, under: object = None) -> tuple[Entry, ...]:
        return tuple(self._entry(item) for item in self.contents.of(kind, under))

    def left_out(self) -> tuple[LeftOut, ...]:
        """By kind, in the parent's order."""
        found: dict[str, list[Resolved]] = {kind: [] for kind in Kind}
        for item in sorted(self.contents.withdrawn, key=self._place_above):
            found[item.kind].append(item)
        return tuple(
            LeftOut(Kind(kind).label, tuple(Entry(item, self._sign_above(item)) for item in items))
            for kind, items in found.items()
            if items
        )

    def _place_above(self, item: Resolved) -> tuple[int, int]:
        home = self.bases.get(item.under)
        return (home.position if home else -1, item.position)

    def _entry(self, item: Resolved) -> Entry:
        return Entry(
            item,
            sign(item.kind, item.position),
            duties=tuple(self.duties.get(str(item.key), ())),
            actions=self.entries(Kind.ACTION, item.key) if item.kind == Kind.ARRANGEMENT else (),
            before=self._before(item, item.base) if item.moved and item.base else "",
        )

    def _before(self, item: Resolved, base: Base) -> str:
        """上级列于“…”第8项, 上级为第3条, 上级为（三）."""
        number = sign(base.kind, base.position).rstrip(".")
        if base.under != item.under and base.under in self.bases:
            return f"上级列于“{self.bases[base.under].heading}”第{number}项"
        return f"上级为第{number}条" if item.kind == Kind.SLOGAN else f"上级为{number}"

    def _sign_above(self, item: Resolved) -> str:
        """（六）5. for the fifth action of the parent's sixth arrangement."""
        home = self.bases.get(item.under)
        return (sign(home.kind, home.position) if home else "") + sign(item.kind, item.position)


def _duties(notes: Iterable[Responsibility], items: Mapping[str, Resolved]) -> dict[str, list[str]]:
    """Item's key → its notes of responsibility. One that covers several items stands under the last of them."""
    together: dict[tuple[str, ...], list[Responsibility]] = {}
    for note in notes:
        together.setdefault(tuple(str(key) for key in note.keys if str(key) in items), []).append(note)
    found: dict[str, list[str]] = {}
    for keys, group in together.items():
        if keys:
            which = "、".join(str(items[key].position + 1) for key in keys)
            lead = f"第{which}项：" if len(keys) > 1 else ""
            found.setdefault(keys[-1], []).append(lead + _sentence(group))
    return found


def _sentence(group: Iterable[Responsibility]) -> str:
    """质量发展科负责，各县市区局实施."""
    by_role: dict[str, list[str]] = {}
    for note in group:
        by_role.setdefault(note.get_role_display(), []).append(note.name)
    return "，".join("、".join(names) + role for role, names in by_role.items())
