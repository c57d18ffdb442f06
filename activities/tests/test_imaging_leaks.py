"""Nothing leaves a photo but its pixels, and nothing small grows large."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from activities.imaging import prepare
from activities.tests.pictures import (
    CANARY,
    SECRETS,
    encoded,
    heic,
    heic_bomb,
    jpeg_bomb,
    lying_heic,
    png_bomb,
    png_chunk,
    scans_bomb,
    scene,
    swapped_profile,
    telling_heic,
    telling_jpeg,
    telling_png,
    telling_webp,
    webp_bomb,
)

ROOT = Path(__file__).resolve().parents[2]


def zipped():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("index.html", "<script>alert(1)</script>")
    return stream.getvalue()


PAYLOADS = {
    "html": b"<!doctype html><script>alert('CANARY')</script>",
    "js": b"*/=1;alert('CANARY');/*",
    "php": b"<?php echo 'CANARY'; ?>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "zip": zipped(),
    "pdf": b"%PDF-1.7 CANARY",
}
TELLING = {"jpeg": telling_jpeg, "png": telling_png, "webp": telling_webp, "heic": telling_heic}


def outputs(data):
    for each in prepare(io.BytesIO(data)).renditions.values():
        yield from (each.jpeg, each.webp)


def segments(jpeg):
    """The names of a JPEG's segments up to the picture itself."""
    at, found = 2, []
    while jpeg[at + 1] != 0xDA:
        found.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return set(found)


@pytest.mark.parametrize("kind", TELLING)
def test_place_serial_number_and_notes_are_gone(kind):
    data = TELLING[kind]()
    assert CANARY.encode() in data
    for content in outputs(data):
        assert not [secret for secret in SECRETS if secret in content]
        picture = Image.open(io.BytesIO(content))
        assert dict(picture.getexif()) == {}
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(picture.info)


def test_the_jpeg_has_no_segment_but_those_of_the_picture():
    for each in prepare(io.BytesIO(telling_jpeg())).renditions.values():
        assert segments(each.jpeg) <= {0xE0, 0xDB, 0xC0, 0xC4}  # JFIF's own head, tables, size
        assert each.jpeg.endswith(b"\xff\xd9")
        assert each.webp[12:16] == b"VP8 "  # not VP8X, the only form that can hold more
        assert int.from_bytes(each.webp[4:8], "little") == len(each.webp) - 8


@pytest.mark.parametrize("kind", TELLING)
@pytest.mark.parametrize("name", PAYLOADS)
def test_what_is_appended_does_not_survive(kind, name):
    payload = PAYLOADS[name]
    for content in outputs(TELLING[kind]() + payload):
        assert payload not in content
        assert not zipfile.is_zipfile(io.BytesIO(content))


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_is_hidden_inside_does_not_survive(name):
    payload = PAYLOADS[name]
    png, jpeg = encoded(scene(), "PNG"), encoded(scene())
    hidden = {
        "a PNG's own chunk": png[:33] + png_chunk(b"prVt", payload) + png[33:],
        "a JPEG's comment": jpeg[:2] + b"\xff\xfe" + (len(payload) + 2).to_bytes(2, "big") + payload + jpeg[2:],
        "a JPEG's colours": encoded(scene(), icc_profile=payload),
        "a HEIC's notes": heic(scene(), exif=b"Exif\0\0" + payload),
        "a box of its own": heic(scene()) + (len(payload) + 8).to_bytes(4, "big") + b"free" + payload,
        "a WebP's place": encoded(scene(), "WEBP", exif=b"Exif\0\0" + payload),
    }
    for data in hidden.values():
        assert payload in data
        assert not [content for content in outputs(data) if payload in content]


def test_other_colours_become_srgb():
    plain = Image.new("RGB", (64, 64), (200, 100, 50))
    of_other_pixels = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    colours = {}
    for name, profile in {"": None, "swap": swapped_profile(), "lab": of_other_pixels, "broken": b"nonsense"}.items():
        photo = prepare(io.BytesIO(encoded(plain, "PNG", icc_profile=profile)))
        colours[name] = Image.open(io.BytesIO(photo.renditions["large"].jpeg)).getpixel((30, 30))
    assert colours[""] == colours["lab"] == colours["broken"]
    assert all(abs(a - b) <= 3 for a, b in zip(colours[""], (200, 100, 50), strict=True))
    assert all(abs(a - b) <= 3 for a, b in zip(colours["swap"], (50, 100, 200), strict=True))


MEASURE = """
import io, json, resource, sys, time
from activities.imaging import PhotoError, prepare
limit = 200 * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
data, start = sys.stdin.buffer.read(), time.perf_counter()
try:
    prepare(io.BytesIO(data))
    said = ""
except PhotoError as error:
    said = str(error)
print(json.dumps({"said": said, "seconds": time.perf_counter() - start}))
"""
BOMBS = {
    "20 kB of 169 megapixels": (png_bomb, "像素过多"),
    "JPEG of 4,290 megapixels": (jpeg_bomb, "像素过多"),
    "WebP on a canvas of 268 megapixels": (webp_bomb, "像素过多"),
    "5,000 passes": (scans_bomb, "编码异常"),
    "HEIC of 3,600 megapixels": (heic_bomb, "像素过多"),
    "HEIC that says 64 × 64 and unfolds into 12 megapixels": (lying_heic, "不完整或已损坏"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_within_two_seconds_and_200_megabytes(name):
    """The whole process may not even reserve more than 200 MB, libraries included."""
    make, part = BOMBS[name]
    data = make()
    if name.startswith("20 kB"):
        assert len(data) < 30_000
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=data, capture_output=True, check=True, cwd=ROOT, timeout=60
    )
    result = json.loads(done.stdout)
    assert part in result["said"]
    assert result["seconds"] <= 2
