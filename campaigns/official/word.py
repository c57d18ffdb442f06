"""A document as a Word file for going on editing in WPS: real styles, Word's own numbering, fonts by name."""

import datetime as dt
import io
from collections.abc import Iterable, Iterator

from docx.document import Document as Word
from docx.oxml import parse_xml

from campaigns.official import measures as m
from campaigns.official.counting import Counter
from campaigns.official.elements import Annex, Block, Document, Run
from campaigns.official.titles import title_lines
from campaigns.official.word_end import annex_note, imprint, left_out, remarks, signatures
from campaigns.official.word_head import head_of, letter_foot
from campaigns.official.word_parts import NS, numbered, page_number, paragraph, spacing, table
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
        self.document = document
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
            yield from self.blocks(document.cover)
            yield from (*signatures(document), *remarks(document))
            yield from _title("公文标题", document.subtitle, NEW_PAGE)
            yield paragraph("公文正文", "")
        yield from self.blocks(document.body)
        yield from annex_note(document)
        if not document.cover:
            yield from (*signatures(document), *remarks(document))
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
            heads = tuple([paragraph("表头", name)] for name in annex.table.columns)
            rows = [tuple([paragraph(_cell_style(row), words)] for words in row) for row in annex.table.rows]
            widths = [share * m.TYPE_AREA[0] for share in annex.table.widths]
            yield table(widths, [heads, *rows], lines="auto", heads=1)

    def blocks(self, blocks: Iterable[Block]) -> Iterator:
        return (self.block(one) for one in blocks)

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


def _cell_style(row: tuple[str, ...]) -> str:
    return "表头" if len(row) == 1 else "表格文字"


def _title(style: str, lines: Iterable[str], properties: str = "") -> Iterator:
    """One paragraph whose lines are broken by hand, so that words stay whole; as a clerk breaks them."""
    found = paragraph(style, "", properties=properties)
    for place, line in enumerate(lines):
        if place:
            found.append(parse_xml(f"<w:r {NS}><w:br/></w:r>"))
        found.extend(paragraph(style, line)[1:])
    yield found
