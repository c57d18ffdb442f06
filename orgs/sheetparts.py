"""The fixed parts of an .xlsx package (ECMA-376): contents, relations, styles, and what surrounds a sheet's rows."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

BARE, HEADING, TEXT, RISKY, NUMBER, DAY, MOMENT = range(7)  # places in cellXfs below
STRONG_NUMBER, STRONG, INDENTED = 7, 8, 13  # text in bold and plain text, each indented 0 to 4 levels from here on
TITLE, LINK = 18, 19

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
WIDEST = 225  # characters across one printed A4 page: letters of about 6 pt; more would be too small to read
LONGEST = 200  # characters of a printed header or footer; Excel refuses more than 255 with its codes

_LEVELS = "".join(
    f'<xf numFmtId="49" fontId="{font}" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" '
    'applyBorder="1" applyAlignment="1">'
    f'<alignment horizontal="left" vertical="top" wrapText="1" indent="{level}"/></xf>'
    for font in (1, 0)
    for level in range(5)
)
STYLES = f"""{XML}<styleSheet xmlns="{MAIN}">
<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>\
<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>
<fonts count="4"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font>\
<font><b/><sz val="11"/><name val="宋体"/><charset val="134"/></font>\
<font><b/><sz val="18"/><name val="宋体"/><charset val="134"/></font>\
<font><u/><sz val="11"/><color rgb="FF0B5394"/><name val="宋体"/><charset val="134"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FFEEF1F4"/><bgColor indexed="64"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border><left style="thin"><color rgb="FFBFC6CE"/></left><right style="thin"><color rgb="FFBFC6CE"/></right>\
<top style="thin"><color rgb="FFBFC6CE"/></top><bottom style="thin"><color rgb="FFBFC6CE"/></bottom>\
<diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="20"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" \
applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>
<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" \
applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" quotePrefix="1" applyNumberFormat="1" applyBorder="1" \
applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="3" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" \
applyAlignment="1"><alignment vertical="top"/></xf>
<xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" \
applyAlignment="1"><alignment horizontal="center" vertical="top"/></xf>
<xf numFmtId="165" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" \
applyAlignment="1"><alignment horizontal="center" vertical="top"/></xf>
<xf numFmtId="3" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" \
applyAlignment="1"><alignment vertical="top"/></xf>
{_LEVELS}<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>
<xf numFmtId="49" fontId="3" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" \
applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>
<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""
PLAIN = STYLES.replace('fillId="2"', 'fillId="0"').replace('borderId="1"', 'borderId="0"').replace("<b/>", "")


class Titled(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def headings(self) -> Sequence[str]: ...
    @property
    def kept(self) -> int: ...
    @property
    def pictures(self) -> Sequence | None: ...


def fixed(sheets: Sequence[Titled], *, plain: bool) -> Iterator[tuple[str, str]]:
    """Name and text of every part but the sheets themselves."""
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>' for n in numbers
    )
    drawn = [n for n in numbers if sheets[n - 1].pictures is not None]
    overrides += "".join(f'<Override PartName="/xl/drawings/drawing{n}.xml" ContentType="{DRAWING}"/>' for n in drawn)
    types = (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{overrides}</Types>'
    )
    yield "[Content_Types].xml", types
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    targets = [*(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers), ("styles", "styles.xml")]
    yield "xl/_rels/workbook.xml.rels", _relations(targets)
    yield "xl/styles.xml", PLAIN if plain else STYLES
    tabs = "".join(f'<sheet name={quoteattr(sheets[n - 1].title)} sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    titles = "".join(_repeated(n, sheet) for n, sheet in enumerate(sheets))
    book = (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{tabs}</sheets>'
        f"{f'<definedNames>{titles}</definedNames>' if titles else ''}</workbook>"
    )
    yield "xl/workbook.xml", book


def _repeated(number: int, sheet: Titled) -> str:
    """What is printed on each page of a sheet: the headings, and the columns that stay in sight."""
    if not sheet.headings:
        return ""
    name = f"'{escape(sheet.title)}'!"
    columns = f"{name}$A:${chr(64 + sheet.kept)}," if sheet.kept else ""
    return f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">{columns}{name}$1:$1</definedName>'


def opening(widths: Sequence[int], kept: int = 0, *, headed: bool = True) -> str:
    """A sheet up to its rows: fitted to the page's width; the first row and the `kept` columns frozen."""
    cols = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(widths, start=1))
    first = f"{chr(65 + kept)}2"
    corner, split = ("bottomRight", f'xSplit="{kept}" ') if kept else ("bottomLeft", "")
    pane = (
        f'<pane {split}ySplit="1" topLeftCell="{first}" activePane="{corner}" state="frozen"/>'
        f'<selection pane="{corner}" activeCell="{first}" sqref="{first}"/>'
    )
    return (
        f'{XML}<worksheet xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{pane if headed else ""}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{cols}</cols><sheetData>'
    )


def pages_wide(widths: Sequence[int], kept: int = 0) -> int:
    """How many A4 pages side by side a sheet is printed on, so that its letters stay legible (about 6 pt). The `kept`
    columns take their room on each of them."""
    again = sum(widths[:kept])
    return max(1, math.ceil((sum(widths) - again) / max(WIDEST - again, 1)))


def closing(
    filtered: str, header: str, footer: str, *, links: Mapping[str, str], drawn: bool = False, wide: int = 1
) -> str:
    """A sheet after its rows: filters on the headings, links to other sheets, A4 landscape, `wide` pages side by side,
    what stands on every printed page, pictures."""
    filters = f'<autoFilter ref="{filtered}"/>' if filtered else ""
    led = "".join(
        f"<hyperlink ref={quoteattr(cell)} location={quoteattr(_first_cell(to))} display={quoteattr(to)}/>"
        for cell, to in links.items()
    )
    linked = f"<hyperlinks>{led}</hyperlinks>" if led else ""
    drawing = '<drawing r:id="rId1"/>' if drawn else ""
    return (
        f"</sheetData>{filters}{linked}"
        '<pageMargins left="0.4" right="0.4" top="0.75" bottom="0.6" header="0.35" footer="0.3"/>'
        f'<pageSetup paperSize="9" orientation="landscape" fitToWidth="{wide}" fitToHeight="0"/>'
        f"<headerFooter><oddHeader>&amp;L{_printed(header)}&amp;R&amp;A</oddHeader>"
        f"<oddFooter>&amp;L{_printed(footer)}&amp;R第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
        f"{drawing}</worksheet>"
    )


def _first_cell(sheet: str) -> str:
    return f"'{sheet}'!A1"


def _printed(text: str) -> str:
    return escape(text[:LONGEST].replace("&", "&&"))


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'
