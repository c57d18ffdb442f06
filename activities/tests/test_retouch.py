"""What is done to the pixels: hidden for good, cut, turned. No database."""

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from activities import imaging
from activities.retouch import Area, Retouch, RetouchError, cut, hide, turned
from activities.tests.pictures import encoded, scene
from activities.tests.test_imaging import corners


def plate(text="闽A12345", size=(400, 300)):
    """A picture with fine detail where a number plate is."""
    picture = Image.new("RGB", size, "navy")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 100, 299, 159), fill="white")
    for n, letter in enumerate(text):
        if ord(letter) % 2:
            pen.rectangle((104 + n * 28, 104, 124 + n * 28, 155), fill="black")
    return picture


PLATE = Area(25, 100 / 3, 50, 20)


def steepest(picture):
    """The largest step between neighbours within the plate, along its rows."""
    row = [picture.getpixel((x, 130))[0] for x in range(102, 298)]
    return max(abs(one - other) for one, other in pairwise(row))


def test_a_hidden_area_keeps_nothing_finer_than_its_cells():
    assert steepest(plate()) == 255
    first, again = hide(plate(), PLATE), hide(plate(), PLATE)
    assert steepest(first) < 30
    assert first.tobytes() != again.tobytes()  # each time shifted anew, so that guesses cannot be compared


def test_outside_nothing_changes():
    before, after = plate(), hide(plate(), PLATE)
    for box in ((0, 0, 400, 100), (0, 160, 400, 300), (0, 100, 100, 160), (300, 100, 400, 160)):
        assert before.crop(box).tobytes() == after.crop(box).tobytes()


def test_areas_are_rounded_outwards_and_kept_within():
    assert Area(0.1, 0.1, 0.1, 0.1).box((300, 300)) == (0, 0, 1, 1)
    assert Area(90, 90, 50, 50).box((100, 100)) == (90, 90, 100, 100)
    assert hide(scene(), Area(100, 100, 5, 5)).tobytes() == scene().tobytes()


def test_cutting_and_turning_in_the_order_the_person_sees():
    picture = Retouch(cut=Area(50, 0, 50, 100), turn=90)(scene(400, 300))
    assert picture.size == (300, 200)
    assert corners(encoded(picture, quality=95)) == ["white", "lime", "white", "lime"]
    assert [turned(scene(), degrees).size for degrees in (0, 90, 180, 270)] == [(64, 48), (48, 64), (64, 48), (48, 64)]
    assert corners(encoded(turned(scene(400, 300), 270), quality=95)) == ["lime", "white", "red", "blue"]


def test_hardly_anything_left_is_refused():
    with pytest.raises(RetouchError, match="裁剪后的画面太小"):
        cut(scene(400, 300), Area(10, 10, 1, 50))


PERCENT = st.floats(0, 100, allow_nan=False)


@given(st.builds(Area, PERCENT, PERCENT, PERCENT, PERCENT), st.integers(1, 90), st.integers(1, 90))
def test_any_area_of_any_picture_can_be_hidden(area, wide, high):
    assert hide(scene(wide, high), area).size == (wide, high)


def test_a_covered_photo_is_written_anew_in_every_size():
    made = imaging.prepare(io.BytesIO(encoded(plate(size=(4000, 3000)), quality=95)), keep_full=True)
    source = made.renditions["full"].jpeg
    assert (made.renditions["full"].width, made.renditions["full"].webp) == (4000, b"")
    new = imaging.rewrite(io.BytesIO(source), Retouch(hidden=[Area(0, 0, 20, 20)]), keep_full=True)
    assert new.digest != made.digest
    assert [(each.name, each.width) for each in new.renditions.values()] == [
        ("full", 4000), ("large", 2560), ("medium", 1280), ("thumb", 400)
    ]  # fmt: skip
    for each in new.renditions.values():
        for content in filter(None, (each.jpeg, each.webp)):
            small = Image.open(io.BytesIO(content)).convert("RGB").resize((400, 300))
            assert max(small.getpixel((14, 12))) < 200  # the white plate at 100..300 of 4000 is covered
