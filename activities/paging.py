"""Pages of a list by where the last one ended: as quick at the ten-thousandth row as at the first.

An order is a tuple of fields, `-` before a descending one; none may be empty, and the last is unique.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import QueryDict

from activities.ordering import HANDED_IN
from orgs.scoping import number

Fields = tuple[str, ...]
Rows = TypeVar("Rows", bound=QuerySet)
ORDERS: dict[str, tuple[str, Fields]] = {
    "": ("日期由近到远", ("-held_on", "-pk")),
    "day": ("日期由远到近", ("held_on", "pk")),
    "handed_in": ("最近报送", ("-last_handed_in", "-pk")),
    "changed": ("最近修改", ("-changed_at", "-pk")),
    "place": ("按地区和单位", ("unit__region__path", "unit__order", "unit", "-held_on", "-pk")),
}
MADE_UP = {"last_handed_in": HANDED_IN}  # fields of an order that are no columns


@dataclass
class Page:
    """Some rows, which place the first of them has, and where the neighbours begin (None: there is none)."""

    rows: list = field(default_factory=list)
    first: int = 1
    following: dict[str, object] | None = None
    preceding: dict[str, object] | None = None

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def order_of(asked: QueryDict) -> Fields:
    named = asked.get("order", "")
    return ORDERS[named if named in ORDERS else ""][1]


def arranged(rows: Rows, fields: Fields, *, backwards: bool = False) -> Rows:
    """The rows in that order, or exactly the other way round."""
    split = [_split(name, backwards) for name in fields]
    return _complete(rows, fields).order_by(*(f"-{name}" if down else name for name, down in split))


def page(rows: QuerySet, asked: QueryDict, *, scope: QuerySet, fields: Fields, size: int, key: str = "pk") -> Page:
    """The page that `after` or `before` (a row's `key`) and `n` (how many stand before it) ask for.

    The row is looked up within `scope`, what the person may see; when it is gone, the list starts at its beginning.
    """
    backwards = bool(asked.get("before")) and not asked.get("after")
    anchor = _anchor(scope, asked.get("before" if backwards else "after"), fields, key)
    if anchor is None:
        backwards = False
    else:
        rows = _complete(rows, fields).filter(beyond(fields, anchor, backwards=backwards))
    found = list(arranged(rows, fields, backwards=backwards)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    start = max(0, number(asked.get("n"))) if anchor is not None else 0
    before = max(0, start - len(found)) if backwards else start
    told = Page(found, before + 1)
    if found and (backwards or more):
        told.following = {"after": _value(found[-1], key), "n": before + len(found)}
    if found and anchor is not None and (more or not backwards):
        told.preceding = {"before": _value(found[0], key), "n": before}
    return told


def beyond(fields: Fields, values: Sequence[Any], *, backwards: bool = False) -> Q:
    """Rows that stand after the one with these values, or before it."""
    found, same = Q(), Q()
    for name, value in zip(fields, values, strict=True):
        plain, down = _split(name, backwards)
        found |= same & Q(**{f"{plain}__{'lt' if down else 'gt'}": value})
        same &= Q(**{plain: value})
    plain, down = _split(fields[0], backwards)
    # says nothing new, but is what an index can start from
    return Q(**{f"{plain}__{'lte' if down else 'gte'}": values[0]}) & found


def _split(name: str, backwards: bool) -> tuple[str, bool]:
    return name.removeprefix("-"), name.startswith("-") != backwards


def _complete(rows: Rows, fields: Fields) -> Rows:
    names = {name.removeprefix("-") for name in fields}
    return rows.annotate(**{name: each for name, each in MADE_UP.items() if name in names})


def _value(row: Any, key: str) -> Any:
    return row[key] if isinstance(row, dict) else getattr(row, key)


def _anchor(scope: QuerySet, value: str | None, fields: Fields, key: str) -> tuple | None:
    if not number(value):
        return None
    names = [name.removeprefix("-") for name in fields]
    return _complete(scope, fields).filter(**{key: number(value)}).order_by().values_list(*names).first()
