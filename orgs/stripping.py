"""Pictures among attachments lose what a camera writes beside the pixels: place, serial numbers, thumbnails, notes.

The picture itself is copied as it is, not encoded again. Which side is up is kept.
"""

import struct
from collections.abc import Iterator

from PIL import Image

_ORIENTATION = 0x0112
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_NOT_A_SEGMENT = {0x00, *range(0xD0, 0xD8)}  # within a scan: a stuffed byte, or a restart
_DROPPED = {*range(0xE1, 0xF0), 0xFE} - {0xE2, 0xEE}  # APP1 to APP15 and comments; APP2 and APP14 carry colour
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}


def jpeg(data: bytes) -> bytes:
    """The JPEG without metadata and without anything after its end. Raises ValueError when it is broken."""
    out, orientation = bytearray(b"\xff\xd8"), 1
    for marker, segment in _segments(data):
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            orientation = _orientation(segment[4:])
        elif _kept(marker, segment[4:16]):
            out += segment
    if orientation in range(2, 9):
        out[2:2] = _upright(orientation)
    return bytes(out + b"\xff\xd9")


def png(data: bytes) -> bytes:
    """The PNG with nothing but picture and colour. Raises ValueError when it is broken."""
    out, at = bytearray(_PNG_HEAD), len(_PNG_HEAD)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            break
        if kind in _PNG_KEPT:
            out += data[at:end]
        if kind == b"IEND":
            return bytes(out)
        at = end
    raise ValueError("the file ends before the picture does")


def _kept(marker: int, head: bytes) -> bool:
    if marker == 0xE0:
        return head.startswith(b"JFIF\0")  # the other kind of this segment holds a thumbnail
    if marker == 0xE2:
        return head.startswith(b"ICC_PROFILE\0")  # the other kinds point to further pictures
    return marker not in _DROPPED


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment after the start, a scan with its data; up to the end of the picture."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at : at + 1] != b"\xff" or at + 4 > len(data):
            if data[at : at + 2] == b"\xff\xd9":
                return
            raise ValueError("a segment was expected")
        marker = data[at + 1]
        if marker == _EOI:
            return
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        end = at + 2 + length
        if marker == _SOS:
            end = _end_of_scan(data, end)
        if length < 2 or end > len(data):
            raise ValueError("the file ends before the picture does")
        yield marker, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] == 0xFF:
            at += 1
        elif data[at + 1] in _NOT_A_SEGMENT:
            at += 2
        else:
            return at
    raise ValueError("the file ends before the picture does")


def _orientation(block: bytes) -> int:
    exif = Image.Exif()
    try:
        exif.load(block)
        return int(exif.get(_ORIENTATION, 1))
    except Exception:  # cameras break this block in every way there is; then the picture stays as it lies
        return 1


def _upright(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    block = exif.tobytes()
    return b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
