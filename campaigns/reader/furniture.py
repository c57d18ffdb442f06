"""What belongs to the page and not to the text: page numbers, running heads, stray marks."""

import re
from collections import Counter

from campaigns.reader.lines import Line

_PAGE = re.compile(
    r"[-—–－_·•.~\s]*[0-9]{1,3}[-—–－_·•.~\s]*|第\s*[0-9一二三四五六七八九十]{1,3}\s*页(?:[，,、\s]*[/共]\s*[0-9一二三四五六七八九十]{1,3}\s*页)?|"
    r"[0-9]{1,3}\s*/\s*[0-9]{1,3}"
)
_STRAY = re.compile(r"[\s‘’'`´·.,_|\-—–=*~^]+")


def is_page_number(text: str) -> bool:
    return bool(_PAGE.fullmatch(text.strip()))


def is_stray(text: str) -> bool:
    """Left-overs of a scan that carry nothing."""
    return not text or bool(_STRAY.fullmatch(text))


def running_heads(lines: list[Line]) -> set[int]:
    """Numbers of lines that only repeat a head or foot: the same short text on three pages or more, after an
    empty line or a page's end each time. The first one stays in the text."""
    count = Counter(line.text for line in lines if _may_run(line))
    seen: set[str] = set()
    found = set()
    for line in lines:
        if _may_run(line) and count[line.text] >= 3:
            if line.text in seen:
                found.add(line.number)
            seen.add(line.text)
    return found


def _may_run(line: Line) -> bool:
    """Notes of responsibility repeat too, and what a word processor holds in its text is no head of a page."""
    text = line.text
    plain = line.gap and not line.cells and not line.whole and 4 <= len(text) <= 40
    return plain and text[-1] not in "。；，、：" and text[0] not in "（("
