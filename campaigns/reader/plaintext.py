"""Plain and pasted text: encodings, blank lines, rows of cells by tabs or bars, the marks of Markdown."""

import re
from dataclasses import replace

from campaigns.reader import limits, tables
from campaigns.reader.lines import Line, Source, Unreadable

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BAR = re.compile(r"\s*\|(.+)\|\s*")
_RULE_SIGNS = re.compile(r"[\s|:\-—]*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
_BOLD = re.compile(r"\s*(?:[-*•]\s+)?\*\*(.+?)\*\*")
_BULLET = re.compile(r"^\s*[-*•●◆■]\s+(?=\S)")


def lines_of(data: bytes, shown: str) -> Source:
    """Raises Unreadable when the bytes are no text in UTF-8, UTF-16 or GB 18030."""
    if len(data) > limits.TEXT_FILE:
        raise Unreadable(f"“{shown}”的文字超过{limits.TEXT_FILE // limits.MB}MB，不像一份通知或方案，请只保留正文。")
    return Source(split(decoded(data, shown)))


def decoded(data: bytes, shown: str) -> str:
    encodings = ("utf-16",) if data.startswith(_MARKS) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = sum(1 for c in text if (c < " " and c not in "\t\r\n\f\v") or "\ue000" <= c <= "\uf8ff" or c == "\ufffd")
        if odd <= max(2, len(text) // 50):
            return text
    raise Unreadable(f"“{shown}”不是可以读取的文字文件，请用原软件另存为.docx或.txt后再读取。")


def split(text: str) -> list[Line]:
    """Lines with what their layout tells; a form feed counts as an empty line."""
    found: list[Line] = []
    gap = False
    for part in re.sub(r"\r\n?|[\v\x85\u2028\u2029]", "\n", text).split("\n"):
        for piece in part.split("\f"):
            if not piece.strip() or _is_rule(piece):
                gap = True
                continue
            found.append(line_of(piece, gap))
            gap = False
        gap = gap or "\f" in part
    return _ruled(found)


def _is_rule(piece: str) -> bool:
    """A line drawn with signs. Looked for without trying every way to part it: a line may be long and hostile."""
    return bool(_RULE_SIGNS.fullmatch(piece)) and "---" in piece.rpartition("—")[2]


def _ruled(lines: list[Line]) -> list[Line]:
    """A table whose columns are set apart by blanks, each row whole on its line, as rows of cells."""
    found = list(lines)
    columns = 0
    for index, line in enumerate(lines):
        words = tuple(line.text.split())
        if columns and len(words) == columns and not line.cells:
            found[index] = replace(line, cells=words)
            continue
        below = lines[index + 1 : index + 2]
        whole = bool(below) and not below[0].cells and len(below[0].text.split()) == len(words)
        columns = len(words) if whole and 3 <= len(words) <= 9 and tables.header_of(words) else 0
        if columns:
            found[index] = replace(line, cells=words)
    return found


def line_of(text: str, gap: bool) -> Line:
    cells = _cells(text)
    if cells:
        return Line(0, text, cells, gap=gap)
    level = 0
    heading = _HEADING.match(text)
    bold = _BOLD.match(text[heading.end() :] if heading else text)
    if heading:
        level, text = len(heading[1]), text[heading.end() :]
    indented = text.startswith(("\u3000", "  ", "\t"))
    return Line(0, _BULLET.sub("", text), (), level, bold[1] if bold else "", gap, indented=indented)


def _cells(text: str) -> tuple[str, ...]:
    bars = _BAR.fullmatch(text)
    if bars and bars[1].count("|") >= 1:
        return tuple(cell.strip() for cell in bars[1].split("|"))
    parts = text.strip("\r\n").split("\t")
    if len(parts) >= 3 and sum(1 for part in parts if part.strip()) >= 2:
        return tuple(part.strip() for part in parts)
    return ()
