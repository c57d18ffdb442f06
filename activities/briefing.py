"""简报: captioned pictures as a Word file, four to an A4 page, for going on editing in WPS."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

import docx
from docx.document import Document as Word
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from PIL import Image

from campaigns.official.word_styles import BIAO, FANG, HEI, fonts

PAGE, MARGIN = (210, 297), (18, 20)  # millimetres: sides, top and bottom
CELL, PICTURE = (87, 112), (83, 76)  # what a cell and the picture in it measure; two rows and the title fit a page
ACROSS = 2
CAPTION, TITLE = 60, 44  # characters shown: more would push the picture out of its cell


@dataclass(frozen=True, slots=True)
class Shot:
    """A JPEG without metadata, what a reader who cannot see it is told, and what stands beneath it."""

    data: bytes
    description: str
    caption: str
    title: str
    held_on: dt.date
    unit: str


def write(file: IO[bytes], shots: Sequence[Shot], *, title: str, unit: str, day: dt.date) -> None:
    """The title with the unit and day beneath it on the first page, then the pictures in the order given."""
    word = docx.Document()
    _forget_template(word)
    _page(word)
    _line(word.add_paragraph(), title, BIAO, 20, after=4)
    _line(word.add_paragraph(), f"{unit}　{day.year}年{day.month}月{day.day}日", FANG, 12, after=6)
    table = word.add_table(rows=0, cols=ACROSS)
    table.autofit = False
    for pair in _pairs(shots):
        row = table.add_row()
        row.height, row.height_rule = Mm(CELL[1]), WD_ROW_HEIGHT_RULE.EXACTLY  # else a long caption would cost a page
        for cell, shot in zip(row.cells, pair, strict=False):
            cell.width = Mm(CELL[0])
            _fill(cell, shot)
    _line(word.add_paragraph(), "", FANG, 1)  # Word wants one after a table; a line of its own would begin a page
    properties = word.core_properties
    properties.title, properties.author, properties.comments, properties.language = title, unit, "", "zh-CN"
    properties.created = properties.modified = dt.datetime.now(dt.UTC)
    word.save(file)


def _forget_template(word: Word) -> None:
    """python-docx's template brings a small picture of itself, with metadata of its own."""
    relations = word.part.package.rels
    for key in [key for key, each in relations.items() if each.reltype.endswith("/thumbnail")]:
        del relations[key]


def _page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.left_margin = section.right_margin = Mm(MARGIN[0])
    section.top_margin = section.bottom_margin = Mm(MARGIN[1])
    fonts(word.styles["Normal"].element.get_or_add_rPr(), FANG)


def _pairs(shots: Sequence[Shot]) -> Iterator[Sequence[Shot]]:
    for at in range(0, len(shots), ACROSS):
        yield shots[at : at + ACROSS]


def _fill(cell: _Cell, shot: Shot) -> None:
    paragraph = cell.paragraphs[0]
    _line(paragraph, "", FANG, 12, after=3)
    with Image.open(io.BytesIO(shot.data)) as picture:
        wide = picture.width / picture.height >= PICTURE[0] / PICTURE[1]
    size = {"width": Mm(PICTURE[0])} if wide else {"height": Mm(PICTURE[1])}
    shape = paragraph.add_run().add_picture(io.BytesIO(shot.data), **size)
    shape._inline.docPr.set("descr", shot.description)
    shape._inline.docPr.set("name", "照片")
    caption = shot.caption if len(shot.caption) <= CAPTION else f"{shot.caption[: CAPTION - 1]}…"
    title = shot.title if len(shot.title) <= TITLE else f"{shot.title[: TITLE - 1]}…"
    _line(cell.add_paragraph(), caption, HEI, 11, after=1)
    if title != caption:
        _line(cell.add_paragraph(), title, FANG, 10.5, after=1)
    _line(cell.add_paragraph(), f"{shot.held_on.month}月{shot.held_on.day}日　{shot.unit}", FANG, 10.5)


def _line(paragraph, text: str, font: str, size: float, *, after: float = 0) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(0), Pt(after)
    if size < 2:
        paragraph.paragraph_format.line_spacing = Pt(size)
    run = paragraph.add_run("".join(each for each in text if each == "\u3000" or each.isprintable()))
    run.font.size = Pt(size)
    fonts(run._r.get_or_add_rPr(), font)
