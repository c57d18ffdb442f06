"""Photos: what comes in is checked, set upright, stripped and written anew in three sizes.

JPEG, PNG and WebP are told by content; the name and the browser's word count for
nothing. Of several frames the first is kept. Nothing of the original survives but
its pixels: no EXIF (place, serial numbers), XMP, IPTC, comment or appended bytes.
"""

import hashlib
import io
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from PIL import Image, ImageFile, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from activities import exif, headers, pixels

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = {"JPEG": 50_000_000, "PNG": 50_000_000, "WEBP": 16_000_000}  # WebP's decoder holds 16 bytes a pixel
SIZES = (("large", 2560), ("medium", 1280), ("thumb", 400))

_MOST_WORK = 600_000_000  # pixels × passes of a progressive JPEG
_SIDEWAYS = 5  # orientations from here on exchange width and height
_ACCEPTED = "请上传JPEG、PNG或WebP格式的照片"
_DAMAGED = "图片文件不完整或已损坏，无法打开，请重新导出或重新拍摄后再上传"
_HEIC = "暂不支持HEIC格式，请在手机相机设置中选择“兼容性最佳”，或另存为JPEG后再上传"
# Opened by class: Image.open() would also try the multi-picture reader on a phone's JPEG.
_READERS: dict[str | None, type[ImageFile.ImageFile]] = {
    "JPEG": JpegImagePlugin.JpegImageFile,
    "PNG": PngImagePlugin.PngImageFile,
    "WEBP": WebPImagePlugin.WebPImageFile,
}


class PhotoError(ValueError):
    """A photo that is refused; its text is a Chinese sentence for the person who chose it."""


@dataclass(frozen=True, slots=True)
class Info:
    """What the file says of itself: kind, size once upright, and when it was taken (Beijing's time) if it says so."""

    kind: str
    width: int
    height: int
    taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a photo, written as JPEG and as WebP."""

    name: str
    width: int
    height: int
    jpeg: bytes
    webp: bytes


@dataclass(frozen=True, slots=True)
class Prepared:
    """A photo ready to be kept: `digest` is the original file's SHA-256, `fingerprint` the picture's dHash."""

    info: Info
    digest: str
    fingerprint: str
    renditions: dict[str, Rendition]


def inspect(stream: BinaryIO, *, max_bytes: int = MAX_BYTES) -> Info:
    """Read the header only. Raises PhotoError."""
    return _open(_read(stream, max_bytes))[1]


def prepare(stream: BinaryIO, sizes: Sequence[tuple[str, int]] = SIZES, *, max_bytes: int = MAX_BYTES) -> Prepared:
    """Check the photo and write it anew; each size is the longest side in pixels, largest first, never enlarged.

    Raises PhotoError.
    """
    data = _read(stream, max_bytes)
    try:
        picture, info = _picture(data, max(side for _, side in sizes))
        renditions = {}
        with ThreadPoolExecutor(1) as pool:  # WebP of one size is written while the next is made
            waiting: list[tuple[str, tuple[int, int], bytes, Future[bytes]]] = []
            for name, side in sizes:
                picture = pixels.shrink(picture, side) if max(picture.size) > side else picture
                # One after the other: save() keeps its options on the image, so two at once would mix them.
                jpeg = _written(picture, "JPEG", quality=84)
                webp = pool.submit(_written, picture, "WEBP", quality=76, method=0)  # slower methods save 2 %
                waiting.append((name, picture.size, jpeg, webp))
            renditions = {name: Rendition(name, *size, jpeg, webp.result()) for name, size, jpeg, webp in waiting}
    except PhotoError:
        raise
    except Exception as error:  # Pillow raises whatever a broken file provokes
        raise PhotoError(_DAMAGED) from error
    return Prepared(info, hashlib.sha256(data).hexdigest(), pixels.fingerprint(picture), renditions)


def likeness(one: str, other: str) -> int:
    """In how many of 64 bits two fingerprints differ: 0 for the same picture, a few for its variants."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _read(stream: BinaryIO, max_bytes: int) -> bytes:
    stream.seek(0)
    data = stream.read(max_bytes + 1)
    if not data:
        raise PhotoError(f"选择的文件是空的，{_ACCEPTED}")
    if len(data) > max_bytes:
        raise PhotoError(f"图片超过{max_bytes / 1024 / 1024:g}MB，请压缩后再上传")
    return data


def _picture(data: bytes, side: int) -> tuple[Image.Image, Info]:
    image, info, orientation = _open(data)
    picture, profile = pixels.load(image, side), image.info.get("icc_profile")
    del image  # the largest thing there is: gone before the next copy is made
    return pixels.finish(picture, orientation, profile), info


def _open(data: bytes) -> tuple[ImageFile.ImageFile, Info, int]:
    kind = headers.kind(data)
    if kind is None:
        raise PhotoError(f"这个文件不是图片，或格式无法识别，{_ACCEPTED}")
    if kind not in _READERS:
        raise PhotoError(_HEIC if kind == "HEIC" else f"不支持{kind}格式，{_ACCEPTED}")
    _check_size(kind, data, headers.sizes(data))
    try:
        image = _READERS[kind](io.BytesIO(data))
    except Exception as error:  # Pillow raises whatever a broken file provokes
        raise PhotoError(_DAMAGED) from error
    _check_size(kind, data, [image.size])
    orientation, taken_at = exif.read(image.info.get("exif"))
    width, height = image.size if orientation < _SIDEWAYS else image.size[::-1]
    return image, Info(kind, width, height, taken_at), orientation


def _check_size(kind: str, data: bytes, sizes: list[tuple[int, int]]) -> None:
    width, height = max(sizes, key=lambda size: size[0] * size[1], default=(0, 0))
    if width * height == 0:
        raise PhotoError(_DAMAGED)
    most = MAX_PIXELS[kind]
    if width * height > most:
        raise PhotoError(f"图片像素过多（{width}×{height}），最多{most // 10_000}万像素，请缩小后再上传")
    if kind == "JPEG" and width * height * headers.scans(data) > _MOST_WORK:
        raise PhotoError("图片编码异常，无法处理，请另存为普通JPEG后再上传")


def _written(picture: Image.Image, kind: str, **how: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **how)
    return stream.getvalue()
