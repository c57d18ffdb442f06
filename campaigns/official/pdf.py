"""A document as PDF, set by Typst; the page description stands in typst/, the words go there as data."""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import typst

from campaigns.official import measures
from campaigns.official.elements import Document, Head
from campaigns.official.fonts import book, chosen
from campaigns.official.sheet import Sheet
from campaigns.official.titles import title_lines

_LONG = re.compile(r"[!-~]{30,}")
TYPST = Path(__file__).resolve().parent / "typst"


def pdf_of(document: Document) -> bytes:
    """The file. Raises nothing for any text: words are data, never markup."""
    return set_page("official.typ", document_data(document))


def sheet_pdf(sheet: Sheet) -> bytes:
    rows = [[field._asdict() for field in row] for row in sheet.rows]
    size, share = measures.head_fit(len(sheet.heading))
    share = min(1.0, share * size / 26)
    return set_page("sheet.typ", frame() | {"sheet": sheet._asdict(), "rows": rows, "share": share, "document": {}})


def set_page(name: str, data: dict) -> bytes:
    compiler = typst.Compiler(TYPST / name, root=TYPST, font_paths=book(), sys_inputs={"data": json.dumps(data)})
    found = compiler.compile(format="pdf")
    return found[0] if isinstance(found, list) else bytes(found or b"")


def document_data(document: Document) -> dict:
    plain = dataclasses.asdict(document)
    # named tuples stay tuples there, which JSON would write as bare lists
    plain["head"] = document.head._asdict()
    plain["imprint"] = document.imprint._asdict()
    plain["annexes"] = [one._asdict() | {"table": one.table and one.table._asdict()} for one in document.annexes]
    plain["left_out"] = [one._asdict() for one in document.left_out]
    plain = breakable(plain) | {"name": document.name}
    return frame() | {
        "document": plain,
        "annex_titles": [breakable(title_lines(one.title)) for one in document.annexes],
        "head": _fit(document.head),
        "even": document.head.style in ("down", "up", "joint"),
    }


def breakable(value: Any) -> Any:
    """Long stretches without a blank, such as addresses of pages, may be broken anywhere; else they leave the page."""
    if isinstance(value, str):
        return _LONG.sub(lambda found: "\u200b".join(found[0]), value)
    if isinstance(value, dict):
        return {name: breakable(each) for name, each in value.items()}
    return [breakable(each) for each in value] if isinstance(value, list | tuple) else value


def frame() -> dict:
    """Measures and fonts, the same for every page."""
    sizes = measures.by_name() | {
        "PAGE_WIDTH": measures.PAGE[0],
        "PAGE_HEIGHT": measures.PAGE[1],
        "AREA_WIDTH": measures.TYPE_AREA[0],
        "AREA_HEIGHT": measures.TYPE_AREA[1],
    }
    return {"measures": sizes, "fonts": chosen(), "red": measures.RED}


def _fit(head: Head) -> dict[str, float]:
    if len(head.names) > 1:
        size, share, width = measures.joint_fit(len(head.names), max(len(name) for name in head.names))
        return {"size": size, "share": share, "width": width}
    words = sum(len(name) for name in head.names) + (0 if head.style == "letter" else 2)
    size, share = measures.head_fit(words)
    return {"size": size, "share": share, "width": 0.0}
