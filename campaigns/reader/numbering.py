"""Ordinal signs before headings and entries: 一、 （一） 1. （1） ① and their slips (GB/T 9704-2012 §7.3.3)."""

import re
from dataclasses import dataclass

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
CN = "[一二三四五六七八九十百]{1,5}"

# From the outermost to the innermost level of a document in the standard form.
CHAPTER, CHINESE, CHINESE_IN_BRACKETS, ARABIC, ARABIC_IN_BRACKETS, RING = range(1, 7)

_FORMS = (
    (CHAPTER, re.compile(rf"第({CN}|[0-9]{{1,2}})(?:章|部分|条|篇)[\s、:：]*")),
    (CHINESE_IN_BRACKETS, re.compile(rf"[（(]\s*({CN})\s*[）)][\s、.．]*")),
    (CHINESE, re.compile(rf"({CN})\s*[、.．](?![0-9])\s*|({CN})\s{{1,4}}(?=[\u4e00-\u9fff]{{4}})")),
    (ARABIC_IN_BRACKETS, re.compile(r"[（(]\s*([0-9]{1,2})\s*[）)][\s、.．]*|([0-9]{1,2})[）)]\s*")),
    (ARABIC, re.compile(r"([0-9]{1,2})\s*(?:[、．，,](?![0-9])|\.(?![0-9])|\.(?=(?:19|20)[0-9]{2}年))\s*")),
    (RING, re.compile(rf"([{CIRCLED}])\s*")),
)


@dataclass(frozen=True)
class Sign:
    """A sign found at the start of a text: its form, its value and the length it takes."""

    form: int
    value: int
    length: int


def sign_of(text: str) -> Sign | None:
    """The ordinal sign that `text` begins with."""
    for form, pattern in _FORMS:
        found = pattern.match(text)
        if found:
            word = next(group for group in found.groups() if group)
            value = number(word)
            if value:
                return Sign(form, value, found.end())
    return None


def number(word: str) -> int:
    """The value of 十二, 12 or ⑫; 0 when it is none."""
    if word in CIRCLED:
        return CIRCLED.index(word) + 1
    if word.isdigit():
        return int(word)
    hundreds, _, rest = word.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = 100 * DIGITS.get(hundreds, 1 if "百" in word else 0)
    total += (DIGITS.get(tens, 1) if ten else 0) * 10
    return total + DIGITS.get(ones, 0)


def strip_sign(text: str) -> str:
    sign = sign_of(text)
    return text[sign.length :] if sign else text
