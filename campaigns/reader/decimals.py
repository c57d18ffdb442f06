"""Parts numbered 1, 1.1, 1.1.1, as companies write them, in the signs of official documents: 一、 （一） 1."""

import re
from dataclasses import replace

from campaigns.reader import kinds
from campaigns.reader.lines import Line

_SIGN = re.compile(r"\s*([0-9]{1,2})((?:[.．][0-9]{1,2}){0,2})([.．、]?\s*)(?=[\u4e00-\u9fff“《])(?![年月日])")
_CN = "〇一二三四五六七八九十"


def renumbered(lines: list[Line]) -> list[Line]:
    """The same lines unless at least two parts carry a decimal number in its turn. A figure out of turn stays."""
    found: dict[int, str] = {}
    at = [0, 0, 0]
    inner = 0
    for index, line in enumerate(lines):
        sign = _SIGN.match(line.text) if not line.cells else None
        if not sign:
            continue
        values = [int(sign[1]), *(int(v) for v in re.findall("[0-9]+", sign[2]))]
        depth = len(values) - 1
        before = [*at[:depth], at[depth] + 1]
        rest = line.text[sign.end() :]
        if values != before or (not depth and not sign[3] and kinds.kind_of(rest) == kinds.OTHER):
            continue
        at = [*values, *[0] * (2 - depth)]
        inner += depth > 0
        found[index] = _sign(values) + rest
    if inner < 2:
        return lines
    return [replace(line, text=found[i], head="") if i in found else line for i, line in enumerate(lines)]


def _sign(values: list[int]) -> str:
    if len(values) == 3:
        return f"{values[2]}."
    return f"（{_chinese(values[1])}）" if len(values) == 2 else f"{_chinese(values[0])}、"


def _chinese(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_CN[tens]}十") + (_CN[ones] if ones or not tens else "")
