"""From the lines of a file to its paragraphs: tidied, mended, without what belongs to the page."""

import re
from dataclasses import dataclass, field, replace

from campaigns.reader import decimals, furniture, joining, slips, texttable, traditional
from campaigns.reader.lines import Line, Paragraph, Source
from campaigns.reader.numbering import ARABIC_IN_BRACKETS, CHINESE_IN_BRACKETS, sign_of
from campaigns.reader.proposal import Correction, Place
from campaigns.reader.tidying import is_spaced, tidy, without_letter_blanks

Grids = dict[int, tuple[list[str], list[Paragraph]]]


@dataclass
class Prepared:
    """The lines that carry text, what was corrected in them, and where the others stood."""

    lines: list[Line]
    corrections: list[Correction] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


def prepare(source: Source, known: str) -> Prepared:
    """Clean lines; `known` is text whose spelling can be trusted."""
    signed = decimals.renumbered(_closed(source.lines))
    tidied = [replace(line, text=tidy(line.text), head=tidy(line.head)) for line in signed]
    lines, told = traditional.simplified(tidied)
    prepared = Prepared([])
    repeated = furniture.running_heads(lines)
    below_header = False
    for index, line in enumerate(lines):
        below_header = below_header or bool(texttable.header_of(line.text))
        what = _furniture(lines, index, repeated, below_header)
        if what:
            prepared.places.append(Place(what, line.number, line.number))
        else:
            prepared.lines.append(line)
    prepared.lines, corrections = slips.mend(prepared.lines, known)
    prepared.corrections = told + corrections
    return prepared


def _closed(lines: list[Line]) -> list[Line]:
    if not is_spaced(line.text for line in lines):
        return lines
    close = without_letter_blanks
    return [
        replace(line, text=close(line.text), head=close(line.head), cells=tuple(close(cell) for cell in line.cells))
        for line in lines
    ]


def _furniture(lines: list[Line], index: int, repeated: set[int], below_header: bool) -> str:
    line = lines[index]
    if line.cells:
        return ""
    if furniture.is_page_number(line.text) and not (below_header and line.text.isdigit()):
        return "page_number"  # under a table's header a bare figure is a row's number
    if not line.text or (
        furniture.is_stray(line.text) and (line.text not in "“”‘’" or (line.gap and _alone(lines, index)))
    ):
        return "stray"
    return "running_head" if line.number in repeated else ""


def _alone(lines: list[Line], index: int) -> bool:
    """Whether an empty line follows as well."""
    below = lines[index + 1 : index + 2]
    return not below or below[0].gap


def paragraphs(lines: list[Line]) -> tuple[list[Paragraph], Grids]:
    """The paragraphs; a table laid out as text becomes one paragraph that stands for it, its pieces beside."""
    found: list[Paragraph] = []
    grids: Grids = {}
    index, start = 0, 0
    while index < len(lines):
        roles = texttable.header_of(lines[index].text) if not lines[index].cells else None
        if not roles:
            index += 1
            continue
        found += joining.join(lines[start:index])
        stop = texttable.region(lines, index)
        stand_in = Paragraph(lines[index].text, [lines[index].number], cells=("",) * len(roles))
        grids[id(stand_in)] = (roles, joining.pieces(lines[index + 1 : stop]))
        found.append(stand_in)
        index = start = stop
    return [each for p in found + joining.join(lines[start:]) for each in _apart(p)], grids


def _apart(paragraph: Paragraph) -> list[Paragraph]:
    """（一）…。（二）…。（三）… in one paragraph are three."""
    first = sign_of(paragraph.text) if not paragraph.cells else None
    if not first or first.value != 1 or first.form not in (CHINESE_IN_BRACKETS, ARABIC_IN_BRACKETS):
        return [paragraph]
    parts = re.split(r"(?<=[。；])(?=（(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})）)", paragraph.text)
    told = [sign_of(part) for part in parts]
    in_turn = [(sign.form, sign.value) for sign in told if sign] == [(first.form, n + 1) for n in range(len(parts))]
    return [replace(paragraph, text=part) for part in parts] if in_turn else [paragraph]
