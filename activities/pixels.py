"""A photo's pixels: shrunk, turned upright, in sRGB, with nothing else attached."""

import io
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import cast

from PIL import Image, ImageCms

_BANDS = 32
_WORKERS = 2
_SRGB = ImageCms.createProfile("sRGB")
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def load(image: Image.Image, side: int) -> Image.Image:
    """The file's picture, no side longer than `side` pixels; a new image, with none of the file's other contents."""
    image.draft("", fit(image.size, side))  # a JPEG is then decoded at half or a quarter; others ignore it
    image.load()
    return shrink(image, side)


def finish(picture: Image.Image, orientation: int, profile: bytes | None) -> Image.Image:
    """The picture upright and in sRGB."""
    if orientation in _UPRIGHT:
        picture = picture.transpose(_UPRIGHT[orientation])
    return _in_srgb(picture, profile)


def fit(size: tuple[int, int], side: int) -> tuple[int, int]:
    """The size in proportion whose longer side is `side`; never larger than it was."""
    scale = min(1, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def shrink(image: Image.Image, side: int) -> Image.Image:
    """A new image no longer than `side`, made in bands so that no second full-sized copy is ever held."""
    width, height = fit(image.size, side)
    step = image.height / height
    margin = math.ceil(2 * max(step, 1)) + 1  # rows that bicubic looks at beyond the band

    def band(rows: tuple[int, int]) -> Image.Image:
        top, bottom = rows[0] * step, min(rows[1] * step, image.height)
        upper, lower = max(0, math.floor(top) - margin), min(image.height, math.ceil(bottom) + margin)
        strip = _mixable(image.crop((0, upper, image.width, lower)))
        box = (0, top - upper, image.width, min(bottom - upper, strip.height))
        return strip.resize((width, rows[1] - rows[0]), Image.Resampling.BICUBIC, box)

    edges = sorted({height * n // _BANDS for n in range(_BANDS + 1)})
    with ThreadPoolExecutor(_WORKERS) as pool:  # Pillow lets go of the interpreter while it resizes
        whole = None
        for top, strip in zip(edges, pool.map(band, pairwise(edges)), strict=False):
            whole = whole or Image.new(strip.mode, (width, height))
            whole.paste(strip, (0, top))
    return cast(Image.Image, whole)


def fingerprint(picture: Image.Image) -> str:
    """dHash in 16 hex digits: of 8 × 8 points, which is darker than its right neighbour? Survives another encoding."""
    grey = picture.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = [grey[row * 9 + column] < grey[row * 9 + column + 1] for row in range(8) for column in range(8)]
    return f"{sum(bit << place for place, bit in enumerate(reversed(bits))):016x}"


def _mixable(image: Image.Image) -> Image.Image:
    """The image in a mode whose neighbouring pixels can be mixed: RGB, L or CMYK, on white where it is transparent."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(_sixteen_to_eight).convert("L")
    if "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode in ("RGBA", "LA"):
        paper = Image.new(image.mode[:-1], image.size, "white")
        paper.paste(image.convert(paper.mode), mask=image.getchannel("A"))
        return paper
    return image.convert({"P": "RGB", "1": "L"}.get(image.mode, image.mode))


# Pillow runs this on a stand-in, not on numbers: only + - * / are understood.
_sixteen_to_eight = cast(Callable[[int], float], lambda value: value * (1 / 257))


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "srgb" not in ImageCms.getProfileDescription(source).lower():
                image = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB") or image
        except (OSError, ImageCms.PyCMSError):
            pass  # broken, or made for other colours: the numbers are taken for sRGB
    return image if image.mode == "RGB" else image.convert("RGB")
