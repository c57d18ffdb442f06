"""Annexes that list what each body or locality holds: 一、市教育局：…。…。 One sentence is one activity."""

import re
from collections.abc import Iterator

from campaigns.reader import dates
from campaigns.reader.lines import Paragraph
from campaigns.reader.numbering import sign_of
from campaigns.reader.proposal import Activity, Place
from campaigns.reader.words import is_body, split_outside

_PLACE = re.compile(r"(?:市|县|区|州|盟|旗|镇|乡|省|兵团|新区|实验区|开发区|高新区|街道)$")


def listed(paragraphs: list[Paragraph]) -> bool:
    """Whether the paragraphs are such a list: most that have a sign name a body before a colon."""
    signed = [p for p in paragraphs if not p.cells and sign_of(p.text)]
    named = [p for p in signed if owner_of(p)]
    return len(named) >= 2 and len(named) >= len(signed) * 0.6


def owner_of(paragraph: Paragraph) -> tuple[str, str] | None:
    """(body or locality, what follows the colon)."""
    sign = sign_of(paragraph.text)
    if not sign:
        return None
    text = paragraph.text[sign.length :]
    name = split_outside(text, "：")[0]
    if len(name) == len(text):
        return (text.rstrip("。"), "") if len(text) <= 24 and (is_body(text) or _PLACE.search(text)) else None
    known = len(name) <= 30 and (is_body(name) or _PLACE.search(name)) and not re.search("[，。；]", name)
    return (name.strip(), text[len(name) + 1 :]) if known else None


def activities(paragraphs: list[Paragraph], year: int | None) -> Iterator[tuple[Activity, Place]]:
    """One activity for each sentence under each body."""
    unit: str | None = None
    for paragraph in paragraphs:
        owner = owner_of(paragraph) if not paragraph.cells else None
        if owner:
            unit, text = owner
        else:
            sign = sign_of(paragraph.text)
            text = paragraph.text[sign.length :] if sign else paragraph.text
        if unit is None:
            continue
        for sentence in _sentences(text):
            span = dates.first_span(sentence, year)
            day = span[0] if span and span[0] == span[1] else None
            yield Activity(sentence, unit, day), Place("activity", paragraph.first, paragraph.last)


def _sentences(text: str) -> list[str]:
    """At full stops, also when a quotation mark was lost somewhere before."""
    parts = split_outside(text, "。\n")
    if any(len(part) > 400 for part in parts):
        parts = re.split("[。\n]", text)
    return [part.strip(" ；;，") for part in parts if len(part.strip(" ；;，”）")) > 2]
