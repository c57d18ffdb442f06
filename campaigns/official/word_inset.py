"""Tables and pictures within the text of a Word file."""

import io
from collections.abc import Iterable, Iterator, Sequence

from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.shared import Mm

from campaigns.official import measures as m
from campaigns.official.elements import Picture, Pictures, Table
from campaigns.official.word_parts import NS, paragraph, spacing, table

CENTRED = '<w:jc w:val="center"/>'
ALONE, BESIDE = (120.0, 90.0), (74.0, 56.0)  # mm, at most


def inset(word: Word, one: Table | Pictures) -> Iterator:
    """What stands for it among the paragraphs."""
    if isinstance(one, Table):
        yield _table(one)
    elif len(one.pictures) == 1:
        yield from _captioned(word, one.pictures[0], ALONE)
    elif one.pictures:
        yield table([m.TYPE_AREA[0] / 2] * 2, _pairs([list(_captioned(word, each, BESIDE)) for each in one.pictures]))


def _table(one: Table):
    heads = tuple([paragraph("表头", name)] for name in one.columns)
    rows = [tuple([paragraph(_cell_style(row), words)] for words in row) for row in one.rows]
    return table([share * m.TYPE_AREA[0] for share in one.widths], [heads, *rows], lines="auto", heads=1)


def _cell_style(row: tuple[str, ...]) -> str:
    return "表头" if len(row) == 1 else "表格文字"


def _pairs(cells: Sequence[list]) -> Iterable[tuple[list, list]]:
    for at in range(0, len(cells), 2):
        left, *rest = cells[at : at + 2]
        yield left, rest[0] if rest else [paragraph("表格文字", "")]


def _captioned(word: Word, one: Picture, most: tuple[float, float]) -> Iterator:
    yield _picture(word, one, most)
    look = spacing(after=120) + CENTRED
    yield paragraph("表格文字", one.caption, properties=look)


def _picture(word: Word, one: Picture, most: tuple[float, float]):
    width = min(most[0], most[1] * one.width / max(one.height, 1))
    inline = word.part.new_pic_inline(io.BytesIO(one.data), width=Mm(width))
    inline.docPr.set("descr", one.description)
    inline.docPr.set("name", "图片")
    found = paragraph("表格文字", "", properties="<w:keepNext/>" + spacing(before=120) + CENTRED)
    run = parse_xml(f"<w:r {NS}><w:drawing/></w:r>")
    run[0].append(inline)
    found.append(run)
    return found
