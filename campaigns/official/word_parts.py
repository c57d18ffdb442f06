"""Paragraphs, tables and fields of a Word file, written as its own XML; python-docx looks every style up by name."""

from collections.abc import Iterable, Sequence

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from campaigns.official import measures as m
from campaigns.official.elements import Run
from campaigns.official.word_styles import IDS

NS = nsdecls("w")
SIGN = m.CHARACTER / m.POINT * 20  # twentieths of a point
MM = 1440 / 25.4
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = {
    "inserted": '<w:u w:val="single"/>',
    "deleted": "<w:strike/>",
    "lead": '<w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/>',
    "note": f'<w:color w:val="595959"/><w:sz w:val="{round(m.SMALL_FOUR * 2)}"/>',
}


def style_id(name: str) -> str:
    return IDS.get(name) or name.replace(" ", "")


def paragraph(style: str, runs: Iterable[Run] | str, *, properties: str = "", character: str = ""):
    """A paragraph; `properties` and `character` are XML beside the style's own, in the schema's order."""
    found = parse_xml(f'<w:p {NS}><w:pPr><w:pStyle w:val="{style_id(style)}"/>{properties}</w:pPr></w:p>')
    for one in (Run(runs),) if isinstance(runs, str) else runs:
        if one.text:
            found.append(run(one, character))
    return found


def run(one: Run, character: str = ""):
    inside = character + MARKS.get(one.mark, "")
    found = parse_xml(f"<w:r {NS}>{f'<w:rPr>{inside}</w:rPr>' if inside else ''}</w:r>")
    text = etree.SubElement(found, f"{W}t")
    text.text = one.text  # lxml escapes; what XML cannot hold was taken out by `elements.clean`
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return found


def tab():
    return parse_xml(f"<w:r {NS}><w:tab/></w:r>")


def keep_with_next(element) -> None:
    """A paragraph, or the last row of a table, stays on the page of what follows it."""
    rows = element.findall(f"{W}tr")
    for each in (rows[-1] if rows else element).iter(f"{W}p"):
        properties = each.find(f"{W}pPr")
        if properties.find(f"{W}keepNext") is None:
            properties.insert(1, properties.makeelement(f"{W}keepNext"))


def numbered(level: int, number: int) -> str:
    """Number 0: none, although the style has one."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def spacing(before: float = 0, line: float = 0, after: float = 0) -> str:
    """In twentieths of a point; line 0 = the style's own."""
    height = f' w:line="{round(line)}" w:lineRule="exact"' if line else ""
    return f'<w:spacing w:before="{round(before)}" w:after="{round(after)}"{height}/>'


def indent(left: float = 0, right: float = 0, hanging: float = 0) -> str:
    """In signs. WPS reads the hundredths of signs, others the twentieths of points."""

    def pair(name: str, signs: float) -> str:
        return f' w:{name}Chars="{round(signs * 100)}" w:{name}="{round(signs * SIGN)}"'

    first = pair("hanging", hanging) if hanging else ' w:firstLineChars="0" w:firstLine="0"'
    return f"<w:ind{pair('left', left)}{pair('right', right)}{first}/>"


def border(sides: dict[str, tuple[str, int, int, str]]) -> str:
    """side → (kind, eighths of a point, points away, colour)."""
    rows = "".join(
        f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="{away}" w:color="{colour}"/>'
        for side, (kind, size, away, colour) in sides.items()
    )
    return f"<w:pBdr>{rows}</w:pBdr>"


def frame(width: float, **where: str) -> str:
    """A frame of `width` mm that stands where `where` says (GB/T's places are measured from page or type area)."""
    more = "".join(f' w:{name}="{value}"' for name, value in where.items())
    return f'<w:framePr w:w="{round(width * MM)}" w:hSpace="0" w:wrap="notBeside"{more}/>'


def table(
    widths: Sequence[float], rows: Iterable[Sequence], *, lines: str = "", heads: int = 0, heights: Sequence[float] = ()
):
    """`widths` in mm; a cell is a list of paragraphs; the last cell of a short row spans what is left of it.
    `lines`: their colour, none when empty; `heights`: at least so many mm for each row."""
    kind = "single" if lines else "nil"
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rule = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="{lines or "auto"}"/>' for side in sides)
    away = 80 if lines else 0
    inset = f'<w:tblCellMar><w:left w:w="{away}" w:type="dxa"/><w:right w:w="{away}" w:type="dxa"/></w:tblCellMar>'
    columns = "".join(f'<w:gridCol w:w="{round(width * MM)}"/>' for width in widths)
    found = parse_xml(
        f'<w:tbl {NS}><w:tblPr><w:tblW w:w="{round(sum(widths) * MM)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rule}</w:tblBorders><w:tblLayout w:type="fixed"/>{inset}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid></w:tbl>"
    )
    for place, cells in enumerate(rows):
        head = "<w:tblHeader/>" if place < heads else ""
        high = f'<w:trHeight w:val="{round(heights[place] * MM)}" w:hRule="atLeast"/>' if heights else ""
        row = parse_xml(f'<w:tr {NS}><w:trPr><w:cantSplit/>{high}{head}<w:jc w:val="center"/></w:trPr></w:tr>')
        for column, inside in enumerate(cells):
            own = widths[column:] if column == len(cells) - 1 else widths[column : column + 1]
            row.append(_cell(sum(own), len(own), inside))
        found.append(row)
    return found


def _cell(width: float, columns: int, inside: Iterable):
    over = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    found = parse_xml(
        f'<w:tc {NS}><w:tcPr><w:tcW w:w="{round(width * MM)}" w:type="dxa"/>{over}'
        '<w:vAlign w:val="center"/></w:tcPr></w:tc>'
    )
    found.extend(inside)
    return found


_PAGE = (
    '<w:t xml:space="preserve">— </w:t>',
    '<w:fldChar w:fldCharType="begin"/>',
    '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
    '<w:fldChar w:fldCharType="separate"/>',
    "<w:t>1</w:t>",
    '<w:fldChar w:fldCharType="end"/>',
    '<w:t xml:space="preserve"> —</w:t>',
)


def page_number(element, *, odd: bool) -> None:
    """— 1 — into a footer's paragraph: odd pages right, even pages left, one sign in (§7.5)."""
    side, place = ("right", indent(right=1)) if odd else ("left", indent(left=1))
    for old in list(element):
        element.remove(old)
    element.append(parse_xml(
        f'<w:pPr {NS}><w:snapToGrid w:val="0"/>{spacing()}{place}<w:jc w:val="{side}"/></w:pPr>'))  # fmt: skip
    look = ('<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'
            f'<w:sz w:val="{round(m.FOUR * 2)}"/><w:szCs w:val="{round(m.FOUR * 2)}"/></w:rPr>')  # fmt: skip
    for inside in _PAGE:
        element.append(parse_xml(f"<w:r {NS}>{look}{inside}</w:r>"))
