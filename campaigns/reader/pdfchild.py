"""Run as a program of its own: the text of a PDF from standard input, as JSON, within bounds given as arguments."""

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
    found: list[str] = []
    for page in reader.pages:
        found.append(page.extract_text())
        if sum(map(len, found)) > 2 * characters:
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
