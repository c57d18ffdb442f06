"""Reading a PDF with a ruler: pieces of text with font, size and place, and rules; all in mm from the upper left."""

import io
from typing import NamedTuple

from pypdf import PdfReader
from pypdf.generic import ContentStream

MM = 25.4 / 72
HEIGHT = 297.0


class Piece(NamedTuple):
    text: str
    font: str
    size: float  # points
    left: float
    top: float  # of the signs' square
    bottom: float


class Rule(NamedTuple):
    left: float
    right: float
    at: float
    thick: float
    red: bool


class Page(NamedTuple):
    pieces: list[Piece]
    rules: list[Rule]
    text: str

    def find(self, words: str) -> Piece:
        return next(piece for piece in self.pieces if words in piece.text)

    @property
    def lines(self) -> list[float]:
        """Where the lines of the type area stand, the page number not counted."""
        return sorted({round(piece.top, 1) for piece in self.pieces if piece.top < 261})


def pages(content: bytes) -> list[Page]:
    reader = PdfReader(io.BytesIO(content))
    return [_page(reader, page) for page in reader.pages]


def _page(reader: PdfReader, page) -> Page:
    found: list[Piece] = []

    def seen(text, outer, inner, font, size) -> None:
        if not text.strip():
            return
        left = (inner[4] * outer[0] + outer[4]) * MM
        baseline = HEIGHT - (inner[5] * outer[3] + outer[5]) * MM
        name = str(font["/BaseFont"]).partition("+")[2] if font else ""
        found.append(Piece(text, name, size, left, baseline - 0.88 * size * MM, baseline + 0.12 * size * MM))

    text = page.extract_text(visitor_text=seen)
    return Page(found, list(_rules(ContentStream(page.get_contents(), reader).operations)), text)


def _rules(operations):
    """Straight lines across; Typst sets each in its own coordinates."""
    place, kept, start, width, colour = (0.0, 0.0), [], (0.0, 0.0), 1.0, ()
    for values, name in operations:
        if name == b"q":
            kept.append((place, width, colour))
        elif name == b"Q":
            place, width, colour = kept.pop()
        elif name == b"cm":
            place = (float(values[4]), float(values[5]))
        elif name == b"w":
            width = float(values[0])
        elif name == b"SCN":
            colour = tuple(float(value) for value in values)
        elif name == b"m":
            start = (float(values[0]), float(values[1]))
        elif name == b"l" and float(values[1]) == start[1]:
            left, right = sorted((start[0], float(values[0])))
            red = len(colour) == 3 and colour[0] > 0.8 and colour[1] < 0.2
            yield Rule(
                (place[0] + left) * MM, (place[0] + right) * MM, HEIGHT - (place[1] - start[1]) * MM, width * MM, red
            )
