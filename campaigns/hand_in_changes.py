"""Two hand-ins side by side, beside title and text: own fields, cases, pictures, files. Plain JSON in, rows out; no
database."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from campaigns.choices import PartKind
from campaigns.part_text import pictures_of

NEW, GONE, EXCHANGED, CHANGED, SAME = "新增", "删去", "替换", "修改", "未变"


@dataclass(frozen=True, slots=True)
class Change:
    """`old` and `new` are how it reads on each side; empty on the side where it is not."""

    what: str  # NEW, GONE, EXCHANGED, CHANGED
    name: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A line of a table: `cells` are (what it says now, what it said before where that differs)."""

    what: str
    cells: list[tuple[str, str]]


@dataclass(slots=True)
class FieldChange:
    """An own field: a table line by line, anything else in words."""

    what: str
    label: str
    old: str = ""
    new: str = ""
    columns: list[str] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)


def fields_between(old: Sequence[Mapping], new: Sequence[Mapping]) -> list[FieldChange]:
    """Own fields that differ, in the order of the later hand-in, those given no more at the end."""
    before, after = _by_field(old), _by_field(new)
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        if change := _field(was, now):
            found.append(change)
    return found


def _by_field(answers: Sequence[Mapping]) -> dict[str, Mapping]:
    """By the field's name, which a request has but once; the row's number does not outlive a change of the fields."""
    return {each.get("label", ""): each for each in answers}


def _field(was: Mapping | None, now: Mapping | None) -> FieldChange | None:
    either: Mapping = now or was or {}
    what = NEW if was is None else GONE if now is None else CHANGED
    label = either.get("label", "")
    columns = list(either.get("columns") or [])
    if columns and all(each is None or isinstance(each.get("value"), list) for each in (was, now)):
        width = len(columns)
        rows = rows_between(_lines(was, width), _lines(now, width))
        same_heads = was is None or now is None or list(was.get("columns") or []) == columns
        if same_heads and all(row.what == SAME for row in rows):
            return None
        return FieldChange(what, label, columns=columns, rows=rows)
    says, said = _words(now), _words(was)
    if says == said and not _other_content(was, now):
        return None
    return FieldChange(EXCHANGED if says == said else what, label, said, says)


def _words(answer: Mapping | None) -> str:
    return str(answer.get("words") or "—") if answer else ""


def _other_content(was: Mapping | None, now: Mapping | None) -> bool:
    """A file of the same name with other bytes."""
    one, other = ((each or {}).get("digest", "") for each in (was, now))
    return bool(one and other and one != other)


def _lines(answer: Mapping | None, width: int) -> list[tuple[str, ...]]:
    rows = answer.get("value") if answer else []
    return [tuple(("" if cell is None else str(cell)) for cell in [*row, *[""] * width][: max(width, len(row))])
            for row in rows or [] if isinstance(row, list)]  # fmt: skip


def rows_between(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> list[RowChange]:
    """Line by line, in reading order: the same, changed (cell by cell), new, gone. Lines that stand at the same place
    of a run that changed are taken for one another."""
    found: list[RowChange] = []
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            found += [RowChange(SAME, [(cell, cell) for cell in row]) for row in new[c:d]]
            continue
        paired = min(b - a, d - c)
        for was, now in zip(old[a : a + paired], new[c : c + paired], strict=True):
            wide = max(len(was), len(now))
            cells = zip(_padded(now, wide), _padded(was, wide), strict=True)
            found.append(RowChange(CHANGED, list(cells)))
        found += [RowChange(GONE, [("", cell) for cell in row]) for row in old[a + paired : b]]
        found += [RowChange(NEW, [(cell, "") for cell in row]) for row in new[c + paired : d]]
    return found


def _padded(row: tuple[str, ...], wide: int) -> tuple[str, ...]:
    return (*row, *[""] * (wide - len(row)))


def cases_between(old: Sequence[Mapping], new: Sequence[Mapping]) -> list[Change]:
    """Chosen cases by the case they tell; one written by hand by its title."""
    return _between(_cases(old), _cases(new))


def pictures_between(old: Sequence[Mapping], new: Sequence[Mapping]) -> list[Change]:
    """Pictures by their content: a public id stands for one picture, a retouched one has another. Where a picture went
    and one of the same caption came, it was exchanged."""
    return _between(_pictures(old), _pictures(new))


def files_between(old: Sequence[Mapping], new: Sequence[Mapping]) -> list[Change]:
    """Files by content: the same under another name is 修改, another of the same name 替换."""
    return _between(_files(old), _files(new))


@dataclass(frozen=True, slots=True)
class _Thing:
    """`key` says what it is, `name` how it is called, `words` how it reads where that is more."""

    key: Hashable
    name: str
    words: str = ""


def _between(old: list[_Thing], new: list[_Thing]) -> list[Change]:
    """New ones, exchanged ones, reworded ones in the later order; what went last."""
    left = list(old)
    found: list[Change] = []
    unmet = []
    for thing in new:
        was = _take(left, lambda each, thing=thing: each.key == thing.key and each.name == thing.name) or _take(
            left, lambda each, thing=thing: each.key == thing.key
        )
        if was is None:
            unmet.append(thing)
        elif (was.name, was.words) != (thing.name, thing.words):
            found.append(Change(CHANGED, thing.name, was.words or was.name, thing.words or thing.name))
    for thing in unmet:
        was = _take(left, lambda each, thing=thing: bool(each.name) and each.name == thing.name)
        found.append(Change(EXCHANGED if was else NEW, thing.name, was.name if was else "", thing.name))
    return found + [Change(GONE, thing.name, thing.name) for thing in left]


def _take(things: list[_Thing], fits: Any) -> _Thing | None:
    for at, thing in enumerate(things):
        if fits(thing):
            return things.pop(at)
    return None


def _cases(parts: Iterable[Mapping]) -> list[_Thing]:
    found = []
    for part in parts:
        if part.get("kind") != PartKind.CASE:
            continue
        data = part.get("data") or {}
        title = str(part.get("text", "")).strip().partition("\n")[0][:80]
        key = data.get("case") or data.get("put_forward") or title
        found.append(_Thing(str(key), title, str(part.get("text", "")).strip()))
    return found


@dataclass(slots=True)
class _Part:
    text: str
    data: Any
    kind: str = PartKind.PHOTOS
    level: int = 0


def _pictures(parts: Iterable[Mapping]) -> list[_Thing]:
    shown = [
        row
        for part in parts
        if part.get("kind") == PartKind.PHOTOS
        for row in pictures_of(_Part(str(part.get("text", "")), part.get("data") or {}))
    ]
    return [_Thing(row.get("id"), row["caption"]) for row in shown]


def _files(files: Iterable[Mapping]) -> list[_Thing]:
    """Without a hash (kept before there were any) a file is known by where it is stored: copies share the place."""
    return [
        _Thing(
            file.get("digest") or file.get("stored"), ("盖章扫描件：" if file.get("is_sealed") else "") + file["name"]
        )
        for file in files
    ]
