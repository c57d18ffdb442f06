"""What a file claims to be, read from its first bytes without decoding anything.

A decoder trusted with a hostile file has often reserved the memory before one can
ask it for the size; so kind and size are read here first.
"""

import struct
from collections.abc import Iterator

_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOFn; the others are tables
_JPEG_SCAN = 0xDA
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
_WITHIN = {b"meta": 4, b"iprp": 0, b"ipco": 0}  # boxes that hold others, and how many bytes stand before them


def kind(data: bytes) -> str | None:
    """JPEG, PNG, WEBP, HEIC; a name for others that people try (GIF, AVIF, SVG, BMP, TIFF, PDF); None if unknown."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        brands = _brands(data)
        return next((name for name, known in (("AVIF", _AVIF_BRANDS), ("HEIC", _HEIF_BRANDS)) if known & brands), None)
    starts = {
        b"\xff\xd8\xff": "JPEG",
        b"\x89PNG\r\n\x1a\n": "PNG",
        b"GIF8": "GIF",
        b"BM": "BMP",
        b"II*\0": "TIFF",
        b"MM\0*": "TIFF",
        b"%PDF": "PDF",
    }
    found = next((name for start, name in starts.items() if data.startswith(start)), None)
    if found:
        return found
    head = data[:4096].replace(b"\0", b"").lower()  # UTF-16 has its noughts
    return "SVG" if b"<svg" in head or b"<!doctype svg" in head else None


def sizes(data: bytes) -> list[tuple[int, int]]:
    """Every width and height that a JPEG, PNG, WebP or HEIC claims; empty if the header is broken."""
    try:
        return list({"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "HEIC": _heif}[kind(data) or ""](data))
    except (KeyError, IndexError, struct.error):
        return []


def scans(data: bytes) -> int:
    """How many passes over the picture a JPEG asks for: a progressive one has about ten, a bomb thousands."""
    return data.count(bytes((0xFF, _JPEG_SCAN)))


def _brands(data: bytes) -> set[bytes]:
    """The first brand and the compatible ones; AVIF and HEIC share mif1, so all of them count."""
    end = min(int.from_bytes(data[:4], "big"), 256, len(data))
    return {data[8:12], *(data[at : at + 4] for at in range(16, end - 3, 4))}


def _heif(data: bytes) -> Iterator[tuple[int, int]]:
    """The sizes of all pictures and tiles within (ISO/IEC 23008-12 §6.5.3)."""
    waiting = [(0, len(data))]
    while waiting:
        at, end = waiting.pop()
        while at + 8 <= end:
            length, name = struct.unpack_from(">I4s", data, at)
            start = at + 8
            if length == 1:
                (length,) = struct.unpack_from(">Q", data, start)
                start += 8
            until = min(at + length, end) if length else end
            if name == b"ispe":
                yield struct.unpack_from(">II", data, start + 4)
            elif name in _WITHIN:
                waiting.append((start + _WITHIN[name], until))
            if until < start:
                return  # shorter than its own head: nothing after it can be trusted
            at = until


def _png(data: bytes) -> Iterator[tuple[int, int]]:
    if data[12:16] == b"IHDR":
        yield struct.unpack_from(">II", data, 16)


def _jpeg(data: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while True:
        if data[at] != 0xFF:
            at += 1  # decoders look for the next marker, so must we
            continue
        marker = data[at + 1]
        if marker == _JPEG_SCAN:
            return
        if marker in (0x00, 0xFF) or marker in _JPEG_BARE:
            at += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            yield width, height
        at += 2 + max(length, 2)


def _webp(data: bytes) -> Iterator[tuple[int, int]]:
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 18]
        if name == b"VP8X":
            yield 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
        elif name == b"VP8L":
            bits = int.from_bytes(body[1:5], "little")
            yield 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        elif name == b"VP8 ":
            width, height = struct.unpack_from("<HH", body, 6)
            yield width & 0x3FFF, height & 0x3FFF
        at += 8 + length + length % 2
