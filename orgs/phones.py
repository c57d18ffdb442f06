"""Telephone numbers of people, shortened for those who may not see them whole. Pure."""

import re

_DIGITS = re.compile(r"\d")


def masked_phone(number: str) -> str:
    """138****5678; the middle of anything with seven digits or more, all of what is shorter."""
    places = [found.start() for found in _DIGITS.finditer(number)]
    hidden = places[3:-4] if len(places) > 7 else places[: max(len(places) - 2, 0)]
    signs = list(number)
    for place in hidden:
        signs[place] = "*"
    return "".join(signs)
