"""Attachments: what may come in, told by content and by name alike. Nothing here opens a document."""

import hashlib
import struct
from collections.abc import Callable
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File

from orgs import stripping

ACCEPTED = "PDF、OFD、Word、Excel、PPT、WPS文档，JPEG、PNG图片，MP4视频，TXT、CSV文本，ZIP压缩包"
TAIL = 22 + 65535  # a ZIP's end record and the longest comment after it
LISTING = 2 * 1024 * 1024  # bytes of a ZIP's list of names: some twenty thousand
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OOXML = "application/vnd.openxmlformats-officedocument."


def check(file: File, *, most: int) -> None:
    """Raise ValidationError, with a sentence naming the file, unless it is of a kind accepted and `most` bytes big."""
    name = file.name or ""
    if not file.size:
        raise ValidationError(f"“{name}”是空文件，请核对后重新选择。")
    if file.size > most:
        raise ValidationError(f"“{name}”超过{most // 1024 // 1024}MB，请压缩或拆分后再上传。")
    known = KINDS.get(suffix(name))
    if known is None:
        raise ValidationError(f"“{name}”的格式不能上传。可以上传：{ACCEPTED}。")
    if not known[1](file):
        raise ValidationError(f"“{name}”的内容与文件名不符或已损坏，请用原软件打开并另存后再上传。")
    file.seek(0)


def is_protected(file: File) -> bool:
    """Whether a PDF says that it is encrypted: by a password to open it, or only against printing. Nothing is opened;
    the name of the entry stands in plain bytes, also where the rest is compressed."""
    if suffix(file.name or "") != "pdf":
        return False
    before = b""
    file.seek(0)
    for piece in file.chunks():
        if b"/Encrypt" in before + piece:
            file.seek(0)
            return True
        before = piece[-8:]
    file.seek(0)
    return False


def cleaned(file: File) -> File:
    """The file to store: pictures without the place, camera and notes written into them; others as they are.

    Raises ValidationError when a picture is broken.
    """
    strip = {"jpg": stripping.jpeg, "jpeg": stripping.jpeg, "png": stripping.png}.get(suffix(file.name or ""))
    if strip is None:
        return file
    file.seek(0)
    try:
        return ContentFile(strip(file.read()), name=file.name)
    except ValueError:
        raise ValidationError(f"“{file.name}”不完整或已损坏，请重新导出后再上传。") from None


def digest(file: File) -> str:
    """SHA-256 of the content, in hexadecimal; read in pieces, and left at its beginning."""
    found = hashlib.sha256()
    file.seek(0)
    for piece in file.chunks():
        found.update(piece)
    file.seek(0)
    return found.hexdigest()


def suffix(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def content_type(name: str) -> str:
    """What a download is called; nothing a browser would run."""
    return KINDS.get(suffix(name), ("application/octet-stream",))[0]


def _starts(*heads: bytes) -> Callable[[File], bool]:
    return lambda file: _head(file, 16).startswith(heads)


def _head(file: IO[bytes] | File, size: int) -> bytes:
    file.seek(0)
    return file.read(size)


def _zip_with(*wanted: str) -> Callable[[File], bool]:
    """A ZIP that holds the names `wanted` and no macros."""

    def holds(file: File) -> bool:
        names = _names(file)
        return set(wanted) <= names and not any(name.endswith("vbaProject.bin") for name in names)

    return holds


def _names(file: File) -> set[str]:
    """The names in a ZIP's list; none when it is no ZIP, or a list too long to be honest (a bomb)."""
    file.seek(max(0, file.size - TAIL))
    tail = file.read(TAIL)
    at = tail.rfind(b"PK\x05\x06")
    if _head(file, 4) != b"PK\x03\x04" or at < 0 or len(tail) < at + 22 or b"PK\x06\x07" in tail:
        return set()
    length, offset = struct.unpack("<II", tail[at + 12 : at + 20])
    if length > LISTING or offset + length > file.size:
        return set()
    file.seek(offset)
    return set(_entries(file.read(length)))


def _entries(listing: bytes):
    at = 0
    while listing[at : at + 4] == b"PK\x01\x02" and len(listing) >= at + 46:
        name, extra, comment = struct.unpack("<HHH", listing[at + 28 : at + 34])
        yield listing[at + 46 : at + 46 + name].decode("utf-8", "replace")
        at += 46 + name + extra + comment


def _video(file: File) -> bool:
    return _head(file, 12)[4:8] == b"ftyp"


def _text(file: File) -> bool:
    head = _head(file, 65536)
    if b"\0" in head:
        return False
    return any(_decodes(head, code) for code in ("utf-8", "gb18030"))


def _decodes(head: bytes, code: str) -> bool:
    try:
        head[: len(head) - 4 if len(head) == 65536 else None].decode(code)
    except UnicodeDecodeError as broken:
        return len(head) == 65536 and broken.start > len(head) - 12  # a sign cut in two at the end
    return True


def _either(*tests: Callable[[File], bool]) -> Callable[[File], bool]:
    return lambda file: any(test(file) for test in tests)


_old, _any_zip = _starts(_OLE), lambda file: bool(_names(file))
# suffix → what the download is called, and the test of its content
KINDS: dict[str, tuple[str, Callable[[File], bool]]] = {
    "pdf": ("application/pdf", _starts(b"%PDF-")),
    "ofd": ("application/ofd", _zip_with("OFD.xml")),
    "docx": (f"{_OOXML}wordprocessingml.document", _zip_with("[Content_Types].xml")),
    "xlsx": (f"{_OOXML}spreadsheetml.sheet", _zip_with("[Content_Types].xml")),
    "pptx": (f"{_OOXML}presentationml.presentation", _zip_with("[Content_Types].xml")),
    "doc": ("application/msword", _old),
    "xls": ("application/vnd.ms-excel", _old),
    "ppt": ("application/vnd.ms-powerpoint", _old),
    "wps": ("application/vnd.ms-works", _either(_old, _zip_with("[Content_Types].xml"))),
    "et": ("application/octet-stream", _either(_old, _zip_with("[Content_Types].xml"))),
    "dps": ("application/octet-stream", _either(_old, _zip_with("[Content_Types].xml"))),
    "jpg": ("image/jpeg", _starts(b"\xff\xd8\xff")),
    "jpeg": ("image/jpeg", _starts(b"\xff\xd8\xff")),
    "png": ("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "mp4": ("video/mp4", _video),
    "txt": ("text/plain; charset=utf-8", _text),
    "csv": ("text/csv; charset=utf-8", _text),
    "zip": ("application/zip", _any_zip),
}
