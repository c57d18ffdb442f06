"""HEIC, as phones write it: decoded apart, upright once, with its time and nothing else."""

import datetime as dt
import io

import pillow_heif
import pytest
from PIL import Image

from activities.imaging import PhotoError, inspect, prepare
from activities.tests.pictures import heic, scene, telling_exif
from activities.tests.test_imaging import BEIJING, corners

UPRIGHT = ["red", "lime", "blue", "white"]


@pytest.mark.parametrize("orientation", [1, 2, 3, 6, 7, 8])
def test_it_is_turned_once_though_it_says_so_twice(orientation):
    undo = [None, 0, 3, 1, 5, 2, 6, 4][orientation - 1]
    stored = scene(320, 240) if undo is None else scene(320, 240).transpose(Image.Transpose(undo))
    data = heic(stored, orientation)
    photo = prepare(io.BytesIO(data))
    assert (photo.info.kind, photo.info.width, photo.info.height) == ("HEIC", 320, 240)
    assert inspect(io.BytesIO(data)) == photo.info
    assert corners(photo.renditions["large"].jpeg) == corners(photo.renditions["thumb"].webp) == UPRIGHT


def test_what_only_exif_says_of_turning_is_of_no_account():
    """ISO/IEC 23008-12 gives the turning to the file's own boxes; other readers do the same."""
    data = heic(scene(320, 240), exif=telling_exif(6))
    assert b"irot" not in data
    assert prepare(io.BytesIO(data)).info.width == 320


def test_the_time_of_taking_is_kept():
    photo = prepare(io.BytesIO(heic(scene(), 1)))
    assert photo.info.taken_at == dt.datetime(2024, 9, 10, 9, 30, tzinfo=BEIJING)
    assert prepare(io.BytesIO(heic(scene()))).info.taken_at is None


def test_of_several_pictures_the_main_one_is_kept():
    file = pillow_heif.from_pillow(Image.new("RGB", (64, 48), "black"))
    file.add_from_pillow(scene())
    stream = io.BytesIO()
    file.save(stream, primary_index=1)
    assert corners(prepare(stream).renditions["large"].jpeg) == UPRIGHT


def test_ten_bits_a_colour_and_transparency():
    clear = Image.new("RGBA", (64, 48), (0, 0, 0, 0))
    pixel = Image.open(io.BytesIO(prepare(io.BytesIO(heic(clear))).renditions["thumb"].jpeg)).getpixel((9, 9))
    assert min(pixel) > 250
    deep = pillow_heif.from_bytes("RGB;16", (64, 48), b"\xff\x7f" * (64 * 48 * 3))
    stream = io.BytesIO()
    deep.save(stream)
    found = Image.open(io.BytesIO(prepare(stream).renditions["thumb"].jpeg)).getpixel((9, 9))
    assert all(abs(value - 127) <= 3 for value in found)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_cut_off_file_is_refused(share):
    data = heic(Image.effect_noise((300, 200), 80).convert("RGB"))
    with pytest.raises(PhotoError, match="不完整或已损坏"):
        prepare(io.BytesIO(data[: int(len(data) * share)]))


def test_too_many_pixels_for_this_installation():
    with pytest.raises(PhotoError, match="像素过多（320×240），最多5万像素"):
        prepare(io.BytesIO(heic(scene(320, 240))), max_pixels=50_000)
