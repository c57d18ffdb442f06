"""Short messages (短信): how many a text costs, and how it is kept short. Plain values in and out."""

import re
from collections.abc import Mapping
from typing import Any

ALONE, JOINED = 70, 67  # characters of a short message in Chinese by itself, and of each part of a longer one
MOST = 2 * JOINED
_NAMED = re.compile(r"\{(\w+)\}")


def length(text: str) -> int:
    """In UTF-16 units, as the networks count: a sign outside the first plane counts twice."""
    return len(text.encode("utf-16-le")) // 2


def parts(text: str) -> int:
    """How many short messages the text is charged as; at least one."""
    size = length(text)
    return 1 if size <= ALONE else -(-size // JOINED)


def short(brief: str, *, sign: str, ending: str, link: str = "") -> str:
    """【sign】brief。ending link, within two parts: the link goes first when it is too long, then the brief's end."""
    head = f"【{sign}】" if sign else ""
    for tail in (f"{ending}{link}", ending) if link else (ending,):
        text = f"{head}{brief}。{tail}"
        if length(text) <= MOST:
            return text
    room = MOST - length(f"{head}…。{ending}")
    return f"{head}{cut(brief, room)}…。{ending}"


def cut(text: str, room: int) -> str:
    """The beginning of the text that is at most `room` units long."""
    while length(text) > room:
        text = text[:-1]
    return text


def filled(template: Any, values: Mapping[str, str]) -> Any:
    """A JSON template with each `{name}` in its strings replaced; other braces stay as they are."""
    if isinstance(template, str):
        # in one go: what is put in may hold braces of its own
        return _NAMED.sub(lambda found: values.get(found[1], found[0]), template)
    if isinstance(template, list):
        return [filled(each, values) for each in template]
    if isinstance(template, dict):
        return {key: filled(each, values) for key, each in template.items()}
    return template
