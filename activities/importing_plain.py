"""Whether openpyxl may open a workbook of a stranger: it builds every sheet's cells, decodes pictures of any format
they claim to be, and reads a picture anew for every place where it lies."""

import io
import re
import struct
from xml.etree import ElementTree

from django.conf import settings

from activities import imaging
from activities.table_parts import ART, DOCUMENT, Package

MOST_CELLS = 150_000  # openpyxl takes about half a kilobyte for each
MOST_PLACED, PLACED_BYTES = 600, 128 * 1024 * 1024  # places where pictures lie, and what is read for all of them
_CELLS = re.compile(rb"<(?:[^\s<>/:]+:)?c[\s/>]")
_PRINTER = re.compile(rb"[ -~]\0[ -~]\0")  # Excel keeps the printer's name so; no picture begins like that
_GIF, _OTHERS = (b"GIF87a", b"GIF89a"), (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def is_plain(package: Package) -> bool:
    """Few cells, in hidden sheets too, and nothing beside XML but acceptable pictures in not too many places."""
    cells = 0
    for part in sorted(package.names):
        if part.lower().endswith((".xml", ".rels", ".vml")):
            cells += len(_CELLS.findall(package.zip.read(part)))
        elif not part.endswith("/"):
            data = package.read(part, imaging.MAX_BYTES)
            if not (is_acceptable(data) or (part.startswith("xl/printerSettings/") and _PRINTER.match(data))):
                return False
    return cells <= MOST_CELLS and _are_few(package)


def is_acceptable(data: bytes) -> bool:
    """A JPEG, PNG or GIF by its first bytes, of no more bytes and pixels than a photo may have."""
    if len(data) > imaging.MAX_BYTES:
        return False
    if data.startswith(_GIF):
        width, height = struct.unpack("<HH", data[6:10].ljust(4, b"\0"))
        return width * height <= settings.PHOTO_MAX_PIXELS
    if not data.startswith(_OTHERS):
        return False
    try:
        imaging.inspect(io.BytesIO(data), max_pixels=settings.PHOTO_MAX_PIXELS)
    except imaging.PhotoError:
        return False
    return True


def _are_few(package: Package) -> bool:
    placed, size = 0, 0
    for sheet in package.sheets.values():
        for drawing in package.relations(sheet).values():
            if drawing not in package.names or not drawing.lower().endswith(".xml"):
                continue
            targets = package.relations(drawing)
            for blip in _tree(package.zip.read(drawing)).iter(f"{ART}blip"):
                media = targets.get(blip.get(f"{DOCUMENT}embed", ""))
                placed += 1
                size += package.zip.getinfo(media).file_size if media in package.names else 0
                if placed > MOST_PLACED or size > PLACED_BYTES:
                    return False
    return True


def _tree(data: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(data)  # noqa: S314  (no DOCTYPE: capping)
    except ElementTree.ParseError:
        return ElementTree.Element("none")
