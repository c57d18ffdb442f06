"""Headings in a text that somebody typed or pasted, told by their sign (GB/T 9704-2012 §7.3.3). Pure."""

import re
from typing import NamedTuple

_SIGNS = (re.compile(r"[一二三四五六七八九十]{1,3}、"), re.compile(r"（[一二三四五六七八九十]{1,3}）"),
          re.compile(r"[0-9]{1,2}[.．](?![0-9])"))  # fmt: skip
LONGEST = 40
ENDS = ("。", "；", "！", "？", "：", "，")  # a line that ends so is a sentence


class Heading(NamedTuple):
    level: int  # 1 一、 2 （一） 3 1.
    sign: str
    words: str


def heading_of(line: str) -> Heading | None:
    """A short line with the sign of a heading; None for sentences, and for 1.2万人."""
    if len(line) > LONGEST or line.endswith(ENDS):
        return None
    for level, sign in enumerate(_SIGNS, start=1):
        if found := sign.match(line):
            return Heading(level, found[0].replace("．", "."), line[found.end() :])
    return None
