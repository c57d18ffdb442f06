"""Pictures that come with a workbook: by file name in a ZIP beside it, or lying in the row's cells."""

import hashlib
import io
import posixpath
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.conf import settings

from activities import imaging
from activities.imaging import PhotoError
from activities.table_dates import CellError
from activities.table_parts import Package
from orgs.capping import Refused

ZIP_BYTES, ZIP_ENTRIES = 200 * 1024 * 1024, 2000
MOST = 300  # pictures of one import: a job has its time, and all of it is written at once
IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db")
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Picture:
    """`digest` is the file's SHA-256, by which the same picture is known again."""

    name: str
    digest: str
    part: str
    in_zip: bool


class Pictures:
    """`most` is how many bytes one picture may have. Raises Refused for a ZIP that is none or holds too much."""

    def __init__(self, package: Package | None, archive: IO[bytes] | None, *, most: int) -> None:
        self.package, self.most = package, most
        self.archive = _opened(archive) if archive is not None else None
        self.names = _names(self.archive) if self.archive else {}
        self.found: dict[str, Picture] = {}
        self.failed: dict[str, str] = {}

    def named(self, name: str) -> Picture:
        """The picture that a cell names; with its folder, or without where the name stands alone. Raises CellError."""
        if self.archive is None:
            raise CellError(f"没有一同上传照片压缩包，找不到“{name}”。请把照片打包成ZIP一同上传，或清空此格")
        parts = self.names.get(name.replace("\\", "/").strip().lower(), [])
        if not parts:
            raise CellError(f"照片压缩包中没有“{name}”，请核对文件名（含扩展名）")
        if len(parts) > 1:
            raise CellError(f"照片压缩包中有{len(parts)}个“{name}”，请写明所在文件夹，如：{_shown(parts[0])}")
        return self._picture(parts[0], _shown(posixpath.basename(parts[0])), in_zip=True)

    def lying(self, parts: Iterable[str]) -> list[Picture]:
        """Those in a row's cells. Raises CellError."""
        return [self._picture(part, f"单元格中的照片{n}", in_zip=False) for n, part in enumerate(parts, start=1)]

    def data(self, picture: Picture) -> bytes:
        """The file's bytes."""
        if not picture.in_zip:
            return self.package.read(picture.part, self.most) if self.package else b""
        if self.archive is None:
            return b""
        with self.archive.open(picture.part) as opened:
            return opened.read(self.most + 1)

    def unused(self) -> list[str]:
        """Names in the ZIP that no cell asked for."""
        if self.archive is None:
            return []
        return [_shown(name) for name in _files(self.archive) if f"zip:{name}" not in {*self.found, *self.failed}]

    def _picture(self, part: str, name: str, *, in_zip: bool) -> Picture:
        key = f"zip:{part}" if in_zip else part
        if key in self.failed:
            raise CellError(self.failed[key])
        if key not in self.found:
            try:
                self.found[key] = self._looked_at(Picture(name, "", part, in_zip))
            except (PhotoError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
                why = str(error) if isinstance(error, PhotoError) else "文件已损坏或加密"
                self.failed[key] = f"照片“{name}”不能使用：{why}"
                raise CellError(self.failed[key]) from None
        return self.found[key]

    def _looked_at(self, picture: Picture) -> Picture:
        if len(self.found) >= MOST:
            raise PhotoError(f"一次最多导入{MOST}张照片，请分成几份")
        data = self.data(picture)
        imaging.inspect(io.BytesIO(data), max_bytes=self.most, max_pixels=settings.PHOTO_MAX_PIXELS)
        return Picture(picture.name, hashlib.sha256(data).hexdigest(), picture.part, picture.in_zip)


def check_archive(file: IO[bytes], size: int) -> None:
    """Raises Refused."""
    if size > ZIP_BYTES:
        raise Refused(f"照片压缩包超过{ZIP_BYTES // 1024 // 1024}MB，请分成几份后再上传。")
    _opened(file)


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise Refused("照片压缩包不是有效的ZIP文件，或已损坏。请重新打包成ZIP后再上传。") from error
    if len(archive.infolist()) > ZIP_ENTRIES:
        raise Refused(f"照片压缩包中的文件超过{ZIP_ENTRIES}个，请分成几份后再上传。")
    return archive


def _files(archive: zipfile.ZipFile) -> list[str]:
    names = (part.filename for part in archive.infolist() if not part.is_dir())
    return [name for name in names if not any(word in name for word in IGNORED)]


def _names(archive: zipfile.ZipFile) -> dict[str, list[str]]:
    """Every way in which a cell may name a file → the parts that are called so."""
    found: dict[str, list[str]] = {}
    for part in _files(archive):
        whole = _shown(part).replace("\\", "/").lower()
        for name in {whole, posixpath.basename(whole)}:
            found.setdefault(name, []).append(part)
    return found


def _shown(part: str) -> str:
    """The name as it was typed: Windows packs Chinese names as GBK without saying so, which reads as cp437."""
    try:
        raw = part.encode("cp437")
        return raw.decode("utf-8") if _is_utf8(raw) else raw.decode("gb18030")
    except UnicodeError:
        return part


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
