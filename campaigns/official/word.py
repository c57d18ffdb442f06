"""A document as a Word file for going on editing in WPS: real styles, Word's own numbering, fonts by name."""

import datetime as dt
import io
from collections.abc import Iterable, Iterator

from docx.document import Document as Word
from docx.oxml import parse_xml

from campaigns.official import measures as m
from campaigns.official.counting import Counter
from campaigns.official.elements import Annex, Block, Document, Piece, Run
from campaigns.official.titles import title_lines
from campaigns.official.word_end import annex_note, imprint, left_out, remarks, signatures
from campaigns.official.word_head import head_of, letter_foot
from campaigns.official.word_inset import inset
from campaigns.official.word_parts import NS, keep_with_next, numbered, page_number, paragraph, spacing
from campaigns.official.word_styles import LINE, fresh

TITLE_LINES = m.TITLE_LINES * LINE
NEW_PAGE = "<w:pageBreakBefore/>"
PLAIN = {"text": "公文正文", "theme": "主题", "duty": "责任分工"}
LISTED = {"group": ("附件分组", 0), "entry": ("附件条目", 1)}


def word_of(document: Document) -> bytes:
    """The file, named by nobody yet. Raises nothing for any text."""
    word = fresh()
    _facts(word, document)
    _feet(word, letter=document.head.style == "letter")
    ending = word.element.body[-1]  # the section's properties stay last
    for element in _Writer(word, document).all():
        ending.addprevious(element)
    stored = io.BytesIO()
    word.save(stored)
    return stored.getvalue()


def _facts(word: Word, document: Document) -> None:
    properties = word.core_properties
    properties.title, properties.author = document.name[:250], (document.imprint.office or "")[:250]
    properties.comments, properties.language = "", "zh-CN"
    properties.created = properties.modified = dt.datetime.now(dt.UTC)


def _feet(word: Word, *, letter: bool) -> None:
    section = word.sections[0]
    section.different_first_page_header_footer = letter
    for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        page_number(footer.paragraphs[0]._p, odd=odd)
    if letter:
        section.first_page_footer.is_linked_to_previous = False
        letter_foot(section.first_page_footer.paragraphs[0]._p)


class _Writer:
    def __init__(self, word: Word, document: Document) -> None:
        self.word, self.document = word, document
        self.text = Counter(word, 1, (0, 1, 2, 3))
        self.lists = Counter(word, 2, (0, 2))
        self.slogans = Counter(word, 3, (2,))

    def all(self) -> Iterator:
        document = self.document
        yield from head_of(document)
        head = document.head.style
        yield from _title("公文标题", document.title, spacing(TITLE_LINES if head != "none" else 0, 700))
        if head == "none" and document.head.number:
            yield paragraph("发文字号", document.head.number)
        yield paragraph("公文正文", "")
        if document.addressees:
            yield paragraph("主送机关", document.addressees)
        if document.cover:
            yield from _closed([*self.blocks(document.cover)], [*signatures(document)])
            yield from remarks(document)
            yield from _title("公文标题", document.subtitle, NEW_PAGE)
            yield paragraph("公文正文", "")
        if document.cover:
            yield from (*self.blocks(document.body), *annex_note(document))
        else:
            signed = [*signatures(document)]
            yield from _closed([*self.blocks(document.body)], [*annex_note(document), *signed] if signed else [])
            yield from remarks(document) if signed else (*annex_note(document), *remarks(document))
        for annex in document.annexes:
            yield from self.annex(annex)
        yield from left_out(document)
        yield from imprint(document)

    def annex(self, annex: Annex) -> Iterator:
        """附件1 flush left in the first line of a new page, the title in the third (§7.3.8)."""
        yield paragraph("附件序号", annex.label)
        yield paragraph("公文正文", "")
        yield from _title("附件标题", title_lines(annex.title))
        yield paragraph("公文正文", "")
        self.lists.anew()
        self.slogans.anew()
        yield from self.blocks(annex.blocks)
        if annex.table:
            yield from inset(self.word, annex.table)

    def blocks(self, pieces: Iterable[Piece]) -> Iterator:
        for one in pieces:
            yield from [self.block(one)] if isinstance(one, Block) else inset(self.word, one)

    def block(self, one: Block):
        if one.style == "slogan":
            return self._counted(self.slogans, "口号", 0, one)
        if one.style in LISTED:
            style, level = LISTED[one.style]
            return self._counted(self.lists, style, level, one)
        if one.style == "heading" and not one.level:
            return paragraph("Heading 2", one.runs, properties=numbered(0, 0))
        if one.level:
            style = f"Heading {one.level}" if one.style == "heading" else PLAIN[one.style]
            return self._counted(self.text, style, one.level - 1, one)
        return paragraph(PLAIN[one.style], one.runs)

    def _counted(self, counter: Counter, style: str, level: int, one: Block):
        number = counter.number_of(level, one.sign)
        if number is None:
            return paragraph(style, (Run(one.sign), *one.runs), properties=numbered(0, 0))
        return paragraph(style, one.runs, properties=numbered(level, number))


def _closed(text: list, below: list) -> Iterator:
    """The text, and below it what closes it: never alone on a page, some of the text stands above it there."""
    for element in [*text[-1:], *below[:-1]] if below else ():
        keep_with_next(element)
    yield from (*text, *below)


def _title(style: str, lines: Iterable[str], properties: str = "") -> Iterator:
    """One paragraph whose lines are broken by hand, so that words stay whole; as a clerk breaks them."""
    found = paragraph(style, "", properties=properties)
    for place, line in enumerate(lines):
        if place:
            found.append(parse_xml(f"<w:r {NS}><w:br/></w:r>"))
        found.extend(paragraph(style, line)[1:])
    yield found
