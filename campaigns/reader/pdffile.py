"""PDF files with text. Unpacking happens in a child with bounds on time and memory: a PDF can hold a bomb or a loop."""

import json
import subprocess
import sys
from pathlib import Path

from campaigns.reader import limits, pdfflow, pdfpage, plaintext
from campaigns.reader.lines import Source, Unreadable


def lines_of(data: bytes, shown: str, paste: str) -> Source:
    """Raises Unreadable for scans, locked and broken files."""
    child = [sys.executable, "-I", str(Path(__file__).with_name("pdfchild.py"))]
    bounds = [limits.PAGES, limits.CHARACTERS, limits.PDF_MEMORY, limits.PDF_SECONDS]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, run by our own interpreter
            [*child, *map(str, bounds)], input=data, capture_output=True, timeout=limits.PDF_SECONDS, check=False
        )
        told = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError, OSError):
        told = {"wrong": "broken"}
    if told.get("wrong") == "pages":
        raise Unreadable(f"“{shown}”超过{limits.PAGES}页，请只保留正文后再读取。")
    if told.get("wrong") == "locked":
        raise Unreadable(f"“{shown}”加了密码，请去掉密码或另存后再读取。{paste}。")
    if told.get("wrong"):
        raise Unreadable(f"“{shown}”已损坏或过于复杂，无法读取。{paste}。")
    pages = told["pages"]
    if sum(1 for page in pages for c in page["text"] if "\u4e00" <= c <= "\u9fff") < 10:
        raise Unreadable(f"“{shown}”里没有可读取的中文，可能是扫描件。{paste}。")
    found: list[pdfflow.Set] = []
    for page in pages:
        pieces = [tuple(piece) for piece in page["pieces"]]
        rules = [tuple(rule) for rule in page["rules"]]
        plain = (pdfflow.Set(line) for line in plaintext.split("\f" + page["text"]))
        found += pdfpage.rows_of(page["text"], pieces, rules) or plain
    return Source(pdfflow.flowing(found), "pdf")
