"""Run as a program of its own: the text of a PDF from standard input, as JSON, within bounds given as arguments.

Each page is told as its plain text, and as pieces with the place where they stand: [x, y, size, text]."""

import io
import json
import logging
import resource
import sys
import warnings

from pypdf import PdfReader
from pypdf.errors import PyPdfError


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
    size = 0
    for page in reader.pages:
        pieces: list[tuple[float, float, float, str]] = []

        def keep(text, cm, tm, _font, font_size, pieces=pieces):
            if text.strip("\n"):
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
                pieces.append((round(x, 1), round(y, 1), round(font_size * scale, 1), text))

        text = page.extract_text(visitor_text=keep)
        found.append({"text": text, "pieces": pieces})
        size += len(text)
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
