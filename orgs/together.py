"""Several querysets read in one statement: one trip to the database, and all of one moment.

Every row comes back as a JSON array of its columns, and is then made an object by Django itself, as if each queryset
had been asked by itself: `select_related`, `values_list`, deferred columns and prefetches hold.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from itertools import chain
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.sql.compiler import SQLCompiler

MOST_ARGUMENTS = 90  # a function takes at most 100 on PostgreSQL, 127 on SQLite

# What PostgreSQL writes as text in JSON while its driver would give values; SQLite's columns are text anyway, and
# Django's own converters read them.
READ: dict[type[models.Field], Callable[[str], Any]] = {
    models.DateField: dt.date.fromisoformat,
    models.DateTimeField: dt.datetime.fromisoformat,
    models.UUIDField: models.UUIDField().to_python,
}


def together(*asked: models.QuerySet) -> None:
    """Evaluate these querysets in place. One query, and one for each prefetch that they name.

    Not for columns that JSON cannot hold exactly: decimals and bytes are refused.
    """
    unread = [each for each in asked if each._result_cache is None]
    if len(unread) == 1:
        len(unread[0])  # evaluates it as ever
        return
    waiting = [_Part(each) for each in unread]
    parts = [part for part in waiting if part.sql]
    if parts:
        _read(parts, _statement(parts), tuple(chain.from_iterable(part.params for part in parts)))
    for part in waiting:
        part.finish()


class Prepared:
    """`Prepared(build, *marks)(*values)`: the rows of the querysets that `build(*values)` would give, each as a list.

    Built and compiled by Django once, with the marks in the values' places, which takes longer than the question: for
    what every request asks. A mark is a whole number or a date that stands nowhere else in them. Without prefetches.
    """

    def __init__(self, build: Callable[..., Iterable[models.QuerySet]], *marks: int | dt.date) -> None:
        self.build, self.marks = build, marks
        self.parts: list[_Part] = []
        self.statement = ""

    def __call__(self, *values: int | dt.date) -> list[list]:
        if not self.statement:
            self.parts = [_Part(each) for each in self.build(*self.marks)]
            self.statement = _statement(self.parts)
        given = {_said(mark): _said(value) for mark, value in zip(self.marks, values, strict=True)}
        parts = [part.again() for part in self.parts]
        _read(parts, self.statement, tuple(given.get(each, each) for part in parts for each in part.params))
        for part in parts:
            part.finish()
        return [list(part.queryset) for part in parts]


def _said(value: int | dt.date) -> Any:
    """As it stands among a compiled statement's parameters."""
    return connections[DEFAULT_DB_ALIAS].ops.adapt_datefield_value(value) if isinstance(value, dt.date) else value


def _statement(parts: Sequence["_Part"]) -> str:
    vendor = connections[parts[0].queryset.db].vendor
    return f"SELECT {', '.join(part.wrapped(vendor) for part in parts)}"


def _read(parts: Sequence["_Part"], sql: str, params: tuple) -> None:
    connection = connections[parts[0].queryset.db]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
    for part, text in zip(parts, row, strict=True):
        part.take(json.loads(text or "[]"), connection.vendor)


def bring(thing: models.Model, *names: str, **querysets: models.QuerySet) -> tuple[models.QuerySet, ...]:
    """Querysets of a thing's related rows, set so that `thing.name.all()` gives what was read; for `together`.

    By keyword with the rows chosen and related as the page needs them. As with any prefetch, rows written afterwards
    are not among them: for reading a page, not for a verb.
    """
    found = {name: getattr(thing, name).all() for name in names} | querysets
    cache = thing.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, rows in found.items():
        if name not in cache:
            cache[name] = rows
    return tuple(cache[name] for name in found)


class _Part:
    """One queryset, compiled; its rows replace those that its compiler would fetch."""

    def __init__(self, queryset: models.QuerySet) -> None:
        self.queryset = queryset
        self.compiler: SQLCompiler = queryset.query.get_compiler(using=queryset.db)
        self.rows: Iterable[list] = ()
        try:
            self.sql, self.params = self.compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            self.sql, self.params = "", ()

    def again(self) -> "_Part":
        """One with rows of its own, compiled already."""
        found = copy(self)
        found.queryset, found.compiler = self.queryset.all(), copy(self.compiler)
        return found

    def wrapped(self, vendor: str) -> str:
        names = [f'"{alias}"' for _, _, alias in self.compiler.select]
        build, collect = ("json_array", "json_group_array") if vendor == "sqlite" else ("json_build_array", "json_agg")
        pieces = (", ".join(names[at : at + MOST_ARGUMENTS]) for at in range(0, len(names), MOST_ARGUMENTS))
        columns = ", ".join(f"{build}({piece})" for piece in pieces)
        rows = f"CAST({collect}({build}({columns})) AS text)"
        return f"(SELECT {rows} FROM ({self.sql}) AS part)"  # noqa: S608  (Django compiled it; values are parameters)

    def take(self, rows: list[list[list]], vendor: str) -> None:
        fields = [expression.output_field for expression, _, _ in self.compiler.select]
        if any(isinstance(field, models.DecimalField | models.BinaryField) for field in fields):
            raise TypeError("decimals and bytes do not pass through JSON unchanged")
        flat = (list(chain.from_iterable(row)) for row in rows)
        self.rows = list(flat) if vendor == "sqlite" else [_typed(row, fields) for row in flat]

    def finish(self) -> None:
        query = self.queryset.query
        self.compiler.execute_sql = lambda *_, **__: [self.rows]  # type: ignore[method-assign, assignment]
        query.get_compiler = lambda *_, **__: self.compiler  # type: ignore[method-assign]
        try:
            len(self.queryset)  # evaluates it
        finally:
            del query.get_compiler


def _typed(row: list, fields: list[models.Field]) -> list:
    return [_value(value, field) for value, field in zip(row, fields, strict=True)]


def _value(value: Any, field: models.Field) -> Any:
    if isinstance(field, models.JSONField):
        return None if value is None else json.dumps(value)  # its own converter reads it again
    read = next((READ[kind] for kind in type(field).__mro__ if kind in READ), None)
    return read(value) if read and value is not None else value
