"""How many minutes an answer costs, reckoned from what is asked. The office that asks may know better."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from campaigns.choices import Ask, FieldKind

READING = 3  # the letter and the form
WORDS = {Ask.SUMMARY: 30, Ask.COLLECT: 20, Ask.COMMENT: 20}  # a text of one's own, with what the portal drafts
EACH = {FieldKind.NUMBER: 2, FieldKind.TEXT: 5, FieldKind.CHOICE: 1, FieldKind.FILE: 5}
COLUMN = 3  # of a table, for the few rows it usually has
STEP = 5


class Asked(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def known(self) -> str: ...
    @property
    def options(self) -> Sequence[str]: ...


def estimate(kind: str, fields: Iterable[Asked] = ()) -> int:
    """Minutes for one answer to a request of `kind` with these own fields, rounded up to five.

    What the portal knows already costs a glance: nothing is added for it.
    """
    total = READING + WORDS.get(Ask(kind), 0) + sum(_of(field) for field in fields)
    return -(-total // STEP) * STEP


def _of(field: Asked) -> int:
    if field.known:
        return 0
    return COLUMN * len(field.options) if field.kind == FieldKind.TABLE else EACH[FieldKind(field.kind)]
