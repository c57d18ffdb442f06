"""Run as a program of its own: the text of a PDF from standard input, as JSON, within bounds given as arguments.

Each page is told as its plain text, as pieces with the place where they stand ([x, y, size, text]), and with the
lines drawn on it that run along or down the page ([left, bottom, right, top])."""

import io
import json
import logging
import resource
import sys
import warnings

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_RULES = 10_000  # of a file; a table of three hundred rows has some six thousand


class Rules:
    """The straight lines that a page draws: the borders of its tables."""

    def __init__(self, most: int):
        self.most = most
        self.found: list[tuple[float, float, float, float]] = []
        self.at: tuple[float, float] | None = None

    def see(self, operator, operands, cm, _tm) -> None:
        if operator not in (b"m", b"l", b"re") or len(self.found) >= self.most:
            return
        values = [float(value) for value in operands]
        if operator == b"re" and len(values) == 4:
            x, y, wide, high = values
            self._add(cm, (x, y), (x + wide, y + high))
        elif len(values) == 2:
            here = (values[0], values[1])
            if operator == b"l" and self.at:
                self._add(cm, self.at, here)
            self.at = here

    def _add(self, cm, start, end) -> None:
        (x0, y0), (x1, y1) = ((x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]) for x, y in (start, end))
        if abs(x1 - x0) <= 2 or abs(y1 - y0) <= 2:
            self.found.append(tuple(round(v, 1) for v in (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))))


def main() -> dict:
    pages, characters, memory, seconds = map(int, sys.argv[1:5])
    # The address space counts shared libraries too; the timer of the parent is the second wall.
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"wrong": "locked"}
    if len(reader.pages) > pages:
        return {"wrong": "pages"}
    found: list[dict] = []
    size = drawn = 0
    for page in reader.pages:
        pieces: list[tuple[float, float, float, str]] = []
        rules = Rules(MOST_RULES - drawn)

        def keep(text, cm, tm, _font, font_size, pieces=pieces):
            if text.strip("\n"):
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
                pieces.append((round(x, 1), round(y, 1), round(font_size * scale, 1), text))

        text = page.extract_text(visitor_text=keep, visitor_operand_before=rules.see)
        found.append({"text": text, "pieces": pieces, "rules": rules.found})
        size += len(text)
        drawn += len(rules.found)
        if size > 2 * characters:
            break
    return {"pages": found}


if __name__ == "__main__":
    try:
        told = main()
    except (PyPdfError, MemoryError, RecursionError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        told = {"wrong": "broken"}
    except (OSError, ArithmeticError, AssertionError, NotImplementedError, StopIteration, UnicodeError):
        told = {"wrong": "broken"}
    sys.stdout.write(json.dumps(told))
