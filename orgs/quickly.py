"""Inserting many rows of one table at once, without a model instance for each.

Django's bulk_create spends most of its time on building instances and SQL; on SQLite it also sends twenty rows at a
time. The values are adapted by the model's own fields; signals and `save` are not asked, constraints hold as ever.
"""

import datetime as dt
import io
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection, models

PAGE = 5000
_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_SPOKEN = (int, float, Decimal, dt.date, uuid.UUID)  # PostgreSQL reads them as Python writes them
# Types that a driver takes as they are, once they have been checked.
_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


def insert(model: type[models.Model], rows: Iterable[Mapping[str, Any]], *, columns: Sequence[str]) -> None:
    """Insert `rows` (attname → value), in the caller's transaction; a column left out of a row takes its default.

    `columns` are the attnames that rows may name; all others take their defaults.
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    constants = [_constant(field) if field.attname not in columns else None for field in fields]
    makers = [(at, _maker(f)) for at, f in enumerate(fields) if f.attname in columns or _is_made(f)]
    values = []
    for row in rows:
        made = constants.copy()
        for at, make in makers:
            made[at] = make(row)
        values.append(made)
    if not values:
        return
    quoted = connection.ops.quote_name
    table, names = quoted(model._meta.db_table), ", ".join(quoted(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, f"COPY {table} ({names}) FROM STDIN", values)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)  # noqa: S608  (own names)


def _copy(cursor: Any, sql: str, values: list[list[Any]]) -> None:
    """The driver runs executemany row by row, and a statement of many rows is parsed whole: this is neither."""
    for at in range(0, len(values), PAGE):
        text = "".join("\t".join(map(_copied, row)) + "\n" for row in values[at : at + PAGE])
        with connection.wrap_database_errors:  # the wrapper of the cursor leaves this method's errors to the driver
            cursor.copy_expert(sql, io.StringIO(text))


def _copied(value: Any) -> str:
    """As COPY's text format wants it. TypeError for what it was not made for, such as bytes."""
    if isinstance(value, str):
        return value.translate(_ESCAPED)
    if value is None:
        return r"\N"
    if isinstance(value, _SPOKEN):
        return str(value)
    if hasattr(value, "dumps"):  # the driver's JSON
        return str(value.dumps(value.adapted)).translate(_ESCAPED)
    raise TypeError(f"no way to copy {value!r}")


def _is_made(field: models.Field) -> bool:
    """Whether each row has a default of its own, such as a random identifier."""
    return (
        field.has_default() and callable(field.default) and field.default not in (dict, list) and not _is_stamp(field)
    )


def _is_stamp(field: models.Field) -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def _constant(field: models.Field) -> Any:
    value = field.pre_save(field.model(), True) if _is_stamp(field) else field.get_default()
    return field.get_db_prep_save(value, connection)


def _maker(field: models.Field) -> Callable[[Mapping[str, Any]], Any]:
    """How the field's value is made from a row."""
    name, default = field.attname, field.get_default
    if isinstance(field, _PLAIN) and not (field.has_default() and callable(field.default)):
        constant = default()
        return lambda row: row.get(name, constant)
    if isinstance(field, models.DateField):  # few days, many rows
        days = cache(lambda value: field.get_db_prep_save(value, connection))
        return lambda row: days(row[name] if name in row else default())
    return lambda row: field.get_db_prep_save(row[name] if name in row else default(), connection)
