"""What a file was read to say, item by item, beside the parent's items it probably comes from. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from campaigns.choices import Change, Kind
from campaigns.reader import duties
from campaigns.reader.numbering import sign_of
from campaigns.resolving import Base
from campaigns.yearly import Named, answering

SAME_ITEM = 0.5  # below it own words carry an item out rather than adapt it
DOUBTFUL = 0.75  # what is less certain is marked for the person


@dataclass(frozen=True)
class FileItem:
    """`ref` names it in the form (a3.4: the fourth action of the third arrangement); `origin` is the parent's key."""

    ref: str
    kind: str
    heading: str = ""
    text: str = ""
    under: str = ""
    origin: UUID | None = None
    confidence: float = 0.0
    duties: tuple[tuple[str, str, tuple[str, ...]], ...] = ()  # name, role, the actions it covers

    @property
    def words(self) -> str:
        return self.heading or self.text

    @property
    def label(self) -> str:
        return Kind(self.kind).label

    @property
    def is_doubtful(self) -> bool:
        return self.origin is not None and self.confidence < DOUBTFUL


def items_of(proposal: Mapping[str, Any], base: Iterable[Base]) -> list[FileItem]:
    """The proposal's items in the document's order; those without an origin of the reader's get one by their words."""
    base = list(base)
    found = [*_plain(proposal), *_arrangements(proposal, base)]
    return _aligned(found, base)


def _plain(proposal: Mapping[str, Any]) -> list[FileItem]:
    found = [FileItem("theme", Kind.THEME, text=proposal["theme"])] if proposal.get("theme") else []
    found += [FileItem(f"s{n}", Kind.SLOGAN, text=text) for n, text in enumerate(proposal["slogans"], 1)]
    for name, letter, kind in (("sections", "c", Kind.SECTION), ("requirements", "r", Kind.REQUIREMENT)):
        rows = enumerate(proposal[name], 1)
        found += [FileItem(f"{letter}{n}", kind, row["heading"] or "", row["text"] or "") for n, row in rows]
    return found


def _arrangements(proposal: Mapping[str, Any], base: Sequence[Base]) -> list[FileItem]:
    found = []
    for n, row in enumerate(proposal["arrangements"], 1):
        home = f"a{n}"
        origin = _called(row["origin"], base, (Kind.ARRANGEMENT, Kind.SECTION, Kind.ACTION))
        text, own = _parted(row["text"] or "", row["actions"])
        found.append(FileItem(home, Kind.ARRANGEMENT, row["heading"] or "", _without_note(text, row), "", origin,
                              row["confidence"] or 0.0, _duties(row["responsibilities"])))  # fmt: skip
        for m, action in enumerate(row["actions"], 1):
            origin = _called(action["origin"], base, (Kind.ACTION, Kind.ARRANGEMENT, Kind.SECTION))
            words = _without_note(own.get(action["name"], ""), action)
            found.append(FileItem(f"{home}.{m}", Kind.ACTION, action["name"], words, home, origin,
                                  action["confidence"] or 0.0, _duties(action["responsibilities"])))  # fmt: skip
    return found


def _parted(text: str, actions: Sequence[Mapping[str, Any]]) -> tuple[str, dict[str, str]]:
    """What stays the arrangement's own text, and the paragraphs that begin with an action's name, which are its own;
    so is what follows a numbered one."""
    kept: list[str] = []
    own: dict[str, str] = {}
    open_at = None
    for line in text.split("\n"):
        mark = sign_of(line)
        bare = line[mark.length :] if mark else line
        name = max((a["name"] for a in actions if bare.startswith(a["name"])), key=len, default=None)
        if name is not None and name not in own:
            own[name] = bare[len(name) :].lstrip("。：:，,　 ")
            open_at = name if mark else None
        elif open_at and not mark:
            own[open_at] = "\n".join(part for part in (own[open_at], line) if part)
        else:
            kept.append(line)
            open_at = None
    return "\n".join(kept), own


def _without_note(text: str, row: Mapping[str, Any]) -> str:
    """Without the notes of responsibility at the end: they are read already and shown from there."""
    read = {(duty["name"], duty["role"]) for duty in row["responsibilities"]}
    for note in reversed(duties.notes(text)):
        if text[note.end :].strip("。 \n") or not set(note.duties) <= read:
            break
        text = text[: note.start].rstrip()
    return text


def _duties(rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((row["name"], row["role"], tuple(row.get("scope") or ())) for row in rows)


def _called(name: str | None, base: Sequence[Base], kinds: tuple[str, ...]) -> UUID | None:
    for kind in kinds:
        for item in base:
            if name and item.kind == kind and name in (item.heading, item.text):
                return item.key
    return None


def _aligned(found: list[FileItem], base: Sequence[Base]) -> list[FileItem]:
    """Origins for the kinds the reader leaves open: the theme by being one, the others by their words."""
    open_kinds = (Kind.SLOGAN, Kind.SECTION, Kind.REQUIREMENT)
    last = [Named(item.ref, item.kind, item.words) for item in found if item.kind in open_kinds]
    now = [Named(item.key, item.kind, item.heading or item.text) for item in base]
    answers = answering(last, now)
    theme = next((item.key for item in base if item.kind == Kind.THEME), None)
    names = {item.key: item.heading or item.text for item in base}

    def traced(item: FileItem) -> FileItem:
        if item.kind not in (Kind.THEME, *open_kinds):
            return item
        origin = theme if item.kind == Kind.THEME else answers.get(item.ref)
        return replace(item, origin=origin, confidence=alike(item.words, names[origin]) if origin else 0.0)

    return [traced(item) for item in found]


def change_of(item: FileItem, base: Base | None, taken: set[UUID]) -> str:
    """What the item is to its origin: the same words, other words, an own way of carrying it out, or nothing."""
    if base is None:
        return Change.ADDED
    if item.kind != base.kind or base.key in taken:
        return Change.DERIVED
    if (item.heading, item.text) == (base.heading, base.text) or (item.heading == base.heading and not item.text):
        return Change.INHERITED
    return Change.ADAPTED if alike(item.words, base.heading or base.text) >= SAME_ITEM else Change.DERIVED


def alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def blocks_of(lines: Sequence[str], most: int = 200) -> list[str]:
    """Unrecognised lines, joined to fewer blocks when there are more than a page can ask about."""
    size = -(-len(lines) // most) if lines else 1
    return ["\n".join(lines[n : n + size]) for n in range(0, len(lines), size)]
