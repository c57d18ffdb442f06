"""An item of the paper as paragraphs; for the 送审稿 with what differs from the parent, by character. Pure."""

from collections.abc import Iterable, Iterator

from campaigns.choices import Change
from campaigns.official.elements import Block, Run, block, clean, lines_of
from campaigns.paper import Entry

OWN = (Change.ADDED, Change.DERIVED)


def entry_blocks(entry: Entry, level: int, *, marked: bool) -> Iterator[Block]:
    """Heading, text, responsibilities; `marked`: and behind the words where they come from."""
    sign = entry.sign
    found: list[Block] = []
    if entry.item.heading:
        found.append(Block("heading", _apart(sign, _clean(_runs(entry, "heading", marked))), level, sign))
        sign = ""
    style = "theme" if entry.item.kind == "theme" else "text"
    for number, runs in enumerate(_lines(_runs(entry, "text", marked))):
        first = number == 0 and bool(sign)
        found.append(Block(style, runs, level if first else 0, sign if first else ""))
    yield from _noted(found, origin(entry) if marked else "")
    yield from (block("duty", f"（{duty}）") for duty in entry.duties)


def _apart(sign: str, runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """6. 30天无理由退换货: a figure stands apart from the number, else both read as one."""
    figure = sign.endswith(".") and "".join(run.text for run in runs)[:1].isdigit()
    return (Run(" "), *runs) if figure else runs


def slogan_block(entry: Entry, *, marked: bool) -> Iterator[Block]:
    runs = tuple(run for line in _lines(_runs(entry, "text", marked)) for run in line)
    yield from _noted([Block("slogan", runs, 1, entry.sign)], origin(entry) if marked else "")


def _noted(blocks: list[Block], words: str) -> list[Block]:
    """Behind the heading, which is what a reader looks at; an item without one has it behind its text."""
    if words and blocks:
        blocks[0] = blocks[0]._replace(runs=(*blocks[0].runs, Run(words, "note")))
    return blocks


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


def _clean(runs: Iterable[Run]) -> tuple[Run, ...]:
    return tuple(Run(_printable(run.text), run.mark) for run in runs)


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
