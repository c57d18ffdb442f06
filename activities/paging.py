"""Pages of a list by where the last one ended: as quick at the ten-thousandth row as at the first.

An order is a tuple of fields, `-` before a descending one; the last is unique. A descending field may be empty, and
empty ones stand last.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from orgs.scoping import number

Fields = tuple[str, ...]
ORDERS: dict[str, tuple[str, Fields]] = {
    "": ("日期由近到远", ("-held_on", "-pk")),
    "day": ("日期由远到近", ("held_on", "pk")),
    "handed_in": ("最近报送", ("-handed_in_at", "-pk")),
    "changed": ("最近修改", ("-changed_at", "-pk")),
    "place": ("按地区和单位", ("unit__region__path", "unit__order", "unit", "-held_on", "-pk")),
}
EMPTY = frozenset({"handed_in_at"})  # fields of an order that may be empty


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


def arranged(rows: QuerySet, fields: Fields, *, backwards: bool = False) -> QuerySet:
    """The rows in that order, or exactly the other way round."""
    terms = []
    for name in fields:
        plain, down = _split(name, backwards)
        if plain in EMPTY:
            column = F(plain)
            terms.append(column.desc(nulls_last=True) if down else column.asc(nulls_first=True))
        else:
            terms.append(f"-{plain}" if down else plain)
    return rows.order_by(*terms)


def page(rows: QuerySet, asked: QueryDict, *, scope: QuerySet, fields: Fields, size: int, key: str = "pk") -> Page:
    """The page that `after` or `before` (a row's `key`) and `n` (how many stand before it) ask for.

    The row is looked up within `scope`, what the person may see; when it is gone, the list starts at its beginning.
    """
    backwards = bool(asked.get("before")) and not asked.get("after")
    anchor = _anchor(scope, asked.get("before" if backwards else "after"), fields, key)
    if anchor is None:
        backwards = False
    else:
        rows = rows.filter(beyond(fields, anchor, backwards=backwards))
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
        found |= same & _past(plain, value, down=down)
        same &= Q(**{f"{plain}__isnull": True}) if value is None else Q(**{plain: value})
    plain, down = _split(fields[0], backwards)
    if plain in EMPTY or values[0] is None:
        return found
    # says nothing new, but is what an index can start from
    return Q(**{f"{plain}__{'lte' if down else 'gte'}": values[0]}) & found


def _past(name: str, value: Any, *, down: bool) -> Q:
    if value is None:  # the empty ones come last going down, first going up
        return Q(pk__in=[]) if down else Q(**{f"{name}__isnull": False})
    found = Q(**{f"{name}__{'lt' if down else 'gt'}": value})
    return found | Q(**{f"{name}__isnull": True}) if down and name in EMPTY else found


def _split(name: str, backwards: bool) -> tuple[str, bool]:
    return name.removeprefix("-"), name.startswith("-") != backwards


def _value(row: Any, key: str) -> Any:
    return row[key] if isinstance(row, dict) else getattr(row, key)


def _anchor(scope: QuerySet, value: str | None, fields: Fields, key: str) -> tuple | None:
    if not number(value):
        return None
    names = [name.removeprefix("-") for name in fields]
    return scope.filter(**{key: number(value)}).order_by().values_list(*names).first()
