"""Word's automatic numbers: 一、 or （一） that a paragraph shows but does not contain (ECMA-376 part 1, 17.9)."""

import re
from collections import defaultdict

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting")
_DIGITS = "〇一二三四五六七八九"
_RINGS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LEVEL = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)


class Numbers:
    """Counts as Word does while paragraphs are met in document order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None):
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.lists: dict[str, str] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.styled: dict[str, tuple[str, int]] = {}
        self.headings: dict[str, int] = {}
        self._read(numbering)
        self._read_styles(styles)

    def sign(self, paragraph: etree._Element) -> tuple[str, int]:
        """The number Word would show before the paragraph, and the level of its heading style (0: none)."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "", 0
        style = _value(properties.find(f"{W}pStyle"))
        level = self.headings.get(style, 0)
        own = properties.find(f"{W}numPr")
        if own is not None:
            number = _value(own.find(f"{W}numId"))
            depth = _value(own.find(f"{W}ilvl")) or "0"
            return self._next(number, int(depth) if depth.isdigit() else 0), level
        if style in self.styled:
            return self._next(*self.styled[style]), level
        return "", level

    def _next(self, number: str, depth: int) -> str:
        kind = self.lists.get(number)
        shape = self.levels.get(kind or "", {}).get(depth)
        if kind is None or shape is None or shape[0] in ("none", "bullet"):
            return ""
        counts = self.counts[kind]
        counts[depth] = counts.get(depth, shape[2] - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]

        def written(found: re.Match) -> str:
            at = int(found[1]) - 1
            form, _, start = self.levels[kind].get(at, ("decimal", "", 1))
            return _write(counts.get(at, start), form)

        return re.sub(r"%([1-9])", written, shape[1])

    def _read(self, numbering: etree._Element | None) -> None:
        if numbering is None:
            return
        for kind in numbering.iterchildren(f"{W}abstractNum"):
            levels = {}
            for level in kind.iterchildren(f"{W}lvl"):
                depth = level.get(f"{W}ilvl", "0")
                start = _value(level.find(f"{W}start"))
                form, text = _value(level.find(f"{W}numFmt")), _value(level.find(f"{W}lvlText"))
                levels[int(depth) if depth.isdigit() else 0] = (form, text, int(start) if start.isdigit() else 1)
            self.levels[kind.get(f"{W}abstractNumId", "")] = levels
        for entry in numbering.iterchildren(f"{W}num"):
            self.lists[entry.get(f"{W}numId", "")] = _value(entry.find(f"{W}abstractNumId"))

    def _read_styles(self, styles: etree._Element | None) -> None:
        for style in styles.iterchildren(f"{W}style") if styles is not None else ():
            name = style.get(f"{W}styleId", "")
            heading = _LEVEL.search(_value(style.find(f"{W}name")))
            if heading:
                self.headings[name] = int(heading[1])
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None:
                depth = _value(number.find(f"{W}ilvl")) or "0"
                self.styled[name] = (_value(number.find(f"{W}numId")), int(depth) if depth.isdigit() else 0)


def _value(element: etree._Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""


def _write(value: int, form: str) -> str:
    if form in _CHINESE or form.startswith(("chinese", "japaneseC", "taiwaneseC")):
        return _chinese(value)
    if form.startswith("decimalEnclosedCircle") and 1 <= value <= len(_RINGS):
        return _RINGS[value - 1]
    if form.startswith("lower") and "Letter" in form:
        return chr(ord("a") + (value - 1) % 26)
    return str(value)


def _chinese(value: int) -> str:
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else ("" if tens == 1 else _DIGITS[tens]) + "十") + (_DIGITS[ones] if ones else "")
