"""What a fixture wrote through the verbs, kept, so that the tests after the first get the same rows in one go."""

import datetime as dt
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import time_machine
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

OURS = {"orgs", "campaigns", "activities"}
MOVING = {"orgs_publicstamp"}  # a trigger changes it at each change of what is public


@dataclass(frozen=True)
class Kept:
    made: bytes  # the fixture's value, pickled
    rows: bytes  # (model, instances), pickled
    began: dt.datetime
    ended: dt.datetime


class Replay:
    """`Replay(build, stands_on=models)(*args)` → what `build(*args)` gives, its rows written by `build` or again.

    Only on SQLite, whose keys begin anew after each rolled back test (elsewhere `build` runs each time); only while
    every row of `stands_on` is as it was for the kept ones, nothing else stands in the tables written to, and the time
    is real. A date or moment that was now when they were written is now again. AssertionError if `build` changes rows
    that stood before: those would not be changed again.
    """

    def __init__(self, build: Callable[..., Any], *, stands_on: tuple[type[models.Model], ...]):
        self.build, self.stands_on = build, stands_on
        self.kept: dict[Any, Kept] = {}
        self.occupied: dict[Any, str] = {}  # the query that finds whether anything stands where the rows go

    def __call__(self, *args: Any) -> Any:
        travelling = time_machine.escape_hatch.is_travelling()
        if connection.vendor != "sqlite" or not connection.in_atomic_block or travelling:
            return self.build(*args)
        ground = self._ground()
        if ground in self.occupied:
            with connection.cursor() as cursor:
                cursor.execute(self.occupied[ground])
                if cursor.fetchone()[0]:
                    return self.build(*args)
        if ground not in self.kept:
            return self._record(ground, *args)
        kept = self.kept[ground]
        for model, instances in pickle.loads(kept.rows):  # noqa: S301  (pickled by ourselves a moment ago)
            model._base_manager.bulk_create([_now(each, kept) for each in instances])
        return pickle.loads(kept.made)  # noqa: S301  (same)

    def _ground(self) -> tuple:
        moments = (models.DateTimeField,)
        return tuple(
            tuple(
                model._base_manager.order_by("pk").values_list(
                    *(f.attname for f in model._meta.concrete_fields if not isinstance(f, moments))
                )
            )
            for model in self.stands_on
        )

    def _record(self, ground: tuple, *args: Any) -> Any:
        before, began = _everything(), timezone.now()
        made = self.build(*args)
        after, ended = _everything(), timezone.now()
        new = {model: [row for pk, row in rows.items() if pk not in before[model]] for model, rows in after.items()}
        new = {model: rows for model, rows in new.items() if rows}
        for model, rows in before.items():
            same = [_plain(rows[pk]) for pk in rows] == [_plain(after[model].get(pk)) for pk in rows]
            assert same or model._meta.db_table in MOVING, f"{model.__name__}: rows that stood before were changed"
        tables = " OR ".join(f"EXISTS (SELECT 1 FROM {model._meta.db_table})" for model in new)  # noqa: S608  (ours)
        self.occupied[ground] = f"SELECT {tables}"
        if not any(before[model] for model in new):
            self.kept[ground] = Kept(pickle.dumps(made), pickle.dumps(list(new.items())), began, ended)
        return made


def _everything() -> dict[type[models.Model], dict[Any, models.Model]]:
    ours = (m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in OURS and not m._meta.proxy)
    return {model: {row.pk: row for row in model._base_manager.order_by("pk")} for model in ours}


def _plain(row: models.Model | None) -> list | None:
    return None if row is None else [getattr(row, field.attname) for field in row._meta.concrete_fields]


def _now(row: models.Model, kept: Kept) -> models.Model:
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, dt.datetime):
            if kept.began <= value <= kept.ended:
                setattr(row, field.attname, timezone.now())
        elif isinstance(value, dt.date) and value == timezone.localdate(kept.began):
            setattr(row, field.attname, timezone.localdate())
    return row
