"""Pictures placed in a workbook's cells: the drawing of a sheet, and the files it names (ECMA-376 part 1, §20.5)."""

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
ART = "http://schemas.openxmlformats.org/drawingml/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EMU = 9525  # units of DrawingML in a pixel of 1/96 inch


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG in the cell of `row` (1 = the heading) and `column` (0 = A), so many pixels large; read when written."""

    row: int
    column: int
    width: int
    height: int
    name: str
    read: Callable[[], bytes | None]


def write_pictures(package: zipfile.ZipFile, number: int, pictures: Iterable[Picture]) -> None:
    """The drawing of sheet `number`. A picture whose file is gone is left out."""
    anchors: list[str] = []
    relations: list[str] = []
    for picture in pictures:
        data = picture.read()
        if data is None:
            continue
        place = len(anchors) + 1
        stored = zipfile.ZipInfo(f"xl/media/sheet{number}-{place}.jpeg")
        package.writestr(stored, data, zipfile.ZIP_STORED)
        anchors.append(_anchor(picture, place))
        relations.append(
            f'<Relationship Id="rId{place}" Type="{DOCUMENT}/image" Target="../media/sheet{number}-{place}.jpeg"/>'
        )
    package.writestr(
        f"xl/drawings/drawing{number}.xml",
        f'{XML}<xdr:wsDr xmlns:xdr="{ART}/spreadsheetDrawing" xmlns:a="{ART}/main" xmlns:r="{DOCUMENT}">'
        f"{''.join(anchors)}</xdr:wsDr>",
    )
    package.writestr(f"xl/drawings/_rels/drawing{number}.xml.rels", _relations(relations))
    own = f'<Relationship Id="rId1" Type="{DOCUMENT}/drawing" Target="../drawings/drawing{number}.xml"/>'
    package.writestr(f"xl/worksheets/_rels/sheet{number}.xml.rels", _relations([own]))


def _anchor(picture: Picture, place: int) -> str:
    size = f'cx="{picture.width * EMU}" cy="{picture.height * EMU}"'
    return (
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>{picture.column}</xdr:col><xdr:colOff>{3 * EMU}</xdr:colOff>"
        f"<xdr:row>{picture.row - 1}</xdr:row><xdr:rowOff>{3 * EMU}</xdr:rowOff></xdr:from>"
        f"<xdr:ext {size}/>"
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{place + 1}" name="图{place}" descr={quoteattr(picture.name)}/>'
        '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="rId{place}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>'
    )


def _relations(rows: Iterable[str]) -> str:
    return f'{XML}<Relationships xmlns="{RELATIONS}">{"".join(rows)}</Relationships>'
