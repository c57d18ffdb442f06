"""Hiding in a text what a person decided to hide, in whatever width and spacing it stands there. Pure."""

from collections.abc import Collection

from campaigns.scanning import scan

HIDDEN = "［已隐去］"


def mask(text: str, hidden: Collection[str]) -> str:
    """The text without the finds whose keys (`scanning.key_of`) are `hidden`."""
    if not hidden or not text:
        return text
    for found in reversed(scan(text)):
        if found.key in hidden:
            text = text[: found.start] + HIDDEN + text[found.end :]
    return text
