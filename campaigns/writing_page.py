"""What the writing page of a report shows: its parts as one document, each number with its source and its present
value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from campaigns import notes
from campaigns.choices import Ask, PartKind
from campaigns.models import Obligation, ReportNote, ReportPart
from campaigns.part_numbers import Now, changed_since, may_be_put_right, now_of
from campaigns.part_text import ADVISED, length_of, lines_of, pictures_of, text_of
from campaigns.taken_since import since
from orgs.models import User


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a part's text: plain words, or a number or quotation with where it comes from."""

    text: str
    kind: str = ""  # "", number, quote
    url: str = ""
    what: str = ""
    was: str = ""
    now: str = ""


@dataclass(slots=True)
class Block:
    """A part on the page. `paragraphs` are runs by line; `rows` a table's lines, each (name, runs)."""

    part: Any
    sign: str = ""
    stands: bool = True
    paragraphs: list[list[Run]] = field(default_factory=list)
    pictures: list[dict] = field(default_factory=list)
    notes: list[ReportNote] = field(default_factory=list)
    stale: int = 0
    fixable: int = 0
    edited: int = 0
    since: str = ""  # what became of the report it was taken from

    @property
    def hint(self) -> str:
        return (self.part.data or {}).get("hint", "") if not self.part.text.strip() else ""

    @property
    def rows(self) -> list[tuple[str, list[Run]]]:
        return [_cells(runs) for runs in self.paragraphs]


def writing_page(owed: Obligation, user: User) -> dict:
    """Four queries at most, however many parts; one more where a 盖章扫描件 is wanted."""
    report = owed.report
    parts = list(report.parts.select_related("taken_unit", "taken_from", "changed_by")) if report else []
    told = list(owed.notes.visible_to(user).select_related("by", "settled_by")) if report else []
    found = blocks(parts, now_of(owed.unit, owed.request.campaign, parts), told)
    changed_below = since(parts, owed)
    for block in found:
        block.since = changed_below.get(block.part.pk, "")
    length = length_of(text_of(parts))
    return {
        "owed": owed,
        "report": report,
        "may_draft": owed.request.kind == Ask.SUMMARY,
        "blocks": found,
        "loose_notes": [note for note in told if note.part_id is None],
        "open_notes": notes.open_of(told),
        "length": length,
        "advised": ADVISED,
        "is_long": length > ADVISED,
        "stale": sum(block.stale for block in found),
        "fixable": sum(block.fixable for block in found),
        "has_seal": owed.request.wants_seal and report is not None and report.files.filter(is_sealed=True).exists(),
        "edited": sum(block.edited for block in found),
        "changed_below": len(changed_below),
    }


def blocks(parts: Iterable[ReportPart], now: Now, told: Iterable[ReportNote] = ()) -> list[Block]:
    """All parts in order, also headings beneath which nothing stands yet."""
    parts = list(parts)
    lines = {id(line.part): line for line in lines_of(parts)}
    by_part: dict[int, list[ReportNote]] = {}
    for note in told:
        by_part.setdefault(note.part_id or 0, []).append(note)
    return [_block(part, lines.get(id(part)), now, by_part.get(part.pk, [])) for part in parts]


def runs(text: str, sources: Iterable[Mapping], now: Now) -> list[Run]:
    """The text in pieces, those with a source apart. Sources that overlap another, or the end, are passed over."""
    found, at = [], 0
    for each in sorted(sources, key=lambda each: each["at"]):
        start, end = each["at"]
        if start < at or end > len(text):
            continue
        found += [Run(text[at:start])] if start > at else []
        kind = "number" if "key" in each else "quote"
        url, what, was = (str(each.get(name, "")) for name in ("url", "what", "was"))
        found.append(Run(text[start:end], kind, url, what, was, changed_since(each, now, text)))
        at = end
    return [*found, *([Run(text[at:])] if at < len(text) else [])]


def _block(part: ReportPart, line: Any, now: Now, told: list[ReportNote]) -> Block:
    whole = part.kind == PartKind.PHOTOS  # captions stand beneath their pictures
    return Block(
        part=part,
        sign=line.sign if line else "",
        stands=line is not None,
        paragraphs=[] if whole else by_line(runs(part.text, part.sources, now)),
        pictures=_pictures(part, line) if whole else [],
        notes=told,
        stale=sum(bool(changed_since(each, now, part.text)) for each in part.sources),
        fixable=sum(may_be_put_right(each, now, part.text) for each in part.sources),
        edited=sum("was" in each for each in part.sources),
    )


def _pictures(part: ReportPart, line: Any) -> list[dict]:
    return [{**row, "number": line.first + n if line else 0} for n, row in enumerate(pictures_of(part))]


def by_line(found: Iterable[Run]) -> list[list[Run]]:
    """The runs paragraph by paragraph; one that reaches over a line's end is cut there."""
    lines: list[list[Run]] = [[]]
    for run in found:
        first, *more = run.text.split("\n")
        for n, piece in enumerate([first, *more]):
            if n:
                lines.append([])
            if piece:
                lines[-1].append(Run(piece, run.kind, run.url, run.what, run.was, run.now))
    return [line for line in lines if line]


def _cells(line: list[Run]) -> tuple[str, list[Run]]:
    """A line of a table of figures: the name before the first colon, and the rest."""
    if not line:
        return "", []
    name, colon, rest = line[0].text.partition("：")
    head = [Run(rest, line[0].kind)] if rest else []
    return (name, [*head, *line[1:]]) if colon else ("", line)
