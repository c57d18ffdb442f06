"""An item of the paper as paragraphs; for the 送审稿 with what differs from the parent, by character. Pure."""

from collections.abc import Iterable, Iterator

from campaigns.choices import Change
from campaigns.official.elements import Block, Run, block, clean, lines_of
from campaigns.paper import Entry

OWN = (Change.ADDED, Change.DERIVED)


def entry_blocks(entry: Entry, level: int, *, marked: bool) -> Iterator[Block]:
    """Heading, text, responsibilities; `marked`: and where it comes from."""
    sign = entry.sign
    if entry.item.heading:
        yield Block("heading", _runs(entry, "heading", marked), level, sign)
        sign = ""
    style = "theme" if entry.item.kind == "theme" else "text"
    for number, runs in enumerate(_lines(_runs(entry, "text", marked))):
        first = number == 0 and bool(sign)
        yield Block(style, runs, level if first else 0, sign if first else "")
    yield from (block("duty", f"（{duty}）") for duty in entry.duties)
    if marked and (words := origin(entry)):
        yield block("note", words)


def slogan_block(entry: Entry, *, marked: bool) -> Iterator[Block]:
    runs = tuple(run for line in _lines(_runs(entry, "text", marked)) for run in line)
    yield Block("slogan", runs, 1, entry.sign)
    if marked and (words := origin(entry)):
        yield block("note", words)


def origin(entry: Entry) -> str:
    """〔细化落实：上级专项行动“…”〕, 〔上级为第3条〕; nothing for what stands as it stood above."""
    words = []
    if entry.item.change == Change.DERIVED:
        words.append(f"细化落实：上级{entry.above_kind}“{_short(entry.above)}”")
    elif entry.item.change == Change.ADDED:
        words.append("本级新增")
    if entry.before:
        words.append(clean(entry.before))
    return f"〔{'；'.join(words)}〕" if words else ""


def _short(text: str, most: int = 40) -> str:
    text = clean(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _runs(entry: Entry, part: str, marked: bool) -> tuple[Run, ...]:
    words = getattr(entry.item, part)
    if not marked:
        return (Run(words),)
    if entry.item.change in OWN:
        return (Run(words, "inserted"),)
    found = entry.heading_spans if part == "heading" else entry.text_spans
    return tuple(Run(text, "" if op == "same" else op) for op, text in found) or (Run(words),)


def _lines(runs: Iterable[Run]) -> list[tuple[Run, ...]]:
    """The runs of each line; lines that went are joined to the next one, so that nothing deleted is lost."""
    found: list[list[Run]] = [[]]
    for run in runs:
        pieces = run.text.splitlines() if run.mark != "deleted" else [" ".join(lines_of(run.text))]
        ends = run.mark != "deleted" and run.text.endswith(("\n", "\r"))
        for number, piece in enumerate(pieces):
            if number:
                found.append([])
            if words := _printable(piece):
                found[-1].append(Run(words, run.mark))
        if ends:
            found.append([])
    return [tuple(line) for line in found if any(run.text.strip() for run in line)]


def _printable(text: str) -> str:
    """Cleaned, with the blanks at its ends: they may part two words."""
    kept = clean(text)
    if not kept:
        return " " if text.strip("\r\n") and not text.strip() else ""
    return (" " if text[:1].isspace() else "") + kept + (" " if text[-1:].isspace() else "")
