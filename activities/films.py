"""What a video file is, told by its content: MP4, MOV and WebM; and whether it says where it was taken.

Reads boxes (ISO/IEC 14496-12 §4.2) and EBML heads (RFC 8794), never a whole file into memory.
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from activities import webm_length

MP4, MOV, WEBM = "video/mp4", "video/quicktime", "video/webm"
EXTENSIONS = {MP4: "mp4", MOV: "mov", WEBM: "webm"}
_MP4_BRANDS = {
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"dash",
    b"3gp4",
    b"3gp5",
}
_MOV_BRAND = b"qt  "
# A file of other boxes, or with anything after the last one, may be something else as well.
_BOXES = {
    *(b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"uuid", b"meta", b"udta", b"pdin"),
    *(b"moof", b"mfra", b"sidx", b"styp", b"ssix", b"emsg", b"prft"),
}
_EBML = b"\x1a\x45\xdf\xa3"
_SEGMENT = b"\x18\x53\x80\x67"
_PIECE = 1024 * 1024
DAY = 24 * 3600
_NOTES = {b"udta", b"meta", b"uuid", b"free", b"skip"}  # where place, device and serial number stand, or anything else
_HOLDERS = {b"moov", b"trak", b"mdia", b"minf"}
_TRACKS = {b"vide", b"soun", b"tmcd", b"hint"}  # others may be the places passed through (camm, gpmd, mebx)
_PLACES = (b"LOCATION", b"location", b"ISO6709", b"exif:GPS")  # in a WebM's tags, which may stand anywhere
_LONGEST = max(len(mark) for mark in _PLACES)

ACCEPTED = "请上传MP4、MOV或WebM格式的视频"
DAMAGED = "视频文件不完整或已损坏，请重新导出后再上传"


class NoFilm(ValueError):
    """A file that is refused; its text is a Chinese sentence for the person who chose it."""


@dataclass(frozen=True, slots=True)
class Box:
    name: bytes
    at: int
    start: int  # of what it holds
    end: int


def media_type(file: BinaryIO) -> str:
    """One of the three types. Raises NoFilm for anything else, also for what has more in it than a video."""
    file.seek(0)
    head = file.read(4096)
    if head[4:8] == b"ftyp":
        return _iso(file, head)
    if head.startswith(_EBML):
        return _webm(file, head)
    raise NoFilm(f"这个文件不是视频，或格式无法识别，{ACCEPTED}")


def blank_notes(file: BinaryIO, kind: str) -> None:
    """Overwrite the notes of an MP4 or MOV with zeros, in place: nothing moves, so it plays as before."""
    if kind == WEBM:
        return
    waiting = list(boxes(file, 0, _size(file)))
    while waiting:
        box = waiting.pop()
        if box.name in _HOLDERS:
            waiting += boxes(file, box.start, box.end)
        elif box.name in _NOTES:
            file.seek(box.at + 4)
            file.write(b"free")
            file.seek(box.start)
            for at in range(box.start, box.end, _PIECE):
                file.write(bytes(min(_PIECE, box.end - at)))


def tells_place(file: BinaryIO, kind: str) -> bool:
    """Whether a file without its notes may still say where it was taken: in a track of its own, or in a WebM's tags."""
    if kind == WEBM:
        return _says(file, 0, _size(file))
    return bool(_tracks(file) - _TRACKS)


def seconds(file: BinaryIO, kind: str) -> int | None:
    """How long the file says it is, rounded; None when it does not say. Never more than a day."""
    if kind == WEBM:
        told = webm_length.seconds(_at(file, 0, _PIECE))
        return round(told) if told is not None and told <= DAY else None
    for moov in (box for box in boxes(file, 0, _size(file)) if box.name == b"moov"):
        for box in boxes(file, moov.start, moov.end):
            if box.name == b"mvhd":
                return _duration(_at(file, box.start, 32))
    return None


def boxes(file: BinaryIO, at: int, end: int) -> Iterator[Box]:
    """The boxes that stand in a row between two places. Raises NoFilm when they do not fit."""
    while at < end:
        head = _at(file, at, 16)
        if len(head) < 8:
            raise NoFilm(DAMAGED)
        length, name = struct.unpack_from(">I4s", head)
        start = at + 8
        if length == 1 and len(head) == 16:
            (length,) = struct.unpack_from(">Q", head, 8)
            start = at + 16
        until = at + length if length else end
        if not start <= until <= end:
            raise NoFilm(DAMAGED)
        yield Box(name, at, start, until)
        at = until


def _iso(file: BinaryIO, head: bytes) -> str:
    length = int.from_bytes(head[:4], "big")
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(length, 256), 4))}
    kind = MOV if head[8:12] == _MOV_BRAND else MP4 if brands & _MP4_BRANDS else None
    if kind is None:
        raise NoFilm(f"不支持这种视频格式，{ACCEPTED}")
    found = list(boxes(file, 0, _size(file)))
    names = {box.name for box in found}
    if not {b"moov", b"mdat"} <= names or names - _BOXES:
        raise NoFilm(DAMAGED)
    if b"vide" not in _tracks(file):
        raise NoFilm(f"文件中没有画面，{ACCEPTED}")
    return kind


def _tracks(file: BinaryIO) -> set[bytes]:
    """What the tracks are of: vide, soun …"""
    waiting, found = list(boxes(file, 0, _size(file))), set()
    while waiting:
        box = waiting.pop()
        if box.name in (b"moov", b"trak", b"mdia"):
            waiting += boxes(file, box.start, box.end)
        elif box.name == b"hdlr":
            found.add(_at(file, box.start + 8, 4))
    return found


def _webm(file: BinaryIO, head: bytes) -> str:
    at = head.find(b"\x42\x82", 4, 64)  # DocType
    if at < 0 or head[at + 3 : at + 3 + (head[at + 2] & 0x7F)] != b"webm":
        raise NoFilm(f"不支持这种视频格式（MKV等），{ACCEPTED}")
    if _SEGMENT not in head[:256] or b"V_" not in _at(file, 0, _PIECE):
        raise NoFilm(DAMAGED)
    return WEBM


def _duration(mvhd: bytes) -> int | None:
    try:
        scale, length = struct.unpack_from(*((">IQ", mvhd, 20) if mvhd[:1] == b"\1" else (">II", mvhd, 12)))
    except struct.error:
        return None
    found = round(length / scale) if scale else None
    return found if found is not None and found <= DAY else None


def _says(file: BinaryIO, at: int, end: int) -> bool:
    carried = b""
    file.seek(at)
    while at < end:
        piece = file.read(min(_PIECE, end - at))
        if not piece:
            break
        at += len(piece)
        window = carried + piece
        if any(mark in window for mark in _PLACES):
            return True
        carried = window[-_LONGEST:]
    return False


def _at(file: BinaryIO, place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)


def _size(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)
