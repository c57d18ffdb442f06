"""Rows by thousands of their ids at once."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func


class Among(Func):
    """`filter(Among("activity_id", ids))`: as `activity_id__in=ids`, but the whole numbers stand in the statement.

    As parameters, each id of each piece would pass through a dozen calls, which takes longer than the query; and
    SQLite knows a most number of parameters. There all of them are one: a connection keeps its last 128 statements
    prepared, and one with thousands of numbers in it takes half a megabyte.
    """

    output_field = BooleanField()

    def __init__(self, field: str, ids: Iterable[int]) -> None:
        self.numbers = ",".join(map(str, map(int, ids)))
        super().__init__(F(field), template=f"%(expressions)s IN ({self.numbers or 'NULL'})")

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, tuple]:
        field, params = compiler.compile(self.source_expressions[0])
        return f"{field} IN (SELECT value FROM json_each(%s))", (*params, f"[{self.numbers}]")  # noqa: S608  (a column)
