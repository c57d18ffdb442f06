"""Nothing is dropped: every line of the source that found no place is told as it stands."""

from campaigns.reader.lines import Paragraph, Source
from campaigns.reader.proposal import Place, Proposal
from campaigns.reader.tidying import tidy

PAGE = ("page_number", "stray", "running_head")


def tell(result: Proposal, source: Source, paragraphs: list[Paragraph], used: set[int]) -> None:
    """Fill `unrecognised` in the order of the source, a paragraph as one, and note the places."""
    done = used | {place.first for place in result.places if place.what in PAGE}
    found: list[tuple[int, int, str]] = []
    for paragraph in paragraphs:
        left = [n for n in paragraph.numbers if n not in done]
        if left and not paragraph.cells:
            whole = len(left) == len(paragraph.numbers)
            text = paragraph.text if whole else " ".join(_raw(source, n) for n in left)
            found.append((min(left), max(left), text))
            done |= set(left)
    for line in source.lines:
        if line.number not in done:
            found.append((line.number, line.number, _raw(source, line.number)))
    for first, last, text in sorted(found):
        result.unrecognised.append(text)
        result.places.append(Place("unrecognised", first, last))
    result.places.sort(key=lambda place: (place.first, place.last))


def _raw(source: Source, number: int) -> str:
    text = source.lines[number - 1].text
    return tidy(text) or text.strip()
