"""One declaration of a table's columns: what each says, its heading, its width. Shared by workbook, CSV and admin.

A table of many rows is read by `pieces`: plain values straight from the query, no model instances. What cannot be had
so (a list of names, a figure from another table) is gathered for a whole piece by one function.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from import_export.fields import Field
from import_export.widgets import Widget

from orgs.among import Among
from orgs.workbooks import Block

Gatherer = Callable[[Sequence[int]], Mapping[int, Any]]


class Native(Widget):
    """Values as they are: a date stays a date, a number a number, for the writer to give its cell a type."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class Column(Field):
    """A column of an exported table; `value` is an attribute path (`unit__region__name`) or a function of the row."""

    def __init__(self, heading: str, value: str | Callable[[Any], Any], *, width: int = 12):
        super().__init__(
            attribute=value if isinstance(value, str) else None,
            column_name=heading,
            widget=Native(),
            readonly=True,
            dehydrate_method=None if isinstance(value, str) else value,
        )
        self.width = width


class Chosen(Column):
    """A column that says the words of a choice instead of its code."""

    def __init__(self, heading: str, value: str, choices: Iterable[tuple[str, str]], *, width: int = 12):
        super().__init__(heading, value, width=width)
        self.words = dict(choices)

    def get_value(self, instance: Any) -> Any:
        return self.words.get(found := super().get_value(instance), found)


class Gathered(Column):
    """A column looked up in another table: `gather` gives the value of each row's id, or `part` of a mapping."""

    def __init__(self, heading: str, gather: Gatherer, part: str = "", *, width: int = 12):
        super().__init__(heading, self.of_one, width=width)
        self.gather, self.part = gather, part

    def of_one(self, row: Any) -> Any:
        value = self.gather([row.pk]).get(row.pk)
        return value.get(self.part) if self.part and value is not None else value


def widths(resource: Any) -> list[int]:
    """Widths of a resource's columns in characters of Latin text (a Chinese one takes two)."""
    return [getattr(field, "width", 16) for field in resource.get_export_fields()]


def read(resource: Any, rows: QuerySet, pks: Sequence[int]) -> tuple[Sequence[int], Block]:
    """The rows with these ids that are among `rows`, in the order of the ids: their ids, and what the columns say.

    Only for resources whose columns are paths, choices and gathered ones.
    """
    fields: list[Column] = resource.get_export_fields()
    paths = list(dict.fromkeys(field.attribute for field in fields if field.attribute))
    found = {row[0]: row for row in rows.filter(Among("pk", pks)).order_by().values_list("pk", *paths)}
    kept = [found[pk] for pk in pks if pk in found]
    if not kept:
        return (), Block(())
    own, *single = zip(*kept, strict=True)
    by_path = dict(zip(paths, single, strict=True))
    gatherers = dict.fromkeys(field.gather for field in fields if isinstance(field, Gathered))
    gathered = {gather: _spread(gather(own), own) for gather in gatherers}
    return own, Block([_column(field, by_path, gathered) for field in fields])


def _spread(found: Mapping[int, Any], pks: Sequence[int]) -> Mapping[str, Sequence]:
    """From values by id to columns by part ("" = the value itself); most rows have none of most parts."""
    if not isinstance(next(iter(found.values()), None), dict):
        return {"": list(map(found.get, pks))}
    spread: dict[str, list] = {}
    places = {pk: place for place, pk in enumerate(pks)}
    for pk, parts in found.items():
        for part, value in parts.items():
            if part not in spread:
                spread[part] = [None] * len(pks)
            spread[part][places[pk]] = value
    return spread


def _column(field: Column, by_path: Mapping[str, Sequence], gathered: Mapping[Gatherer, Mapping[str, Sequence]]):
    if isinstance(field, Gathered):
        return gathered[field.gather].get(field.part) or [None] * len(next(iter(by_path.values())))
    values = by_path[str(field.attribute)]
    return [field.words.get(value, value) for value in values] if isinstance(field, Chosen) else values
