"""Writing what was decided: all rows in the caller's transaction, by few statements however many rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.utils import timezone

from activities.importing_result import CHANGED, NEW, Planned, Row
from activities.importing_scope import STORED
from activities.models import Activity, CoHolder, Counter, Photo, WorkbookImport
from activities.rules import REPORTING
from orgs.models import AuditEvent, Unit, User

AGAINST = ("plan", "item_key", "item_root", "planned_as")
PIECE = 2000
Kept = Mapping[tuple[str, int, str], dict[str, Any]]  # sheet, row, picture's digest → columns of its Photo


def lock_units(pks: Iterable[int]) -> None:
    """Nobody else imports for these units until the transaction ends."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=sorted(pks)).order_by("pk").values_list("pk"))


def lock_rows(planned: Planned) -> bool:
    """Nobody else changes these activities until the transaction ends; False when somebody just did."""
    stored = {row.stored.pk: (row.stored.version, row.stored.state) for row in planned.rows if _changes(row)}
    pks, found = sorted(stored), {}
    for at in range(0, len(pks), PIECE):
        rows = Activity.objects.select_for_update().filter(pk__in=pks[at : at + PIECE]).order_by("pk")
        found |= {pk: (version, state) for pk, version, state in rows.values_list("pk", "version", "state")}
    return found == stored


def _changes(row: Row) -> bool:
    return row.kind == CHANGED and row.stored is not None


def write(planned: Planned, *, job: WorkbookImport, kept: Kept) -> None:
    """Create and change. Call it under the locks, with a plan made after `lock_units`."""
    new = [row for row in planned.rows if row.kind == NEW]
    changed = [row for row in planned.rows if row.kind == CHANGED]
    made = [_made(row, job) for row in new]
    Activity.objects.bulk_create(made, batch_size=PIECE)
    pairs = list(zip(new, made, strict=True))
    pairs += [(row, activity) for row, activity in zip(changed, _change(changed), strict=True)]
    _add_details(pairs, {row.stored.pk for row in changed if row.stored})
    _add_pictures(pairs, kept, job.user)
    _record(pairs, job)


def _made(row: Row, job: WorkbookImport) -> Activity:
    return Activity(campaign_id=job.campaign_id, unit_id=row.owner.pk, logged_by_id=job.user_id, **_columns(row.words))


def _columns(words: Mapping[str, Any]) -> dict[str, Any]:
    return {name: words[name] for name in (*STORED, *AGAINST) if name in words}


def _change(rows: Sequence[Row]) -> list[Activity]:
    """Each activity with its new words and the next version."""
    pks = [row.stored.pk for row in rows if row.stored]
    found: dict[int, Activity] = {}
    for at in range(0, len(pks), PIECE):
        found |= Activity.objects.in_bulk(pks[at : at + PIECE])
    activities = [found[pk] for pk in pks]
    now, names = timezone.now(), {"version", "changed_at"}
    for row, activity in zip(rows, activities, strict=True):
        for name, value in _columns(row.words).items():
            setattr(activity, name, value)
            names.add(name)
        activity.version += 1
        activity.changed_at = now
    if activities:  # an upsert: Django's bulk_update writes a CASE of all rows for every column
        Activity.objects.bulk_create(
            activities, batch_size=PIECE, update_conflicts=True, unique_fields=["id"], update_fields=sorted(names)
        )
    return activities


def _add_details(pairs: Iterable[tuple[Row, Activity]], changed: set[int]) -> None:
    pairs = list(pairs)
    held = [(row, activity) for row, activity in pairs if row.holders is not None]
    counted = [(row, activity) for row, activity in pairs if row.counters is not None]
    _clear(CoHolder, [activity.pk for _, activity in held if activity.pk in changed])
    _clear(Counter, [activity.pk for _, activity in counted if activity.pk in changed])
    CoHolder.objects.bulk_create(
        (
            CoHolder(activity=activity, unit=unit, name=name, order=order)
            for row, activity in held
            for order, (unit, name) in enumerate(row.holders or (), start=1)
        ),
        batch_size=PIECE,
    )
    Counter.objects.bulk_create(
        (
            Counter(activity=activity, kind=kind, value=value, qualifier=mark)
            for row, activity in counted
            for kind, (value, mark) in (row.counters or {}).items()
        ),
        batch_size=PIECE,
    )


def _clear(model: type[CoHolder] | type[Counter], pks: Sequence[int]) -> None:
    for at in range(0, len(pks), PIECE):
        model.objects.filter(activity__in=pks[at : at + PIECE]).delete()


def _add_pictures(pairs: Iterable[tuple[Row, Activity]], kept: Kept, by: User) -> None:
    shown = [(row, activity) for row, activity in pairs if row.pictures]
    last: dict[int, int] = {}
    there = Photo.objects.filter(activity__in=[activity.pk for _, activity in shown])
    for pk, order in there.order_by("order").values_list("activity", "order"):
        last[pk] = order
    Photo.objects.bulk_create(
        Photo(
            activity=activity,
            added_by=by,
            original_name=each.name[-150:],
            order=order,
            **kept[row.sheet, row.number, each.digest],
        )
        for row, activity in shown
        for order, each in enumerate(row.pictures, start=last.get(activity.pk, -1) + 1)
    )


def _acting(activity: Activity, asked: Callable[[int], str]) -> dict[str, str]:
    words = asked(activity.unit_id)
    return {"acting": words} if words else {}


def _record(pairs: Iterable[tuple[Row, Activity]], job: WorkbookImport) -> None:
    """One row of the trail for each activity, as if it had been typed in."""
    label, acting = Activity._meta.label_lower, cache(lambda unit: job.user.reach.acting(unit, *REPORTING))
    AuditEvent.objects.bulk_create(
        (
            AuditEvent(
                actor_id=job.user_id,
                unit_id=activity.unit_id,
                act="活动·导入登记" if row.kind == NEW else "活动·导入修改",
                subject_kind=label,
                subject_id=str(activity.pk),
                subject_name=activity.title[:200],
                details={"import": job.public_id, "row": f"{row.sheet}!{row.number}"} | _acting(activity, acting),
            )
            for row, activity in pairs
        ),
        batch_size=PIECE,
    )
