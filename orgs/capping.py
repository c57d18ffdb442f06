"""Looking at an uploaded table before anything parses it: how large it is, and what a parser would make of it.

4.6 kB can hold a cell at XFD20000, for which a parser lays out 327 million cells, or a part that unpacks to gigabytes.
"""

import io
import re
import zipfile
from typing import IO

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS, MAX_PARTS = 20_000, 100, 200
PIECE = LONGEST_RUN = 1 << 18  # bytes; a cell's text is at most 32,767 characters
WITH_PICTURES, MAX_PICTURES = 60 * 1024 * 1024, 600  # bytes of a workbook with pictures in it; how many at most

# The place of a cell or row that is not within 20,000 rows and 100 columns (A to CV); asked of every cell, in one go.
_WITHIN = rb"(?:[A-Za-z]|[ABab][A-Za-z]|[Cc][A-Va-v])?(?:[1-9][0-9]{0,3}|1[0-9]{4}|20000)"
_ODD = re.compile(rb"""<(?:[^\s<>/:]+:)?(?:c|row)\s[^<]*?\br\s*=\s*["'](?!""" + _WITHIN + rb"""["'])([^"']*)["']""")
_PLACE = re.compile(rb"([A-Za-z]{0,3})([0-9]{1,7})")
_TARGET = re.compile(rb"""\bTarget\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
TOO_WIDE = f"表格过大：最多{MAX_ROWS}行、{MAX_COLUMNS}列。请删去多余的行列，或分成几份后再导入。"
_BROKEN = "文件含有不允许的内容，无法导入。请用Excel或WPS另存后再导入。"


class Refused(ValueError):
    """A table that is not opened; its text is a Chinese sentence for the person who chose it."""


def check_bytes(size: int) -> None:
    if size > MAX_BYTES:
        raise Refused(f"文件超过{MAX_BYTES // 1024 // 1024}MB，请分成几份后再导入。")


def check_workbook(data: bytes) -> None:
    """Read a packed workbook's parts as plain bytes, in pieces. Raises Refused."""
    check_bytes(len(data))
    _check_package(io.BytesIO(data), pictures=0)


def check_illustrated(file: IO[bytes], size: int) -> None:
    """As `check_workbook`, for one that may hold pictures: they count apart and are not looked into."""
    if size > WITH_PICTURES:
        raise Refused(f"文件超过{WITH_PICTURES // 1024 // 1024}MB，请分成几份，或把照片放进压缩包另行上传。")
    _check_package(file, pictures=MAX_PICTURES)


def _check_package(file: IO[bytes], *, pictures: int) -> None:
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            images = [part for part in parts if pictures and _is_picture(part.filename)]
            tables = [part for part in parts if not (pictures and _is_picture(part.filename))]
            if len(images) > pictures or len(tables) > MAX_PARTS or _unpacked(tables) > MAX_UNPACKED:
                raise Refused("文件解开后过大，无法导入。请另存为新的工作簿，只保留需要的数据。")
            if _unpacked(images) > 2 * WITH_PICTURES:
                raise Refused("文件中的照片过大，无法导入。请压缩照片，或把照片放进压缩包另行上传。")
            left = MAX_UNPACKED
            for part in tables:
                left -= _check_part(package, part, left)
                if part.filename.lower().endswith("workbook.xml.rels"):
                    _check_targets(package.read(part))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refused("文件不是有效的Excel工作簿（.xlsx），或已损坏。请用Excel或WPS另存后再导入。") from error


def check_size(rows: int, columns: int) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise Refused(TOO_WIDE)


def _is_picture(name: str) -> bool:
    return name.startswith("xl/media/") and not name.lower().endswith((".xml", ".rels"))


def _unpacked(parts: list[zipfile.ZipInfo]) -> int:
    return sum(part.file_size for part in parts)


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Returns how many bytes it has; the size written in the package may lie."""
    size, before = 0, b""
    with package.open(part) as opened:
        while piece := opened.read(PIECE):
            size += len(piece)
            if size > left:
                raise Refused("文件解开后过大，无法导入。请另存为新的工作簿，只保留需要的数据。")
            if part.filename.lower().endswith((".xml", ".rels")):
                _check_words(before + piece)
            before += piece
            before = before[before.rfind(b"<") :]  # a tag may be cut in two
            if len(before) > LONGEST_RUN:
                raise Refused(_BROKEN)
    return size


def _check_targets(relations: bytes) -> None:
    """A sheet is whatever part the workbook names: one called otherwise would not have been looked into."""
    for found in _TARGET.finditer(relations):
        target = found[1] or found[2] or b""
        if not target.endswith(b".xml") or b"media/" in target.lower():
            raise Refused(_BROKEN)


def _check_words(text: bytes) -> None:
    # a NUL means UTF-16, in which the words below would hide
    if b"\0" in text or any(word in text for word in _FORBIDDEN):
        raise Refused(_BROKEN)
    odd = _ODD.search(text)
    if odd is None:
        return
    found = _PLACE.fullmatch(odd[1])
    if found is None:
        raise Refused(_BROKEN)
    check_size(int(found[2]), _column(found[1].upper()))
    raise Refused(_BROKEN)  # a place within bounds, written as no program writes it


def _column(letters: bytes) -> int:
    number = 0
    for each in letters:
        number = number * 26 + each - 64
    return number
