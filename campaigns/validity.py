"""有效性: whether an issued document still holds, and which later one took its place. Pure."""

from collections.abc import Iterable

from campaigns.choices import State
from campaigns.models import Edition

# state → what the page calls it, and its mark in the style sheet and the open interface
VALIDITY = {
    State.ISSUED: ("in_force", "有效"),
    State.SUPERSEDED: ("superseded", "已被替代"),
    State.ABOLISHED: ("abolished", "已废止"),
}


def validity(edition: Edition) -> tuple[str, str]:
    """(mark, words) of an issued edition."""
    return VALIDITY[State(edition.state)]


def replaced_by(edition: Edition, editions: Iterable[Edition]) -> Edition | None:
    """Of the plan's `editions` that the reader may see, the one that came directly after a superseded one."""
    if edition.state != State.SUPERSEDED:
        return None
    later = [each for each in editions if each.is_issued and each.number > edition.number]
    return min(later, key=lambda each: each.number, default=None)
