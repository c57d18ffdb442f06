import datetime as dt
import hashlib
import io
import os
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from activities.imaging import MAX_BYTES, SIZES, PhotoError, inspect, likeness, prepare
from activities.tests.pictures import (
    encoded,
    jpeg_bomb,
    png_bomb,
    scans_bomb,
    scene,
    telling_exif,
    telling_jpeg,
    webp_bomb,
)

BEIJING = ZoneInfo("Asia/Shanghai")
CORNERS = {"red": (254, 0, 0), "lime": (0, 255, 1), "blue": (0, 0, 254), "white": (255, 255, 255)}
BROKEN_BLOCKS_WARN = pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow says so and goes on


def ready(data, **how):
    return prepare(io.BytesIO(data), **how)


def refusal(data):
    messages = set()
    for way in (prepare, inspect):
        with pytest.raises(PhotoError) as caught:
            way(io.BytesIO(data))
        messages.add(str(caught.value))
    assert len(messages) == 1
    return messages.pop()


def near(one, other, by=12):
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def corners(data):
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    width, height = picture.size
    points = [(3, 3), (width - 4, 3), (3, height - 4), (width - 4, height - 4)]
    return [next(name for name, rgb in CORNERS.items() if near(picture.getpixel(at), rgb, 40)) for at in points]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_three_sizes_in_two_formats(kind):
    data = encoded(scene(3000, 2000), kind)
    photo = ready(data)
    assert (photo.info.kind, photo.info.width, photo.info.height, photo.info.taken_at) == (kind, 3000, 2000, None)
    assert photo.digest == hashlib.sha256(data).hexdigest()
    found = [(each.name, each.width, each.height) for each in photo.renditions.values()]
    assert found == [("large", 2560, 1707), ("medium", 1280, 854), ("thumb", 400, 267)]
    for each in photo.renditions.values():
        for form, content in (("JPEG", each.jpeg), ("WEBP", each.webp)):
            picture = Image.open(io.BytesIO(content))
            assert (picture.format, picture.size, picture.mode) == (form, (each.width, each.height), "RGB")
            assert corners(content) == ["red", "lime", "blue", "white"]


def test_small_photos_are_not_enlarged():
    photo = ready(encoded(scene(300, 350)))
    assert {(each.width, each.height) for each in photo.renditions.values()} == {(300, 350)}
    assert [*photo.renditions] == [name for name, _ in SIZES]


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (2561, 3), (7, 2560), (401, 399)])
def test_odd_shapes(size):
    photo = ready(encoded(scene(*size), "PNG"))
    assert all(
        max(each.width, each.height) <= side for each, (_, side) in zip(photo.renditions.values(), SIZES, strict=True)
    )
    assert all(min(each.width, each.height) >= 1 for each in photo.renditions.values())


def test_own_sizes():
    photo = ready(encoded(scene(900, 600)), sizes=(("tile", 90),))
    assert [(each.name, each.width, each.height) for each in photo.renditions.values()] == [("tile", 90, 60)]


def test_shrinking_in_bands_leaves_no_seams():
    data = encoded(Image.linear_gradient("L").resize((3000, 2600), Image.Resampling.BICUBIC).convert("RGB"), "PNG")
    thumb = Image.open(io.BytesIO(ready(data).renditions["thumb"].jpeg)).convert("L")
    column = [thumb.getpixel((100, y)) for y in range(thumb.height)]
    assert max(abs(a - b) for a, b in pairwise(column)) <= 3


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_set_upright(orientation):
    undo = [None, 0, 3, 1, 5, 2, 6, 4][orientation - 1]  # Image.Transpose that brings the camera's view about
    stored = scene(320, 240)
    if undo is not None:
        stored = stored.transpose(Image.Transpose(undo))
    photo = ready(encoded(stored, exif=telling_exif(orientation), quality=95))
    assert (photo.info.width, photo.info.height) == (320, 240)
    assert corners(photo.renditions["large"].jpeg) == ["red", "lime", "blue", "white"]
    assert corners(photo.renditions["thumb"].webp) == ["red", "lime", "blue", "white"]


@pytest.mark.parametrize(
    ("taken", "offset", "expected"),
    [
        ("2024:09:10 09:30:00", None, dt.datetime(2024, 9, 10, 9, 30, tzinfo=BEIJING)),
        ("2024:09:10 09:30:00", "+08:00", dt.datetime(2024, 9, 10, 9, 30, tzinfo=BEIJING)),
        ("2024:09:10 09:30:00", "+06:00", dt.datetime(2024, 9, 10, 11, 30, tzinfo=BEIJING)),
        ("2024:09:10 09:30:00", "nonsense", dt.datetime(2024, 9, 10, 9, 30, tzinfo=BEIJING)),
        ("0000:00:00 00:00:00", None, None),
        ("1980:01:01 00:00:00", None, None),
        ("2024:13:41 09:30:00", None, None),
        ("nonsense", None, None),
        ("", None, None),  # the time of the last change (DateTime) is not the time of taking
    ],
)
def test_when_it_was_taken(taken, offset, expected):
    data = telling_jpeg(taken=taken, offset=offset)
    assert inspect(io.BytesIO(data)).taken_at == ready(data).info.taken_at == expected
    assert expected is None or inspect(io.BytesIO(data)).taken_at.utcoffset() == dt.timedelta(hours=8)


@BROKEN_BLOCKS_WARN
def test_a_broken_exif_block_harms_nothing():
    good = telling_exif(6).tobytes()
    for block in (b"Exif\0\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", good[:40], good[:14] + os.urandom(200)):
        assert ready(encoded(scene(), exif=block)).info.kind == "JPEG"


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "选择的文件是空的"),
        ("质量月".encode(), "这个文件不是图片"),
        (b"<!doctype html><script>alert(1)</script>", "这个文件不是图片"),
        (b"PK\x03\x04" + bytes(100), "这个文件不是图片"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "不支持SVG图形格式"[:0]),
        ("\ufeff<?xml version='1.0'?>\n<!-- x --><SVG>".encode(), "不支持SVG"),
        ("<svg>".encode("utf-16"), "不支持SVG"),
        (encoded(scene(), "GIF"), "不支持GIF格式"),
        (encoded(scene(), "BMP"), "不支持BMP格式"),
        (encoded(scene(), "TIFF"), "不支持TIFF格式"),
        (b"%PDF-1.7", "不支持PDF格式"),
        (b"\0\0\0\x18ftypavif" + bytes(40), "不支持AVIF格式"),
        (png_bomb(), "图片像素过多（13000×13000），最多5000万像素"),
        (jpeg_bomb(), "图片像素过多（65500×65500）"),
        (webp_bomb(), "图片像素过多（16383×16383），最多1600万像素"),
        (scans_bomb(), "图片编码异常"),
        (b"\xff\xd8\xff", "不完整或已损坏"),
        (b"\x89PNG\r\n\x1a\n", "不完整或已损坏"),
        (b"RIFF\0\0\0\0WEBP", "不完整或已损坏"),
        (jpeg_bomb(0, 100), "不完整或已损坏"),
    ],
    ids=range(20),
)
def test_what_is_refused_and_what_is_said(data, part):
    assert part in refusal(data)


def test_too_many_bytes():
    with pytest.raises(PhotoError, match="图片超过20MB，请压缩后再上传"):
        ready(encoded(scene()) + bytes(MAX_BYTES))
    with pytest.raises(PhotoError, match=r"图片超过0\.5MB"):
        prepare(io.BytesIO(bytes(600_000)), max_bytes=512 * 1024)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_cut_off_file_is_refused(kind, share):
    data = encoded(Image.effect_noise((300, 200), 80).convert("RGB"), kind)
    with pytest.raises(PhotoError, match="不完整或已损坏"):
        ready(data[: int(len(data) * share)])


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "MPO"])
def test_of_several_frames_the_first_is_kept(kind):
    data = encoded(scene(), kind, save_all=True, append_images=[Image.new("RGB", (64, 48), "black")])
    photo = ready(data)
    assert photo.info.kind == ("JPEG" if kind == "MPO" else kind)
    assert corners(photo.renditions["large"].jpeg) == ["red", "lime", "blue", "white"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixel(mode):
    picture = Image.new(mode, (640, 480), 32768) if mode == "I;16" else scene(640, 480, mode)
    photo = ready(encoded(picture, "JPEG" if mode == "CMYK" else "PNG"))
    large = photo.renditions["large"]
    if mode in ("RGBA", "P", "CMYK"):
        assert corners(large.jpeg) == ["red", "lime", "blue", "white"]
    if mode == "I;16":
        assert near(Image.open(io.BytesIO(large.jpeg)).getpixel((9, 9)), (127, 127, 127), 2)


@pytest.mark.parametrize("how", ["RGBA", "LA", "P", "RGB"])
def test_what_is_transparent_becomes_white(how):
    if how in ("RGBA", "LA"):
        data = encoded(Image.new(how, (90, 90)), "PNG")
    else:
        data = encoded(Image.new(how, (90, 90)), "PNG", transparency=0 if how == "P" else (0, 0, 0))
    assert near(Image.open(io.BytesIO(ready(data).renditions["thumb"].jpeg)).getpixel((40, 40)), (255, 255, 255), 2)


def test_a_large_jpeg_is_read_small_and_stays_right():
    photo = ready(encoded(scene(6000, 4000)))
    assert (photo.info.width, photo.info.height) == (6000, 4000)
    assert (photo.renditions["large"].width, photo.renditions["large"].height) == (2560, 1707)
    assert corners(photo.renditions["large"].jpeg) == ["red", "lime", "blue", "white"]


def test_fingerprints_know_variants_from_others():
    noise = Image.effect_noise((16, 12), 120).resize((1600, 1200), Image.Resampling.BICUBIC).convert("RGB")
    other = Image.effect_noise((16, 12), 120).resize((1600, 1200), Image.Resampling.BICUBIC).convert("RGB")
    first = ready(encoded(noise)).fingerprint
    assert len(first) == 16
    assert likeness(first, ready(encoded(noise, quality=30)).fingerprint) <= 4
    assert likeness(first, ready(encoded(noise.resize((500, 375)), "PNG")).fingerprint) <= 4
    assert likeness(first, ready(encoded(other)).fingerprint) > 10
    assert likeness("0" * 16, "f" * 16) == 64


@BROKEN_BLOCKS_WARN
@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=12),
)
def test_damaged_bytes_are_read_or_refused_with_a_sentence(kind, hits):
    data = bytearray(encoded(scene(), kind))
    for place, byte in hits:
        data[place % len(data)] = byte
    try:
        photo = ready(bytes(data))
    except PhotoError as error:
        assert str(error)  # noqa: PT017 - both ways are right here
    else:
        assert len(photo.renditions) == 3
