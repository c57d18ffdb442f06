"""Traditional characters to simplified ones, for documents written or mirrored in them."""

from dataclasses import replace
from functools import cache

from opencc import OpenCC

from campaigns.reader.lines import Line
from campaigns.reader.proposal import Correction
from campaigns.reader.tidying import tidy

SHARE = 0.03  # of the ideographs; below that a character is a name's own


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplified(lines: list[Line]) -> tuple[list[Line], list[Correction]]:
    """The lines in simplified characters when the document is in traditional ones, and that this was done."""
    turned = _converter().convert("\n".join(line.text for line in lines)).split("\n")  # one call for all
    if len(turned) != len(lines):
        return lines, []
    changed = sum(a != b for line, new in zip(lines, turned, strict=True) for a, b in zip(line.text, new, strict=False))
    total = sum(1 for line in lines for c in line.text if "\u4e00" <= c <= "\u9fff")
    if not total or changed / total < SHARE:
        return lines, []
    found = []
    for line, text in zip(lines, turned, strict=True):
        cells = tuple(_converter().convert(cell) for cell in line.cells) if line.cells else ()
        found.append(
            replace(line, text=tidy(text), cells=cells, head=_converter().convert(line.head) if line.head else "")
        )
    return found, [Correction("繁体字", "简体字", "全文", 1)]


def strays(text: str) -> dict[str, str]:
    """Traditional characters in `text`, each with its simplified one."""
    chars = "".join(sorted(set(text)))
    turned = _converter().convert(chars)
    return {a: b for a, b in zip(chars, turned, strict=False) if a != b} if len(turned) == len(chars) else {}
