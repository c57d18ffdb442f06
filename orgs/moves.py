"""States are a table and a move is a conditional UPDATE: zero rows means somebody else was first."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Move:
    label: str
    sources: tuple[str, ...]
    target: str


class StaleState(Exception):
    """The thing is no longer in the state the person saw; nothing was written."""

    def __init__(self, subject: models.Model, label: str):
        self.subject = subject
        state = subject.get_state_display()
        super().__init__(f"“{subject}”当前状态为“{state}”，不能再{label}。可能有其他人刚刚处理过，请刷新后再看。")


class Rewritten(StaleState):
    """The thing is in the right state, but its words are not those the person read; nothing was written."""

    def __init__(self, subject: models.Model):
        self.subject = subject
        Exception.__init__(self, f"“{subject}”在您查看之后又有修改，没有办理。请重新看过再办理。")


def advance(subject: models.Model, action: str, moves: Mapping[str, Move], **changes) -> None:
    """Move `subject` by `action` and write `changes` in the same UPDATE.

    Raises StaleState when the row is not (or no longer) in a state from which the table allows the move.
    """
    move = moves[action]
    rows = type(subject)._base_manager.filter(pk=subject.pk, state__in=move.sources)
    if not rows.update(state=move.target, **changes):
        subject.refresh_from_db()
        raise StaleState(subject, move.label)
    subject.state = move.target
    for name, value in changes.items():
        setattr(subject, name, value)


def open_to(subject: models.Model, user, moves: Mapping[str, Move], rights: Mapping[str, str]) -> list[str]:
    """The moves that the table allows and the person has the right to; those without a right happen by themselves."""
    return [name for name in possible(subject, moves) if name in rights and user.has_perm(rights[name], subject)]


def possible(subject: models.Model, moves: Mapping[str, Move]) -> list[str]:
    """Names of the actions the table allows from the subject's state, in the table's order."""
    return [name for name, move in moves.items() if subject.state in move.sources]
