"""The folded county-level figures of an activity (资料、咨询、展板 …), each with its qualifier.

A row is plain JSON: {"kind", "value", "qualifier"}; rows stand in the order of CounterKind, each kind at most once.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from activities.choices import CounterKind
from activities.models import Activity, Counter

Row = Mapping[str, Any]
ORDER = {kind: place for place, kind in enumerate(CounterKind.values)}


def rows_of(activity: Activity) -> list[dict[str, Any]]:
    """What the activity has. One query, none when `counters` was prefetched."""
    rows = [{"kind": c.kind, "value": c.value, "qualifier": c.qualifier} for c in activity.counters.all()]
    return sorted(rows, key=lambda row: ORDER[row["kind"]])


def keep(activity: Activity, rows: Iterable[Row]) -> None:
    """Let the activity have these figures and no others. The caller holds the transaction and the trail."""
    activity.counters.all().delete()
    first(activity, rows)


def first(activity: Activity, rows: Iterable[Row]) -> None:
    """The figures of an activity that has none yet."""
    Counter.objects.bulk_create(Counter(activity=activity, **row) for row in rows)
