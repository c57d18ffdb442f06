"""Points counted in words: 一是…；二是…, 一要…, 第一，…. They are parts when each has a paragraph of its own."""

import re

from campaigns.reader.lines import Paragraph
from campaigns.reader.numbering import number

POINT = 7  # below every sign's form
_CN = "[一二三四五六七八九十]"
_SIGN = re.compile(rf"(?P<is>{_CN})(?:是|要)(?:要)?|第(?P<th>{_CN})[，、：]")
_NEXT = re.compile(rf"(?<=[。；])\s*(?={_CN}(?:是|要))")
_PHRASE = 10  # characters of a phrase of a heading, such as 加强领导


def value_of(text: str) -> int:
    found = _SIGN.match(text)
    return number(found["is"] or found["th"]) if found else 0


def strip(text: str) -> str:
    return _SIGN.sub("", text, count=1).strip()


def runs(paragraphs: list[Paragraph]) -> dict[int, int]:
    """Indices and values of the paragraphs that count from one on, at least to two."""
    found: dict[int, int] = {}
    run: dict[int, int] = {}
    for index, paragraph in enumerate(paragraphs):
        value = 0 if paragraph.cells or several(paragraph.text) else value_of(paragraph.text)
        if value and value == len(run) + 1:
            run[index] = value
        elif value == 1:
            run = {index: 1}
        if len(run) > 1:
            found |= run
    return found


def several(text: str) -> list[str]:
    """The points of one paragraph that holds more than one; else nothing."""
    if value_of(text) != 1:
        return []
    parts = _NEXT.split(text)
    return parts if len(parts) > 1 and [value_of(part) for part in parts] == list(range(1, len(parts) + 1)) else []


def cut(text: str) -> tuple[str, str] | None:
    """Heading and rest of a point whose first words call for something: 一是加强领导，明确责任。…"""
    if not value_of(text):
        return None
    body = strip(text)
    first = re.split("[。；：]", body, maxsplit=1)[0]
    clauses = first.split("，")
    count = 0
    while count < min(3, len(clauses)) and 2 <= len(clauses[count]) <= _PHRASE:
        count += 1
    whole = count == len(clauses) and len(first) < len(body)
    if not count and len(clauses[0]) > 16:
        return None
    heading = first if whole else clauses[0]
    return heading, body[len(heading) :].lstrip("，。；： ")
