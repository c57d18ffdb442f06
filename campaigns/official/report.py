"""A report as a document: ordinary Word, 报告 in the format of GB/T 9704-2012, 简报. Pure: plain values in and out."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from campaigns.choices import PartKind
from campaigns.headings import ENDS, LONGEST, heading_of
from campaigns.official.elements import (
    Block,
    Document,
    Head,
    Imprint,
    Picture,
    Pictures,
    Piece,
    Run,
    Table,
    block,
    clean,
    lines_of,
)
from campaigns.official.sentences import day
from campaigns.official.titles import title_lines
from campaigns.part_text import Line, pictures_of, table_of
from campaigns.report_pictures import Shot

DEEPEST = 3
FIGURES = ("项目", "数量")


@dataclass(frozen=True)
class Facts:
    """What stands around the text. `dated` is a Beijing day; `red` is the red head of an upward document."""

    title: str
    office: str
    dated: dt.date | None = None
    number: str = ""
    signers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    official: bool = False
    red: bool = False


def compose(body: Iterable[Piece], facts: Facts) -> Document:
    """An ordinary text with its title, unit and date; `official`: and addressees, number, 签发人 as a 报告 has them."""
    office = clean(facts.office)
    return Document(
        head=_head(facts),
        title=title_lines(clean(facts.title)) or ("（尚无标题）",),
        addressees=f"{'、'.join(map(clean, facts.addressees))}：" if facts.official and facts.addressees else "",
        body=tuple(body),
        signatures=(office,),
        date=day(facts.dated),
        imprint=Imprint(office=office, printed=f"{day(facts.dated)}印发" if facts.dated else "")
        if facts.red
        else Imprint(),
        name=clean(facts.title) or "总结",
    )


def bulletin(body: Iterable[Piece], *, name: str, issue: str, title: str, office: str, dated: dt.date) -> Document:
    """简报: head with the number of the issue, then what was picked."""
    head = Head("bulletin", (clean(name),), clean(issue), beneath=(clean(office), day(dated)))
    return Document(
        head=head,
        title=title_lines(clean(title)) or ("（尚无标题）",),
        body=tuple(body),
        imprint=Imprint(),
        name=f"{clean(name)}{clean(issue)}" or "简报",
    )


def _head(facts: Facts) -> Head:
    number, signers = clean(facts.number), tuple(clean(name) for name in facts.signers if clean(name))
    if not facts.official:
        return Head()
    if facts.red:
        return Head("up", (clean(facts.office),), number, signers)
    who = f"签发人：{'、'.join(signers)}" if signers else ""
    return Head(number="　　".join(words for words in (number, who) if words))


def from_parts(lines: Iterable[Line], shots: Mapping[str, Shot]) -> Iterator[Piece]:
    """The parts that stand, as `part_text.lines_of` puts them."""
    for line in lines:
        yield from _WRITERS[line.part.kind](line, shots)


def from_text(text: str) -> Iterator[Piece]:
    """A text without parts; short lines that bear the sign of a heading are headings."""
    for words in lines_of(text):
        yield _line(words)


def _line(words: str) -> Block:
    found = heading_of(words)
    if found is None:
        return block("text", words)
    return block("heading", found.words, level=found.level, sign=found.sign)


def _heading(line: Line, shots: Mapping[str, Shot]) -> Iterator[Piece]:
    level = min(max(line.part.level, 1), DEEPEST)
    yield block("heading", line.part.text, level=level, sign=line.sign)


def _text(line: Line, shots: Mapping[str, Shot]) -> Iterator[Piece]:
    yield from from_text(line.part.text)


def _case(line: Line, shots: Mapping[str, Shot]) -> Iterator[Piece]:
    """The first line is the case's title when it reads like one."""
    words = lines_of(line.part.text)
    if words and len(words) > 1 and len(words[0]) <= LONGEST and not words[0].endswith(ENDS):
        yield Block("text", (Run(words[0], "lead"),))
        words = words[1:]
    yield from (block("text", each) for each in words)


def _figures(line: Line, shots: Mapping[str, Shot]) -> Iterator[Piece]:
    rows = tuple((clean(name), clean(figure)) for name, figure in table_of(line.part))
    if rows:
        yield Table(FIGURES, (0.62, 0.38), rows)


def _photos(line: Line, shots: Mapping[str, Shot]) -> Iterator[Piece]:
    found, gone = [], []
    for number, row in enumerate(pictures_of(line.part), start=line.first):
        caption = f"图{number}　{clean(row['caption'])}".rstrip()
        shot = shots.get(row["id"])
        if shot is None:
            gone.append(f"{caption}（图片已不存在）")
        else:
            found.append(Picture(shot.data, shot.width, shot.height, caption, clean(shot.description)))
    if found:
        yield Pictures(tuple(found))
    yield from (block("text", words) for words in gone)


_WRITERS = {
    PartKind.HEADING: _heading,
    PartKind.TEXT: _text,
    PartKind.CASE: _case,
    PartKind.FIGURES: _figures,
    PartKind.PHOTOS: _photos,
}
