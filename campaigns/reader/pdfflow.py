"""Where paragraphs of a PDF begin, by the places of their lines: two signs in from the edge begins one, as official
documents are set (GB/T 9704-2012 §5.2.3); flush under a full line goes on."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from campaigns.reader.furniture import is_page_number
from campaigns.reader.lines import NEW, ON, Line
from campaigns.reader.numbering import sign_of
from campaigns.reader.tidying import tidy

_APART = "  "  # between words that stand apart in one line, such as a row of signatures
_NOTE = re.compile(r"附\s*件\s*[:：]")
_LABEL = re.compile(r"附\s*(?:件|表)\s*[0-9一二三四五六七八九十]*$|附\s*件\s*[:：]|抄\s*[送报]")


@dataclass(frozen=True)
class Set:
    """A line as it is set: its left and right edge and its size in points; size 0 for rows of a table."""

    line: Line
    left: float = 0.0
    right: float = 0.0
    size: float = 0.0


def flowing(rows: list[Set]) -> list[Line]:
    """The lines, with their flow where the document shows it: numbered parts begin two signs in, other lines flush."""
    size = _size(rows)
    body = [row for row in rows if size and abs(row.size - size) <= 0.5 and not is_page_number(row.line.text)]
    edge = min((row.left for row in body), default=0.0)
    signed = [row for row in body if sign_of(tidy(row.line.text))]
    inset = [row for row in signed if _inset(row, edge)]
    flush = [row for row in body if _flush(row, edge)]
    if len(inset) < 3 or len(inset) < 0.6 * len(signed) or not flush:
        return [row.line for row in rows]
    return _told(rows, {id(row) for row in body}, edge, _reach(body, edge))


def _size(rows: list[Set]) -> float:
    signs: Counter[float] = Counter()
    for row in rows:
        signs[row.size] += len(row.line.text) if row.size else 0
    return signs.most_common(1)[0][0] if signs else 0.0


def _inset(row: Set, edge: float) -> bool:
    return 1.2 * row.size < row.left - edge < 2.6 * row.size


def _flush(row: Set, edge: float) -> bool:
    return row.left <= edge + 0.6 * row.size


def _reach(body: list[Set], edge: float) -> float:
    """How far full lines go: those that a flush line follows."""
    ends = [above.right for above, row in pairwise(body) if _flush(row, edge)]
    return median(ends) if ends else 0.0


def _told(rows: list[Set], body: set[int], edge: float, reach: float) -> list[Line]:
    found: list[Line] = []
    above: Set | None = None
    hanging = False
    for row in rows:
        flow = ""
        if id(row) in body:
            full = above is not None and above.right >= reach - 3 * row.size and _APART not in above.line.text
            deep = row.left - edge >= 2.6 * row.size
            text = tidy(row.line.text)
            listed = above is not None and (hanging or _listed(above))
            if _inset(row, edge):
                flow = NEW
            elif deep and full and listed and not sign_of(text):
                flow = ON  # a hanging line of the annex note
            elif _flush(row, edge) and full and not _LABEL.match(text):
                flow = ON
            hanging = deep and flow == ON
            above = row
        elif not is_page_number(row.line.text):
            above, hanging = None, False
        found.append(replace(row.line, flow=flow) if flow else row.line)
    return found


def _listed(row: Set) -> bool:
    text = tidy(row.line.text)
    return bool(_NOTE.match(text) or sign_of(text))
