"""Putting paragraphs together from lines that a printer, a PDF or a scan has broken."""

import re
import unicodedata
from dataclasses import replace

from campaigns.reader import dates
from campaigns.reader.lines import NEW, Line, Paragraph, as_paragraph
from campaigns.reader.numbering import sign_of
from campaigns.reader.tidying import tidy
from campaigns.reader.words import CLOSING, ENDS, OPENING, is_body, open_marks

LABELS = re.compile(
    r"(?:附件|附表|附\s*[:：]|联系人|联系电话|联系方式|电话|传真|邮箱|电子邮箱|邮编|地址|抄送|抄报|主送|签发人|活动主题\s*[:：]|主题\s*[:：]|"
    r"活动口号\s*[:：]|口号\s*[:：]|责任单位|责任科室|责任部门|牵头单位|牵头科室|牵头部门|配合单位|配合科室|主办单位|协办单位|承办单位|"
    r"（?此件|（?联系人|（?公开属性|序号)"
)
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}：")
_RUN_IN = re.compile(r"[。：][^。：；！？]{8,}$")
_CONTACT = re.compile(r"（?(?:联系人|联系电话|联系方式|电话|传真|邮箱|电子邮箱|邮编|地址)")
_TITLE = re.compile(
    r"(?:的通知|的函|的(?:实施|指导)?意见|的通告|的公告|活动方案|工作方案|实施方案|安排表|一览表|汇总表|口号|(?:活动|工作)安排|要点)$"
)
_QUOTES = re.compile(r"[“”‘’]{1,4}")
_MOST = 3_000  # characters of one paragraph put together from broken lines
_UNBROKEN = 1_000_000  # columns: no line fills them
_AROUND = 12  # lines on each side that tell how wide the column is


def width(text: str) -> int:
    """Columns: an ideograph takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def join(lines: list[Line]) -> list[Paragraph]:
    """Paragraphs of tidied lines. Rows of a table stay rows."""
    mended = pieces(lines)
    widths = [width(piece.text) for piece in mended]
    single = [0 if len(piece.numbers) > 1 else one for piece, one in zip(mended, widths, strict=True)]
    found: list[Paragraph] = []
    last = None
    for index, piece in enumerate(mended):
        column = _column(single, index - 1) if index else 0
        signed = _signed(piece, mended[index + 1 : index + 2])
        if last and not signed and _goes_on(found[-1], last, piece, widths[index - 1], column):
            _append(found[-1], piece)
        else:
            found.append(replace(piece, numbers=list(piece.numbers)))
        last = piece
    for paragraph in found:
        paragraph.text = tidy(paragraph.text)
    return [paragraph for paragraph in found if paragraph.text]


def pieces(lines: list[Line]) -> list[Paragraph]:
    """Lines as they were before a scan cut quotation marks off; those that are nothing but a mark are left out."""
    return [p for p in _mended([as_paragraph(line) for line in lines]) if not _QUOTES.fullmatch(p.text)]


def _mended(pieces: list[Paragraph]) -> list[Paragraph]:
    """Scans put quotation marks on lines of their own: 2024年 / “ / 质量月 / ” / 活动 is one line."""
    found: list[Paragraph] = []
    onward = False
    for piece in pieces:
        only = not piece.cells and bool(_QUOTES.fullmatch(piece.text))
        closes = not piece.cells and piece.text[0] in "”’"
        glue = (
            bool(found) and not found[-1].cells and not piece.cells and (((only or onward) and not piece.gap) or closes)
        )
        if glue:
            _append(found[-1], piece)
        else:
            found.append(replace(piece, numbers=list(piece.numbers)))
        onward = only or (closes and len(piece.text) <= 2)
    return found


def _append(left: Paragraph, right: Paragraph) -> None:
    left.text = _glue(left.text, right.text)
    left.numbers += right.numbers


def _column(widths: list[int], index: int) -> int:
    """The width to which lines around here are filled: several reach about the same, and hardly any goes beyond.
    Without such a width the text is not broken into lines at all."""
    near = [one for one in widths[max(0, index - _AROUND) : index + _AROUND + 1] if one]
    for reached in sorted(set(near), reverse=True):
        full = sum(reached - 5 <= one <= reached for one in near)
        beyond = sum(one > reached for one in near)
        if full >= max(3, len(near) * 0.2) and beyond <= len(near) * 0.1:
            return reached
    return _UNBROKEN


def _goes_on(current: Paragraph, before: Paragraph, line: Paragraph, reached: int, column: int) -> bool:
    """Whether `line` continues `current`, whose last piece is `before` and filled `reached` of `column` columns."""
    if current.cells or line.cells or line.level or before.level or len(current.text) > _MOST:
        return False
    if line.flow or line.text[0] in CLOSING + "，。、；：！？" or current.text[-1] in OPENING:
        return line.flow != NEW
    sign = bool(sign_of(line.text))
    signatures = _names_only(current.text) and _names_only(line.text)
    if (
        signatures
        or LABELS.match(line.text)
        or _LABEL.match(line.text)
        or _ended(current, before, line, reached, column, sign=sign)
    ):
        return False
    if len(current.text) < 400 and open_marks(current.text):
        return not sign or current.text[-1] in "、，"
    title = _TITLE.search(current.text) and len(current.text) < 90 and "。" not in current.text
    if sign or title or _CONTACT.match(current.text):
        return False
    return current.text[-1] in "，、" or _unfinished(current, before, line, reached, column)


def _signed(piece: Paragraph, below: list[Paragraph]) -> bool:
    """Whether a line is the date of issue, or the name above it: neither goes on with the text before."""
    if piece.cells:
        return False
    if dates.only_date(piece.text):
        return True
    dated = bool(below) and not below[0].cells and bool(dates.only_date(below[0].text))
    return dated and _names_only(piece.text)


def _names_only(text: str) -> bool:
    return len(text) <= 60 and not re.search("[，。；：、“《]", text) and all(is_body(name) for name in text.split())


def _ended(current: Paragraph, before: Paragraph, line: Paragraph, reached: int, column: int, *, sign: bool) -> bool:
    """Whether the paragraph ends here: a full stop, unless it stands by chance at the very end of the column."""
    if current.text[-1] not in ENDS:
        return False
    by_chance = current.text[-1] == "。" and column >= 20 and column - 3 <= reached <= column + 4
    return not by_chance or sign or line.whole or line.indented or line.gap or before.whole


def _unfinished(current: Paragraph, before: Paragraph, line: Paragraph, reached: int, column: int) -> bool:
    text = current.text
    if before.whole and line.whole and len(text) < 60:
        return False
    prose = bool(re.search("[，。；《、]", text))
    first = 4 if prose and current is not before and len(current.numbers) == len(before.numbers) else 0
    run_in = bool(sign_of(text) and _RUN_IN.search(text))
    midway = "。" in text and text[-1] not in "）”》"  # a sentence has ended before, this one has not
    return _filled(reached + first, column) or (len(text) >= 30 and prose) or run_in or midway


def _filled(reached: int, column: int) -> bool:
    """Whether the line went to the end of its column; below 24 columns nothing is a column of running text."""
    return column >= 24 and reached >= column - 6


def _glue(left: str, right: str) -> str:
    """Two words of Latin letters keep a blank between them."""
    between = " " if left[-1].isascii() and right[0].isascii() and left[-1].isalpha() and right[0].isalpha() else ""
    return left + between + right
