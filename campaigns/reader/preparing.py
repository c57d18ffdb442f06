"""From the lines of a file to its paragraphs: tidied, mended, without what belongs to the page."""

from dataclasses import dataclass, field, replace

from campaigns.reader import decimals, furniture, joining, slips, texttable, traditional
from campaigns.reader.lines import Line, Paragraph, Source
from campaigns.reader.proposal import Correction, Place
from campaigns.reader.tidying import tidy

Grids = dict[int, tuple[list[str], list[Paragraph]]]


@dataclass
class Prepared:
    """The lines that carry text, what was corrected in them, and where the others stood."""

    lines: list[Line]
    corrections: list[Correction] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


def prepare(source: Source, known: str) -> Prepared:
    """Clean lines; `known` is text whose spelling can be trusted."""
    signed = decimals.renumbered(source.lines)
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
    return found + joining.join(lines[start:]), grids
