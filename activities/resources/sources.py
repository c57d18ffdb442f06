"""The tables of the yearly workbook: one source of rows for the book, the flat file and the interface by key.

Each row is asked for through the person, and who that is, is asked anew for every piece.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from activities.resources.cases import CASES, case_rows, ordered_cases
from activities.resources.scope import Scope
from activities.resources.tree import SUMMARY, lines, page, summary_rows
from campaigns.adoption_rows import ADOPTION, adoption_rows, boards_of
from campaigns.owed_rows import FIELDS, OWED, answers_to, field_rows, owed_rows
from campaigns.slogan_rows import SLOGANS, direct_rows, directly, slogan_rows, slogans_of
from campaigns.workdays import today
from orgs.models import User
from orgs.tables import Table

PIECE = 500
Row = tuple


@dataclass(frozen=True)
class ByKeys:
    """Rows looked up by their ids; `keys` are all of them in order."""

    table: Table
    keys: Callable[[Scope, User], list[int]]
    rows: Callable[[Scope, User, Sequence[int]], Iterable[Row]]

    def page(self, scope: Scope, user: User, offset: int, limit: int) -> tuple[int, list[Row]]:
        """How many there are, and some of them."""
        keys = self.keys(scope, user)
        return len(keys), list(self.rows(scope, user, keys[offset : offset + limit]))

    def pieces(self, scope: Scope, asker: Callable[[], User]) -> Iterator[list[Row]]:
        keys = self.keys(scope, asker())
        for at in range(0, len(keys), PIECE):
            yield list(self.rows(scope, asker(), keys[at : at + PIECE]))


@dataclass(frozen=True)
class AtOnce:
    """Rows of one moment, in a file, because they add up; there are a few thousand at most.

    `some` gives how many there are and the rows of one page without the others. Without it a page costs as much as all
    of them: 各地列入情况 is one row for each item and unit one level below, in six queries however many.
    """

    table: Table
    rows: Callable[[Scope, User], list[Row]]
    some: Callable[[Scope, User, int, int], tuple[int, list[Row]]] | None = None

    def page(self, scope: Scope, user: User, offset: int, limit: int) -> tuple[int, list[Row]]:
        if self.some is not None:
            return self.some(scope, user, offset, limit)
        rows = self.rows(scope, user)
        return len(rows), rows[offset : offset + limit]

    def pieces(self, scope: Scope, asker: Callable[[], User]) -> Iterator[list[Row]]:
        yield self.rows(scope, asker())


Source = ByKeys | AtOnce


def _obligations(scope: Scope, user: User) -> list[int]:
    return list(scope.obligations(user).values_list("pk", flat=True))


def _owed(scope: Scope, user: User, pks: Sequence[int]) -> Iterable[Row]:
    return owed_rows(scope.obligations(user).order_by(), pks, today(), user)


def _answers(scope: Scope, user: User) -> list[int]:
    return list(answers_to(user, scope.obligations(user)).values_list("pk", flat=True))


def _fields(scope: Scope, user: User, pks: Sequence[int]) -> Iterable[Row]:
    return field_rows(answers_to(user, scope.obligations(user)), pks)


def _cases(scope: Scope, user: User) -> list[int]:
    return list(ordered_cases(scope, user).values_list("pk", flat=True))


def _case_rows(scope: Scope, user: User, pks: Sequence[int]) -> Iterable[Row]:
    return case_rows(ordered_cases(scope, user).order_by(), pks, user)


def _slogans(scope: Scope, user: User) -> list[int]:
    """Slogans first, then the units that carry out the document above: those by the negative of their ids."""
    found = slogans_of(user, scope.unit, scope.campaign).values_list("pk", flat=True)
    return [*found, *(-pk for pk in directly(user, scope.unit, scope.campaign).values_list("pk", flat=True))]


def _slogan_rows(scope: Scope, user: User, keys: Sequence[int]) -> Iterator[Row]:
    yield from slogan_rows(slogans_of(user, scope.unit, scope.campaign), [key for key in keys if key > 0])
    yield from direct_rows(directly(user, scope.unit, scope.campaign), [-key for key in keys if key < 0])


def _adoption(scope: Scope, user: User) -> list[Row]:
    return [row for board in boards_of(user, scope.unit, scope.campaign) for row in adoption_rows(board)]


def _summary(scope: Scope, user: User) -> list[Row]:
    return list(summary_rows(lines(scope, user)))


def _some_summary(scope: Scope, user: User, offset: int, limit: int) -> tuple[int, list[Row]]:
    count, found = page(scope, user, offset, limit)
    return count, list(summary_rows(found))


OBLIGATIONS = ByKeys(OWED, _obligations, _owed)
ANSWERS = ByKeys(FIELDS, _answers, _fields)
CASE_LIST = ByKeys(CASES, _cases, _case_rows)
SLOGAN_LIST = ByKeys(SLOGANS, _slogans, _slogan_rows)
ADOPTED = AtOnce(ADOPTION, _adoption)
FIGURES = AtOnce(SUMMARY, _summary, _some_summary)
SOURCES: tuple[Source, ...] = (FIGURES, OBLIGATIONS, ANSWERS, CASE_LIST, SLOGAN_LIST, ADOPTED)
