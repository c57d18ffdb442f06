"""What a person does to a photo's pixels: hide areas, cut, turn. A picture in, a picture out; nothing of Django."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import SystemRandom

from PIL import Image, ImageFilter

CELLS = 6  # along the longer side of a hidden area: a face or a number plate becomes six blurs of colour
LEAST = 32  # pixels along either side of what may remain after cutting
MOST_AREAS = 30
_SHIFT = 20  # by how much of 255 each cell is shifted, at random
_QUARTER = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
TURNS = (0, *_QUARTER)  # degrees, clockwise
_chance = SystemRandom()


class RetouchError(ValueError):
    """What was asked for cannot be done; its text is a Chinese sentence for the person."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in percent of the picture's width and height, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def box(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """In whole pixels, rounded outwards and kept within the picture; may be empty."""
        wide, high = size
        left, top = math.floor(self.left * wide / 100), math.floor(self.top * high / 100)
        right, bottom = (
            math.ceil((self.left + self.width) * wide / 100),
            math.ceil((self.top + self.height) * high / 100),
        )
        return max(0, left), max(0, top), min(wide, right), min(high, bottom)


@dataclass(frozen=True, slots=True)
class Retouch:
    """Everything at once: the areas and the cut are measured on the picture as the person sees it, before turning."""

    hidden: Sequence[Area] = ()
    cut: Area | None = None
    turn: int = 0

    def __bool__(self) -> bool:
        return bool(self.hidden or self.cut or self.turn)

    def __call__(self, picture: Image.Image) -> Image.Image:
        """Raises RetouchError."""
        for area in self.hidden:
            picture = hide(picture, area)
        if self.cut:
            picture = cut(picture, self.cut)
        return turned(picture, self.turn)


def hide(picture: Image.Image, area: Area) -> Image.Image:
    """The area as a few cells of mean colour, each shifted at random: there is nothing left to compute back from, and
    rendered guesses (of number plates, say) cannot be compared with it."""
    box = area.box(picture.size)
    wide, high = box[2] - box[0], box[3] - box[1]
    if wide <= 0 or high <= 0:
        return picture
    cell = max(wide, high) / CELLS
    few = max(1, round(wide / cell)), max(1, round(high / cell))
    cells = picture.crop(box).resize(few, Image.Resampling.BOX)
    for x in range(few[0]):
        for y in range(few[1]):
            cells.putpixel((x, y), tuple(_shifted(value) for value in cells.getpixel((x, y))))
    covered = cells.resize((wide, high), Image.Resampling.NEAREST).filter(ImageFilter.BoxBlur(cell / 4))
    picture = picture.copy()
    picture.paste(covered, box[:2])
    return picture


def cut(picture: Image.Image, area: Area) -> Image.Image:
    """What lies within the area. Raises RetouchError when hardly anything would be left."""
    left, top, right, bottom = area.box(picture.size)
    if right - left < LEAST or bottom - top < LEAST:
        raise RetouchError(f"裁剪后的画面太小，长和宽都不能少于{LEAST}像素，请把裁剪范围画大一些")
    return picture.crop((left, top, right, bottom))


def turned(picture: Image.Image, degrees: int) -> Image.Image:
    """Turned clockwise by 0, 90, 180 or 270 degrees."""
    return picture.transpose(_QUARTER[degrees]) if degrees in _QUARTER else picture


def _shifted(value: int) -> int:
    return max(0, min(255, value + _chance.randint(-_SHIFT, _SHIFT)))
