"""A document as PDF, set by Typst; the page description stands in typst/, the words go there as data."""

import dataclasses
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typst

from campaigns.official import measures
from campaigns.official.elements import Block, Document, Head, Pictures, Piece
from campaigns.official.fonts import book, chosen
from campaigns.official.sheet import Sheet
from campaigns.official.titles import title_lines

_LONG = re.compile(r"[!-~]{30,}")
TYPST = Path(__file__).resolve().parent / "typst"


def pdf_of(document: Document) -> bytes:
    """The file. Raises nothing for any text: words are data, never markup."""
    return set_page("official.typ", document_data(document), pictures_of(document))


def sheet_pdf(sheet: Sheet) -> bytes:
    rows = [[field._asdict() for field in row] for row in sheet.rows]
    size, share = measures.head_fit(len(sheet.heading))
    share = min(1.0, share * size / 26)
    return set_page("sheet.typ", frame() | {"sheet": sheet._asdict(), "rows": rows, "share": share, "document": {}})


def set_page(name: str, data: dict, pictures: tuple[bytes, ...] = ()) -> bytes:
    with _beside(pictures) as folder:
        compiler = typst.Compiler(folder / name, root=folder, font_paths=book(), sys_inputs={"data": json.dumps(data)})
        found = compiler.compile(format="pdf")
    return found[0] if isinstance(found, list) else bytes(found or b"")


@contextmanager
def _beside(pictures: tuple[bytes, ...]) -> Iterator[Path]:
    """The page description, with the pictures in files beside it: Typst reads them from nowhere else."""
    if not pictures:
        yield TYPST
        return
    with tempfile.TemporaryDirectory(prefix="qm-paper-") as name:
        folder = Path(name)
        for each in TYPST.glob("*.typ"):
            shutil.copyfile(each, folder / each.name)
        for number, data in enumerate(pictures):
            (folder / f"picture-{number}.jpg").write_bytes(data)
        yield folder


def pictures_of(document: Document) -> tuple[bytes, ...]:
    """The files, in the order in which the text names them."""
    groups = (one for one in document.body if isinstance(one, Pictures))
    return tuple(picture.data for group in groups for picture in group.pictures)


def document_data(document: Document) -> dict:
    plain = dataclasses.asdict(dataclasses.replace(document, body=()))
    plain["body"] = _body(document.body)
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


def _body(pieces: tuple[Piece, ...]) -> list:
    """Paragraphs as they are; tables and pictures by name, a picture by the number of its file."""
    found: list[Any] = []
    number = 0
    for one in pieces:
        if isinstance(one, Block):
            found.append(one)
        elif isinstance(one, Pictures):
            rows = [[f"picture-{number + n}.jpg", each.caption, each.description, each.width / max(each.height, 1)]
                    for n, each in enumerate(one.pictures)]  # fmt: skip
            found.append({"pictures": rows})
            number += len(rows)
        else:
            found.append({"table": one._asdict()})
    return found


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
    words = sum(len(name) for name in head.names) + (0 if head.style in ("letter", "bulletin") else 2)
    size, share = measures.head_fit(words)
    return {"size": size, "share": share, "width": 0.0}
