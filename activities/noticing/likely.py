"""Which planned thing a text most likely carries out: one whose name stands in it, or nearly; else none."""

from collections.abc import Mapping

from campaigns.reader.similarity import pairs, rarity
from campaigns.reader.words import bare

ENOUGH, AHEAD, SHORTEST = 0.8, 0.1, 4


def likely(text: str, names: Mapping[str, str]) -> str:
    """The key among `names` (key → name) whose words the text has; empty when none does, or two do alike."""
    plain = bare(text)
    there = set(pairs(text))
    weights = rarity(names.values())
    scored = sorted(((_share(name, plain, there, weights), key) for key, name in names.items()), reverse=True)
    if not scored or scored[0][0] < ENOUGH:
        return ""
    if len(scored) > 1 and scored[0][0] - scored[1][0] < AHEAD:
        return ""
    return scored[0][1]


def _share(name: str, plain: str, there: set[str], weights: dict[str, float]) -> float:
    short = bare(name)
    if len(short) < SHORTEST:
        return 0.0
    if short in plain:
        return 2.0 + len(short) / 1000  # the longer of two names that both stand there
    wanted = pairs(name)
    total = sum(weights.get(pair, 1.0) for pair in wanted)
    return sum(weights.get(pair, 1.0) for pair in wanted if pair in there) / total if total else 0.0
