"""How long a photo takes, and how much memory, measured in a process that does nothing else. Used by the benchmark."""

import io
import multiprocessing
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

from PIL import Image, ImageOps

from activities import imaging
from activities.apart import peak_mb

RUNS = 3  # in each process
TWELVE_MEGAPIXELS = (4000, 3000)
Measured = tuple[float, float]  # median seconds, peak MiB


def photo() -> bytes:
    """A 12-megapixel JPEG with the detail of a photo: a slope of light under noise at three scales."""
    picture = Image.radial_gradient("L").resize(TWELVE_MEGAPIXELS)
    bands = []
    for size, share in ((4, 0.5), (40, 0.4), (400, 0.3)):
        noise = Image.effect_noise((size * 4, size * 3), 90).resize(TWELVE_MEGAPIXELS, Image.Resampling.BICUBIC)
        bands.append(Image.blend(picture, noise, share))
    stream = io.BytesIO()
    Image.merge("RGB", bands).save(stream, "JPEG", quality=90)
    return stream.getvalue()


def ours(data: bytes) -> Measured:
    """Three sizes, each as JPEG and WebP, as the portal makes them."""
    return _measured(lambda: imaging.prepare(io.BytesIO(data)))


def decode_then_resize(data: bytes) -> Measured:
    """The same six files the obvious way: decode in full, turn upright, shrink each size from the whole."""
    return _measured(lambda: _plainly(data))


def apart(measure: Callable[[bytes], Measured], data: bytes) -> Measured:
    """Run one of the measurements in a fresh process, so that one's memory is not another's peak."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, data).result()


def _plainly(data: bytes) -> None:
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    for _, side in imaging.SIZES:
        scale = side / max(picture.size)
        shrunk = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BICUBIC)
        shrunk.save(io.BytesIO(), "JPEG", quality=84)
        shrunk.save(io.BytesIO(), "WEBP", quality=76, method=0)


def _measured(work: Callable[[], object]) -> Measured:
    spent, peak = [], 0.0
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
        peak = peak or peak_mb()  # of one photo; what the allocator keeps back for the next is another matter
    return statistics.median(spent), peak
