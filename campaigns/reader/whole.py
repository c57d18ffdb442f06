"""A document's text as it reads, a paragraph a line: for a summary, whose parts nobody needs to know."""

from campaigns.reader import extracting, preparing

GAP = "　"


def text_of(data: bytes, name: str) -> str:
    """Without page numbers and running heads; the cells of a table's row stand side by side.

    Raises lines.Unreadable, whose text is a Chinese sentence, for everything that cannot be read.
    """
    prepared = preparing.prepare(extracting.extract(data, name), "")
    paragraphs, _ = preparing.paragraphs(prepared.lines)
    words = (GAP.join(cell.strip() for cell in each.cells) if each.cells else each.text.strip() for each in paragraphs)
    return "\n".join(line for line in words if line.strip())
