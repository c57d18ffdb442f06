"""What a workbook's package says beyond its cells' values: which part is which sheet, formulas, pictures and where
they lie. Read after `orgs.capping` has looked at it (no DOCTYPE, bounded size)."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DOCUMENT = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# Possessive, and never past the next cell's tag: else a comment full of `<c r="A1">` would take minutes.
_CELL = re.compile(rb"<c\s([^<>]*+)>(?:(?<=/>)|((?:[^<]|<(?!/?c[\s>]))*+)</c>)")
_AT = re.compile(rb'(?<![\w:])r="([A-Z]{1,3})([0-9]{1,7})"')
_DISPIMG = re.compile(rb"DISPIMG\((?:&quot;|\")([^&\"]{1,80})(?:&quot;|\")")
NAMED = re.compile(r'name="(ID_[0-9A-Za-z]{1,64})"')
At = tuple[int, int]


class Package:
    """`sheets` maps a sheet's name to its part; a package without the usual parts has none."""

    def __init__(self, file: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(file)
        self.names = set(self.zip.namelist())
        targets = self.relations("xl/workbook.xml")
        self.sheets: dict[str, str] = {}
        for sheet in self._tree("xl/workbook.xml").iter(f"{MAIN}sheet"):
            target = targets.get(sheet.get(f"{DOCUMENT}id", ""))
            if target in self.names:
                self.sheets[sheet.get("name", "")] = str(target)

    def relations(self, part: str) -> dict[str, str]:
        """Relation id → the part it leads to."""
        folder, name = posixpath.split(part)
        found = {}
        for each in self._tree(f"{folder}/_rels/{name}.rels").iter(RELATIONS):
            if each.get("TargetMode") != "External":
                found[each.get("Id", "")] = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:]
        return found

    def odd_cells(self, sheet: str) -> tuple[bool, dict[At, str]]:
        """Whether the sheet has formulas, and the cells (row, column from 0) that have no value to read: "formula" for
        one without a result, "error" for #N/A and the like."""
        data = self._bytes(self.sheets.get(sheet, ""))
        if b"<f" not in data and b't="e"' not in data:
            return False, {}
        odd: dict[At, str] = {}
        has_formula = False
        for found in _CELL.finditer(data):
            attributes, inside = found[1], found[2] or b""
            is_formula = b"<f" in inside and b"DISPIMG" not in inside
            has_formula = has_formula or is_formula
            if b't="e"' in attributes and b"DISPIMG" not in inside:
                odd.update(dict.fromkeys(_place(attributes), "error"))
            elif is_formula and (b"<v>" not in inside or b"<v></v>" in inside):
                odd.update(dict.fromkeys(_place(attributes), "formula"))
        return has_formula, odd

    def pictures(self, sheet: str) -> Iterator[tuple[At, str]]:
        """Where each picture lies — floating ones at their upper left corner — and the part that holds it."""
        part = self.sheets.get(sheet, "")
        for target in self.relations(part).values():
            if target.startswith("xl/drawings/") and target.endswith(".xml") and target in self.names:
                yield from self._floating(target)
        yield from self.in_cells(sheet)

    def in_cells(self, sheet: str) -> Iterator[tuple[At, str]]:
        """Those that WPS placed in cells (=DISPIMG), which other programs do not show."""
        named = self._named_pictures()
        if named:
            for found in _CELL.finditer(self._bytes(self.sheets.get(sheet, ""))):
                name = _DISPIMG.search(found[2] or b"")
                media = named.get(name[1].decode(errors="replace")) if name else None
                if media:
                    yield from ((at, media) for at in _place(found[1]))

    def read(self, part: str, most: int) -> bytes:
        """The part's bytes, at most one more than `most`, so that a lie about its size costs nothing."""
        with self.zip.open(part) as opened:
            return opened.read(most + 1)

    def _floating(self, drawing: str) -> Iterator[tuple[At, str]]:
        targets = self.relations(drawing)
        for anchor in self._tree(drawing):
            start = anchor.find(f"{DRAWN}from")
            if start is None:
                continue
            row, column = (int(start.findtext(f"{DRAWN}{name}", "0") or 0) for name in ("row", "col"))
            for blip in anchor.iter(f"{ART}blip"):
                media = targets.get(blip.get(f"{DOCUMENT}embed", ""))
                if media in self.names:
                    yield (row, column), str(media)

    def _named_pictures(self) -> dict[str, str]:
        """WPS keeps the pictures of cells in a part of its own: name → media part."""
        part = "xl/cellimages.xml"
        if part not in self.names:
            return {}
        targets, found = self.relations(part), {}
        for picture in self._tree(part):
            name = NAMED.search(ElementTree.tostring(picture, "unicode"))
            blip = next(picture.iter(f"{ART}blip"), None)
            media = targets.get(blip.get(f"{DOCUMENT}embed", "")) if blip is not None else None
            if name and media in self.names:
                found[name[1]] = str(media)
        return found

    def _bytes(self, part: str) -> bytes:
        return self.zip.read(part) if part in self.names else b""

    def _tree(self, part: str) -> ElementTree.Element:
        try:
            return ElementTree.fromstring(self._bytes(part) or b"<none/>")  # noqa: S314  (no DOCTYPE: capping)
        except ElementTree.ParseError:
            return ElementTree.Element("none")


def _place(attributes: bytes) -> Iterator[At]:
    """Of a cell that says where it stands."""
    found = _AT.search(attributes)
    if found:
        column = 0
        for each in found[1]:
            column = column * 26 + each - 64
        yield int(found[2]) - 1, column - 1
