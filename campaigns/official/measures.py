"""The measures of GB/T 9704-2012, once for PDF and Word. Lengths in millimetres, sizes in points, unless named else."""

PAGE = (210.0, 297.0)
TOP, LEFT = 37.0, 28.0  # §5.2.1, each ± 1 mm; LEFT is the binding side
TYPE_AREA = (156.0, 225.0)
RIGHT = PAGE[0] - LEFT - TYPE_AREA[0]
BOTTOM = PAGE[1] - TOP - TYPE_AREA[1]
LINES, CHARACTERS = 22, 28  # §5.2.3
POINT = 25.4 / 72  # millimetres

THREE, TWO, FOUR, SMALL_FOUR, FIVE = 16.0, 22.0, 14.0, 12.0, 10.5  # 三号 二号 四号 小四 五号

LINE = TYPE_AREA[1] / LINES  # the height of a line as Word counts it, half of the space above the signs
# §3.2: signs fill the type area from its upper to its lower edge, so that 22 lines have 21 gaps
PITCH = (TYPE_AREA[1] - THREE * POINT) / (LINES - 1)
CHARACTER = TYPE_AREA[0] / CHARACTERS  # the width of a character; 28 of 三号 are 2 mm wider than the type area
TRACKING = CHARACTER / POINT - THREE  # points, hence a little below nought

HEAD_DOWN = 35.0  # §7.2.4: the issuer's name below the top of the type area
NUMBER_LINES = 2  # §7.2.5: lines left between the issuer's name and the number
RULE_DOWN = 4.0  # §7.2.7: the red rule below the number
TITLE_LINES = 2  # §7.3.1: lines left between the rule and the title
PAGE_NUMBER_DOWN = 7.0  # §7.5: the dashes below the type area

LETTER_DOWN = 30.0  # §10.1: the issuer's name below the upper edge of the page
LETTER_RULE_DOWN = 4.0
LETTER_RULE_UP = 20.0  # the second double rule above the lower edge of the page
LETTER_RULE = 170.0
LETTER_GAP = THREE * POINT * 7 / 8  # between a double rule and the nearest line

RED = "#e60012"
HEAD_SIZE, HEAD_LEAST, HEAD_NARROWEST = 48.0, 26.0, 0.55  # the issuer's name; GB/T leaves its size to the eye


def head_fit(characters: int, width: float = TYPE_AREA[0]) -> tuple[float, float]:
    """Size in points and horizontal scale of the issuer's name so that it stands in one line of `width` mm."""
    size = HEAD_SIZE
    while size > HEAD_LEAST and characters * size * POINT * HEAD_NARROWEST > width:
        size -= 1
    scale = min(1.0, width / max(1, characters) / (size * POINT))
    return size, scale


def joint_fit(names: int, longest: int) -> tuple[float, float, float]:
    """Size in points, horizontal scale and width in mm of the names in a joint head; 文件 stands to their right."""
    size = min(40.0, 75 / names / 1.3 / POINT)
    width = min(TYPE_AREA[0] - 2 * size * POINT - 8, longest * size * POINT)
    return size, min(1.0, width / longest / (size * POINT)), width


def by_name() -> dict[str, float]:
    """All measures by name, as the page description wants them."""
    return {name: value for name, value in globals().items() if name.isupper() and isinstance(value, float | int)}
