"""The source as it came: lines, each with its number, so that everything proposed can be shown beside it."""

from dataclasses import dataclass, field


class Unreadable(ValueError):
    """The file cannot be read; the text is a Chinese sentence for the person who chose it."""


NEW, ON = "new", "on"


@dataclass(frozen=True)
class Line:
    """One line or one table row (`cells`). `level` is a heading level given by a style, 0 for none; `head` is the
    bold text at its start. `gap`: an empty line or a page break stands before it."""

    number: int
    text: str
    cells: tuple[str, ...] = ()
    level: int = 0
    head: str = ""
    gap: bool = False
    whole: bool = False  # a paragraph of a word processor: it does not go on in the next one
    indented: bool = False
    flow: str = ""  # what the page shows: NEW paragraph, or ON with the line above; empty when it shows neither


@dataclass
class Paragraph:
    """A paragraph of the text, put together from the source lines `numbers`."""

    text: str
    numbers: list[int]
    level: int = 0
    head: str = ""
    cells: tuple[str, ...] = ()
    gap: bool = False
    whole: bool = False
    indented: bool = False
    flow: str = ""

    @property
    def first(self) -> int:
        return min(self.numbers)

    @property
    def last(self) -> int:
        return max(self.numbers)


@dataclass
class Source:
    """A file's text: its lines, and how it was got at."""

    lines: list[Line]
    kind: str = "txt"
    notes: list[str] = field(default_factory=list)


def as_paragraph(line: Line) -> Paragraph:
    return Paragraph(
        line.text, [line.number], line.level, line.head, line.cells, line.gap, line.whole, line.indented, line.flow
    )
