"""Word documents, read straight from the package: python-docx parses every part whole before one can say no, and it
knows neither automatic numbers nor text boxes. Bounds come first; entities are never resolved."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from campaigns.reader import limits
from campaigns.reader.lines import Line, Source, Unreadable
from campaigns.reader.wordnumbers import Numbers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{MC}Fallback"}
_DEEP = 12  # tables within tables


def lines_of(data: bytes, shown: str, paste: str) -> Source:
    """Paragraphs and table rows in document order. Raises Unreadable for what is no Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _read(package, shown, paste)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, RuntimeError):
        raise Unreadable(f"“{shown}”已损坏或加了密码，请用Word或WPS打开并另存为.docx后再读取。{paste}。") from None
    except (etree.XMLSyntaxError, ValueError, RecursionError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"“{shown}”的内容不完整，请用Word或WPS打开并另存为.docx后再读取。{paste}。") from None


def _read(package: zipfile.ZipFile, shown: str, paste: str) -> Source:
    names = package.namelist()
    if len(names) > limits.PARTS:
        raise Unreadable(f"“{shown}”含有过多的部分，不像一份文档，请另存为.docx后再读取。")
    if "OFD.xml" in names:
        raise Unreadable(f"“{shown}”是OFD版式文件，无法直接读取。{paste}。")
    if "word/document.xml" not in names:
        raise Unreadable(f"“{shown}”不是Word文档，请另存为.docx后再读取。{paste}。")
    body = _tree(package, "word/document.xml", shown).find(f"{W}body")
    if body is None:
        raise ValueError("no body")
    numbering = _tree(package, "word/numbering.xml", shown) if "word/numbering.xml" in names else None
    styles = _tree(package, "word/styles.xml", shown) if "word/styles.xml" in names else None
    reader = _Reader(Numbers(numbering, styles))
    return Source(list(reader.blocks(body, 0)), "docx")


def _tree(package: zipfile.ZipFile, name: str, shown: str) -> etree._Element:
    with package.open(name) as part:  # the declared size may lie: count what comes out
        text = part.read(limits.MARKUP + 1)
    if len(text) > limits.MARKUP:
        raise Unreadable(f"“{shown}”的文字部分过大，不像一份通知或方案，请只保留正文，另存后再读取。")
    if b"<!ENTITY" in text or b"<!DOCTYPE" in text:
        raise ValueError("no Word document declares entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(text, parser)


class _Reader:
    def __init__(self, numbers: Numbers):
        self.numbers = numbers
        self.gap = False

    def blocks(self, parent: etree._Element, depth: int) -> Iterator[Line]:
        for child in parent:
            if child.tag in _SKIPPED or depth > _DEEP:
                continue
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self.table(child, depth)
                self.gap = True
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"):
                yield from self.blocks(child, depth + 1)

    def paragraph(self, element: etree._Element) -> Iterator[Line]:
        for box in element.iter(f"{W}txbxContent"):
            if not any(above.tag == f"{MC}Fallback" for above in box.iterancestors()):
                yield from self.blocks(box, _DEEP - 1)
        sign, level = self.numbers.sign(element)
        pieces = (sign + _text(element)).split("\n")
        head = _bold_start(element)
        for index, piece in enumerate(pieces):
            if not piece.strip():
                self.gap = True
                continue
            start = sign + head if head and index == 0 else ""
            indented = piece.startswith(("\u3000", "  "))
            yield Line(0, piece, (), level, start, self.gap or index == 0, index == len(pieces) - 1, indented)
            self.gap = False

    def table(self, element: etree._Element, depth: int) -> Iterator[Line]:
        above: list[str] = []
        for row in element.iter(f"{W}tr"):
            if row.getparent() is not element and row.getparent().getparent() is not element:
                continue  # rows of a table inside a cell are read with that cell
            if row.find(f"{W}tc/{W}tbl") is not None:  # a table that only frames another
                for cell in row.iterchildren(f"{W}tc"):
                    yield from self.blocks(cell, depth + 1)
                continue
            cells = list(self._cells(row, above))
            above = cells
            if any(cell.strip() for cell in cells):
                yield _row(cells, self.gap)
                self.gap = False

    def _cells(self, row: etree._Element, above: list[str]) -> Iterator[str]:
        column = 0
        for cell in row.iterchildren(f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            span = properties.find(f"{W}gridSpan") if properties is not None else None
            width = int(span.get(f"{W}val", "1")) if span is not None and span.get(f"{W}val", "1").isdigit() else 1
            text = "\n".join(filter(None, (_text(p).strip() for p in cell.iter(f"{W}p"))))
            goes_on = merge is not None and merge.get(f"{W}val", "continue") != "restart"
            yield above[column] if goes_on and column < len(above) else text
            for _ in range(min(width, 30) - 1):
                yield ""
            column += min(width, 30)


def _row(cells: list[str], gap: bool) -> Line:
    filled = [cell for cell in cells if cell.strip()]
    if len(cells) == 1 or (len(filled) == 1 and len(filled[0]) > 60):
        return Line(0, " ".join(filled).replace("\n", ""), gap=gap, whole=True)
    return Line(0, " ".join(cell.replace("\n", "") for cell in filled), tuple(cells), gap=gap)


def _text(element: etree._Element) -> str:
    out: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED or node.tag == f"{W}txbxContent":
            continue
        if node.tag == f"{W}t":
            out.append(node.text or "")
        elif node.tag in (f"{W}br", f"{W}cr"):
            out.append("\n")
        elif node.tag == f"{W}tab":
            out.append("  ")
        elif node.tag == f"{W}noBreakHyphen":
            out.append("-")
        stack.extend(reversed(node) if len(node) else ())
    return "".join(out)


def _bold_start(element: etree._Element) -> str:
    """The text of the bold or 楷体/黑体 runs with which the paragraph starts, when plain text follows them."""
    start, rest = "", ""
    for run in element.iterchildren(f"{W}r"):
        text = _text(run)
        if not rest and _stands_out(run):
            start += text
        else:
            rest += text
    return start.strip() if start.strip() and rest.strip() else ""


def _stands_out(run: etree._Element) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    bold = properties.find(f"{W}b")
    if bold is not None and bold.get(f"{W}val", "1") not in ("0", "false"):
        return True
    fonts = properties.find(f"{W}rFonts")
    name = fonts.get(f"{W}eastAsia", "") if fonts is not None else ""
    return "楷" in name or "黑" in name
