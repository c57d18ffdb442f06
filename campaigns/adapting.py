"""Adaptation rules: a unit's own words for those of the level above (质量强国 → 质量强省).

They only propose; a person confirms, since real plans do not apply them everywhere.
"""

from collections.abc import Iterable


def propose(text: str, rules: Iterable[tuple[str, str]]) -> str:
    """`text` with every rule's first part replaced by its second, literally.

    Longer first parts go first, equally long ones in the order given; what was
    put in is never replaced again. A rule that replaces words by themselves
    (中国质量奖 → 中国质量奖) keeps shorter rules away from them. Rules with an
    empty first part do nothing.
    """
    pieces: list[tuple[str, bool]] = [(text, False)]  # (words, settled)
    for old, new in sorted(rules, key=lambda rule: -len(rule[0])):
        if old:
            pieces = [part for piece in pieces for part in _replaced(piece, old, new)]
    return "".join(words for words, _ in pieces)


def _replaced(piece: tuple[str, bool], old: str, new: str) -> list[tuple[str, bool]]:
    words, settled = piece
    if settled or old not in words:
        return [piece]
    parts = [(part, False) for part in words.split(old)]
    return [each for part in parts for each in ((new, True), part)][1:]
