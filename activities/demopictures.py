"""Small pictures for the demonstration: abstract, obviously drawn, the same for the same number."""

import io
import random

from PIL import Image, ImageDraw, ImageFont

SIZE = (640, 426)
PAPERS = ("#f3e9d7", "#dfe9f0", "#e8efe0", "#f1e2e0", "#e7e3f0")
INKS = ("#b3191f", "#0b5cad", "#0f766e", "#9a6700", "#57606a", "#1a7f37")
FONTS = ("NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc", "wqy-microhei.ttc", "simhei.ttf", "msyh.ttc")


def draw(number: int) -> bytes:
    """A PNG with a few shapes and the mark of the demonstration."""
    chance = random.Random(number)  # noqa: S311  (a drawing, no secret)
    image = Image.new("RGB", SIZE, chance.choice(PAPERS))
    pen = ImageDraw.Draw(image)
    _shapes(pen, chance)
    word, font = _mark()
    left, top, right, bottom = pen.textbbox((0, 0), word, font=font)
    pen.rectangle((24, 24, 24 + right - left + 32, 24 + bottom - top + 28), fill="#ffffff", outline="#b3191f", width=3)
    pen.text((40 - left, 38 - top), word, font=font, fill="#b3191f")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _shapes(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    width, height = SIZE
    horizon = chance.randint(220, 320)
    pen.rectangle((0, horizon, width, height), fill=chance.choice(PAPERS))
    for _ in range(chance.randint(4, 7)):
        x, y, side = chance.randint(0, width), chance.randint(80, height), chance.randint(30, 110)
        ink = chance.choice(INKS)
        shape = chance.choice((pen.ellipse, pen.rectangle))
        shape((x - side, y - side, x + side, y + side), outline=ink, width=5, fill=chance.choice((None, ink)))
    points = [(x, horizon + chance.randint(-60, 60)) for x in range(0, width + 81, 80)]
    pen.line(points, fill=chance.choice(INKS), width=6, joint="curve")


def _mark() -> tuple[str, ImageFont.FreeTypeFont | ImageFont.ImageFont]:
    for name in FONTS:
        try:
            return "演示", ImageFont.truetype(name, 44)
        except OSError:
            continue
    return "DEMO", ImageFont.load_default(44)  # a bare machine has no Chinese font; the caption says 演示
