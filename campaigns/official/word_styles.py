"""The styles, numbering and page of the Word files: names a clerk looks for in WPS, fonts by their names."""

import io
from functools import cache

import docx
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.styles.style import ParagraphStyle

from campaigns.official import measures as m

FANG, HEI, KAI, BIAO, SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
LINE = int(m.LINE / m.POINT * 20)  # twentieths of a point: 22 of them fit the type area
TITLE_LINE = 35 * 20
CHARACTER_SPACE = int(m.TRACKING * 4096)  # of a point / 4096, against 三号
CLOSER = -5  # twentieths of a point between signs of 三号, so that 28 stand in a line also where no grid is kept
TWO_SIGNS = round(2 * m.CHARACTER / m.POINT * 20)

# which numbering a style belongs to; headings to the first
LIST_OF = {"附件分组": 2, "附件条目": 2, "口号": 3}
OWN = (
    "公文正文", "公文标题", "主送机关", "主题", "责任分工", "附件说明", "附件序号", "附件标题", "附件分组",
    "附件条目", "口号", "发文机关署名", "成文日期", "附注", "发文机关标志", "发文字号", "版记", "表格文字",
    "表头", "批注说明",
)  # fmt: skip
IDS = {name: f"Official{place}" for place, name in enumerate(OWN, start=1)}

# style → (font, size in points, options); the names of headings are Word's own, so that outline and numbering work
STYLES: dict[str, tuple[str, float, dict]] = {
    "Normal": (FANG, m.THREE, {}),
    "公文正文": (FANG, m.THREE, {"indent": True, "justify": True}),
    "公文标题": (BIAO, m.TWO, {"center": True, "line": TITLE_LINE, "keep": True}),
    "Heading 1": (HEI, m.THREE, {"indent": True, "level": 0, "keep": True}),
    "Heading 2": (KAI, m.THREE, {"indent": True, "level": 1, "keep": True}),
    "Heading 3": (FANG, m.THREE, {"indent": True, "level": 2}),
    "Heading 4": (FANG, m.THREE, {"indent": True, "level": 3}),
    "主送机关": (FANG, m.THREE, {}),
    "主题": (KAI, m.THREE, {"indent": True}),
    "责任分工": (KAI, m.THREE, {"indent": True}),
    "附件说明": (FANG, m.THREE, {}),
    "附件序号": (HEI, m.THREE, {"page_break": True}),
    "附件标题": (BIAO, m.TWO, {"center": True, "line": TITLE_LINE, "keep": True, "outline": 0}),
    "附件分组": (FANG, m.THREE, {"indent": True, "justify": True, "level": 0, "list": True}),
    "附件条目": (FANG, m.THREE, {"indent": True, "level": 1, "list": True}),
    "口号": (FANG, m.THREE, {"indent": True, "level": 0, "list": True}),
    "发文机关署名": (FANG, m.THREE, {"keep": True}),
    "成文日期": (FANG, m.THREE, {}),
    "附注": (FANG, m.THREE, {"indent": True}),
    "发文机关标志": (BIAO, m.HEAD_SIZE, {"center": True, "colour": "E60012", "line": 0}),
    "发文字号": (FANG, m.THREE, {"center": True}),
    "版记": (FANG, m.FOUR, {"line": 0}),
    "表格文字": (FANG, m.SMALL_FOUR, {"line": 0, "free": True}),
    "表头": (HEI, m.SMALL_FOUR, {"line": 0, "center": True, "free": True}),
    "批注说明": (KAI, m.FOUR, {"line": 0, "free": True}),
}


def fresh() -> Word:
    """A new file with page, styles and numbering."""
    return docx.Document(io.BytesIO(_prepared()))


@cache
def _prepared() -> bytes:
    """Prepared once per process: python-docx takes longer to look styles up than we take to write the document."""
    word = docx.Document()
    _page(word)
    _defaults(word)
    for name, (font, size, options) in STYLES.items():
        _style(word, name, font, size, options)
    _numbering(word)
    stored = io.BytesIO()
    word.save(stored)
    return stored.getvalue()


def _page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(m.PAGE[0]), Mm(m.PAGE[1])
    section.top_margin, section.left_margin = Mm(m.TOP), Mm(m.LEFT)
    section.right_margin, section.bottom_margin = Mm(m.RIGHT), Mm(m.BOTTOM)
    section.header_distance, section.footer_distance = Mm(15), Mm(m.BOTTOM - m.PAGE_NUMBER_DOWN - 3)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(LINE))
    grid.set(qn("w:charSpace"), str(CHARACTER_SPACE))
    word.settings.odd_and_even_pages_header_footer = True
    settings = word.settings.element
    spacing = settings.find(qn("w:characterSpacingControl"))
    if spacing is not None:
        spacing.set(qn("w:val"), "compressPunctuation")


def _defaults(word: Word) -> None:
    """Chinese throughout, and no theme's fonts that would win over the styles'."""
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    fonts(defaults, FANG)
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'))


def fonts(properties, font: str) -> None:
    """All four scripts: figures stand in 仿宋 as well, half as wide as a sign."""
    found = properties.get_or_add_rFonts()
    for each in list(found.attrib):
        del found.attrib[each]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        found.set(qn(f"w:{script}"), font)


def _style(word: Word, name: str, font: str, size: float, options: dict) -> None:
    styles = word.styles
    style: ParagraphStyle = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    element = style.element
    for old in element.findall(qn("w:rPr")) + element.findall(qn("w:pPr")):
        element.remove(old)
    if name in IDS:
        style.element.set(qn("w:styleId"), IDS[name])
    if name != "Normal":
        style.base_style = styles["Normal"]
        style.quick_style = True
        style.hidden = False
    if name.startswith("Heading"):
        style.next_paragraph_style = styles["公文正文"]
    element.append(_paragraph_properties(name, options))
    element.append(_look(font, size, options.get("colour", "")))


def _look(font: str, size: float, colour: str):
    scripts = " ".join(f'w:{script}="{font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    closer = CLOSER if size == m.THREE else 0
    half = round(size * 2)
    return parse_xml(
        f"<w:rPr {nsdecls('w')}><w:rFonts {scripts}/>"
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + f'<w:spacing w:val="{closer}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )


def _paragraph_properties(name: str, options: dict):
    line = options.get("line", LINE)
    rule = (
        f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
        if line
        else ('<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>')
    )
    numbered = "level" in options
    parts = [
        "<w:keepNext/>" if options.get("keep") else "",
        "<w:pageBreakBefore/>" if options.get("page_break") else "",
        '<w:widowControl w:val="0"/>',
        f'<w:numPr><w:ilvl w:val="{options["level"]}"/><w:numId w:val="{LIST_OF.get(name, 1)}"/></w:numPr>'
        if numbered
        else "",
        '<w:kinsoku/><w:wordWrap w:val="0"/><w:overflowPunct w:val="0"/>',
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>',
        '<w:snapToGrid w:val="0"/>',  # LibreOffice gives a sign two cells of a grid narrower than it
        rule,
        f'<w:ind w:firstLineChars="200" w:firstLine="{TWO_SIGNS}"/>' if options.get("indent") else "",
        '<w:jc w:val="center"/>' if options.get("center") else '<w:jc w:val="both"/>' if options.get("justify") else "",
        f'<w:outlineLvl w:val="{options["outline"]}"/>'
        if "outline" in options
        else f'<w:outlineLvl w:val="{options["level"]}"/>'
        if numbered and not options.get("list")
        else "",
    ]
    return parse_xml(f"<w:pPr {nsdecls('w')}>{''.join(parts)}</w:pPr>")


# 一、（一）1.（1） of the text; 一、1. of the annexes, and the slogans' own 1.
TEXT = (("chineseCounting", "%1、", "Heading 1", HEI), ("chineseCounting", "（%2）", "Heading 2", KAI),
        ("decimal", "%3.", "Heading 3", FANG), ("decimal", "（%4）", "Heading 4", FANG))  # fmt: skip
LISTS = (("chineseCounting", "%1、", "附件分组", HEI), ("decimal", "%2.", "附件条目", FANG))
SLOGANS = (("decimal", "%1.", "口号", FANG),)
NUMBERINGS = {1: TEXT, 2: LISTS, 3: SLOGANS}


def _numbering(word: Word) -> None:
    part = word.part.numbering_part.element
    for old in list(part):
        part.remove(old)
    for number, levels in NUMBERINGS.items():
        part.append(parse_xml(_abstract(word, number, levels)))
    for number in NUMBERINGS:
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _abstract(word: Word, number: int, levels) -> str:
    rows = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{word.styles[style].style_id}"/><w:suff w:val="nothing"/><w:lvlText w:val="{words}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLineChars="200" w:firstLine="{TWO_SIGNS}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:hint="eastAsia"/></w:rPr></w:lvl>'
        for level, (kind, words, style, font) in enumerate(levels)
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{kind}{rows}</w:abstractNum>'


def count_from(word: Word, numbering: int, starts: dict[int, int]) -> int:
    """A further count of a numbering, whose levels begin as told, else at one; its number."""
    part = word.part.numbering_part.element
    number = len(part.findall(qn("w:num"))) + 1
    levels = "".join(
        f'<w:lvlOverride w:ilvl="{each}"><w:startOverride w:val="{starts.get(each, 1)}"/></w:lvlOverride>'
        for each in range(len(NUMBERINGS[numbering]))
    )
    part.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{numbering}"/>{levels}</w:num>')
    )
    return number
