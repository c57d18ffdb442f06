"""Photos: what comes in is checked, set upright, stripped and written anew in three sizes.

JPEG, PNG, WebP and HEIC are told by content; the name and the browser's word count for
nothing. Of several frames the first is kept. Nothing of the original survives but
its pixels: no EXIF (place, serial numbers), XMP, IPTC, comment or appended bytes.
"""

import hashlib
import io
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO

from PIL import Image, ImageFile, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from activities import exif, headers, heif, pixels

MAX_BYTES = 20 * 1024 * 1024
# WebP's decoder holds 16 bytes a pixel
MAX_PIXELS = {"JPEG": 50_000_000, "PNG": 50_000_000, "WEBP": 16_000_000, "HEIC": 50_000_000}
SIZES = (("large", 2560), ("medium", 1280), ("thumb", 400))
FULL = "full"  # the fourth, when wanted: as large as it came, JPEG only
_ANY_SIDE = 65_535  # the longest that a JPEG can be

_MOST_WORK = 600_000_000  # pixels × passes of a progressive JPEG
_SIDEWAYS = 5  # orientations from here on exchange width and height
_ACCEPTED = "请上传JPEG、PNG、WebP或HEIC格式的照片"
_DAMAGED = "图片文件不完整或已损坏，无法打开，请重新导出或重新拍摄后再上传"
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
    """One size of a photo, written as JPEG and as WebP; of the full one there is no WebP."""

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


def inspect(stream: BinaryIO, *, max_bytes: int = MAX_BYTES, max_pixels: int | None = None) -> Info:
    """Read the header only. Raises PhotoError."""
    data = _read(stream, max_bytes)
    try:
        return _heif(data, 0, max_pixels)[1] if _kind(data) == "HEIC" else _open(data, max_pixels)[1]
    except ValueError as error:
        raise _told(error) from error


def prepare(
    stream: BinaryIO,
    sizes: Sequence[tuple[str, int]] = SIZES,
    *,
    max_bytes: int = MAX_BYTES,
    max_pixels: int | None = None,
    keep_full: bool = False,
) -> Prepared:
    """Check the photo and write it anew; each size is the longest side in pixels, largest first, never enlarged.

    With `keep_full` also in its own size. `max_pixels` is this installation's limit, below those that are built in.
    Raises PhotoError.
    """
    data = _read(stream, max_bytes)
    wanted = [(FULL, _ANY_SIDE), *sizes] if keep_full else [*sizes]
    try:
        picture, info = _picture(data, max(side for _, side in wanted), max_pixels)
        renditions, smallest = _written_anew(picture, wanted)
    except Exception as error:  # Pillow raises whatever a broken file provokes
        raise _told(error) from error
    return Prepared(info, hashlib.sha256(data).hexdigest(), pixels.fingerprint(smallest), renditions)


def rewrite(stream: BinaryIO, change: Callable[[Image.Image], Image.Image], *, keep_full: bool) -> Prepared:
    """A picture of ours, changed and written anew in all sizes; the digest is then that of the new picture.

    Raises whatever `change` raises, and PhotoError when the picture cannot be read.
    """
    data = stream.read()
    wanted = [(FULL, _ANY_SIDE), *SIZES] if keep_full else [*SIZES]
    picture, info = _picture(data, _ANY_SIDE, None)
    picture = change(picture)
    info = replace(info, width=picture.width, height=picture.height)
    renditions, smallest = _written_anew(picture, wanted)
    digest = hashlib.sha256(next(iter(renditions.values())).jpeg).hexdigest()
    return Prepared(info, digest, pixels.fingerprint(smallest), renditions)


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


def _written_anew(picture: Image.Image, sizes: Sequence[tuple[str, int]]) -> tuple[dict[str, Rendition], Image.Image]:
    """Every size, and the picture in the smallest."""
    with ThreadPoolExecutor(1) as pool:  # WebP of one size is written while the next is made
        waiting: list[tuple[str, tuple[int, int], bytes, Future[bytes] | None]] = []
        for name, side in sizes:
            picture = pixels.shrink(picture, side) if max(picture.size) > side else picture
            # One after the other: save() keeps its options on the image, so two at once would mix them.
            jpeg = _written(picture, "JPEG", quality=90 if name == FULL else 84)
            # slower methods save 2 %
            webp = None if name == FULL else pool.submit(_written, picture, "WEBP", quality=76, method=0)
            waiting.append((name, picture.size, jpeg, webp))
        made = {
            name: Rendition(name, *size, jpeg, webp.result() if webp else b"") for name, size, jpeg, webp in waiting
        }
    return made, picture


def _told(error: Exception) -> PhotoError:
    """The sentence for the person, whatever it was that broke."""
    return error if isinstance(error, PhotoError) else PhotoError(_DAMAGED)


def _picture(data: bytes, side: int, most: int | None) -> tuple[Image.Image, Info]:
    if _kind(data) == "HEIC":
        return _heif(data, side, most)
    image, info, orientation = _open(data, most)
    picture, profile = pixels.load(image, side), image.info.get("icc_profile")
    del image  # the largest thing there is: gone before the next copy is made
    return pixels.finish(picture, orientation, profile), info


def _heif(data: bytes, side: int, most: int | None) -> tuple[Image.Image, Info]:
    """HEIC says itself how it is turned, and its decoder has turned it; what EXIF says of that is of no account."""
    claimed = headers.sizes(data)
    _check_size("HEIC", data, claimed, most)
    found = heif.decoded(data, side, pixels=max(width * height for width, height in claimed))
    _check_size("HEIC", data, [found.size], most)
    _, taken_at = exif.read(found.exif or None)
    return pixels.finish(found.picture, 1, found.profile or None), Info("HEIC", *found.size, taken_at)


def _kind(data: bytes) -> str:
    kind = headers.kind(data)
    if kind is None:
        raise PhotoError(f"这个文件不是图片，或格式无法识别，{_ACCEPTED}")
    if kind not in MAX_PIXELS:
        raise PhotoError(f"不支持{kind}格式，{_ACCEPTED}")
    return kind


def _open(data: bytes, most: int | None) -> tuple[ImageFile.ImageFile, Info, int]:
    kind = _kind(data)
    _check_size(kind, data, headers.sizes(data), most)
    try:
        image = _READERS[kind](io.BytesIO(data))
    except Exception as error:  # Pillow raises whatever a broken file provokes
        raise PhotoError(_DAMAGED) from error
    _check_size(kind, data, [image.size], most)
    orientation, taken_at = exif.read(image.info.get("exif"))
    width, height = image.size if orientation < _SIDEWAYS else image.size[::-1]
    return image, Info(kind, width, height, taken_at), orientation


def _check_size(kind: str, data: bytes, sizes: list[tuple[int, int]], limit: int | None) -> None:
    width, height = max(sizes, key=lambda size: size[0] * size[1], default=(0, 0))
    if width * height == 0:
        raise PhotoError(_DAMAGED)
    most = min(MAX_PIXELS[kind], limit or MAX_PIXELS[kind])
    if width * height > most:
        raise PhotoError(f"图片像素过多（{width}×{height}），最多{most // 10_000}万像素，请缩小后再上传")
    if kind == "JPEG" and width * height * headers.scans(data) > _MOST_WORK:
        raise PhotoError("图片编码异常，无法处理，请另存为普通JPEG后再上传")


def _written(picture: Image.Image, kind: str, **how: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **how)
    return stream.getvalue()
