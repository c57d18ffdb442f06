"""Writing what was decided: all rows in the caller's transaction, by few statements however many rows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.utils import timezone

from activities.importing_result import CHANGED, NEW, Planned, Row
from activities.importing_scope import STORED
from activities.logging import takes_over
from activities.models import Activity, CoHolder, Counter, Photo
from activities.rules import REPORTING
from campaigns.models import Campaign
from orgs.ids import public_id
from orgs.models import AuditEvent, Unit, User
from orgs.quickly import insert

AGAINST = ("plan_id", "item_key", "item_root", "planned_as_id")
MADE = ("public_id", "campaign_id", "unit_id", "logged_by_id", *STORED, *AGAINST)
EVENT = ("actor_id", "unit_id", "act", "subject_kind", "subject_id", "subject_name", "details")
Pair = tuple[Row, int]  # with its activity's key
PIECE = 2000
Kept = Mapping[tuple[str, int, str], dict[str, Any]]  # sheet, row, picture's digest → columns of its Photo


def lock_units(pks: Iterable[int]) -> None:
    """Nobody else imports for these units until the transaction ends."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=sorted(pks)).order_by("pk").values_list("pk"))


def lock_rows(planned: Planned) -> bool:
    """Nobody else changes these activities until the transaction ends; False when somebody just did."""
    stored = {row.stored.pk: (row.stored.version, row.stored.state) for row in planned.rows if _is_change(row)}
    pks = sorted(stored)
    found: dict[int, tuple[int, str]] = {}
    for at in range(0, len(pks), PIECE):
        rows = Activity.objects.select_for_update().filter(pk__in=pks[at : at + PIECE]).order_by("pk")
        found |= {pk: (version, state) for pk, version, state in rows.values_list("pk", "version", "state")}
    return found == stored


def _is_change(row: Row) -> bool:
    return row.kind == CHANGED and row.stored is not None


def write(planned: Planned, *, campaign: Campaign, by: User, source: str, kept: Kept) -> None:
    """Create and change; `source` names the import in the trail. Call it under the locks and a plan made after them."""
    new = [row for row in planned.rows if row.kind == NEW]
    changed = [row for row in planned.rows if row.kind == CHANGED]
    pairs = list(zip(new, _make(new, campaign, by), strict=True))
    pairs += list(zip(changed, _change(changed, by), strict=True))
    _add_details(pairs, {row.stored.pk for row in changed if row.stored})
    _add_pictures(pairs, kept, by)
    _record(pairs, by, source)


def _make(rows: Sequence[Row], campaign: Campaign, by: User) -> list[int]:
    """Create an activity for each row; their keys in the same order."""
    fixed = {"campaign_id": campaign.pk, "logged_by_id": by.pk}
    ids = [public_id() for _ in rows]
    made = (
        {**fixed, "public_id": each, "unit_id": row.owner.pk, **_columns(row.words)}
        for row, each in zip(rows, ids, strict=True)
    )
    insert(Activity, made, columns=MADE)
    keys: dict[str, int] = {}
    for at in range(0, len(ids), PIECE):
        keys |= dict(Activity.objects.filter(public_id__in=ids[at : at + PIECE]).values_list("public_id", "pk"))
    return [keys[each] for each in ids]


def _columns(words: Mapping[str, Any]) -> dict[str, Any]:
    """Columns by attname."""
    found = {name: words[name] for name in STORED if name in words}
    if "item_key" in words:
        plan, entry = words["plan"], words["planned_as"]
        found |= {"item_key": words["item_key"], "item_root": words["item_root"]}
        found |= {"plan_id": plan.pk if plan else None, "planned_as_id": entry.pk if entry else None}
    return found


def _change(rows: Sequence[Row], by: User) -> list[int]:
    """Give each activity its new words and the next version; their keys in the same order."""
    pks = [row.stored.pk for row in rows if row.stored]
    found: dict[int, Activity] = {}
    for at in range(0, len(pks), PIECE):
        found |= Activity.objects.in_bulk(pks[at : at + PIECE])
    activities = [found[pk] for pk in pks]
    now, names = timezone.now(), {"version", "changed_at"}
    for row, activity in zip(rows, activities, strict=True):
        for name, value in _columns(row.words).items():
            setattr(activity, name, value)
            names.add(name.removesuffix("_id"))
        activity.version += 1
        activity.changed_at = now
        if takes_over(activity, by):
            activity.taken_over_at = now
            names.add("taken_over_at")
    if activities:  # an upsert: Django's bulk_update writes a CASE of all rows for every column
        Activity.objects.bulk_create(
            activities, batch_size=PIECE, update_conflicts=True, unique_fields=["id"], update_fields=sorted(names)
        )
    return pks


def _add_details(pairs: Sequence[Pair], changed: set[int]) -> None:
    held = [(row, pk) for row, pk in pairs if row.holders is not None]
    counted = [(row, pk) for row, pk in pairs if row.counters is not None]
    _clear(CoHolder, [pk for _, pk in held if pk in changed])
    _clear(Counter, [pk for _, pk in counted if pk in changed])
    holders = (
        {"activity_id": pk, "unit_id": unit.pk if unit else None, "name": name, "order": order}
        for row, pk in held
        for order, (unit, name) in enumerate(row.holders or (), start=1)
    )
    insert(CoHolder, holders, columns=("activity_id", "unit_id", "name", "order"))
    counters = (
        {"activity_id": pk, "kind": kind, "value": value, "qualifier": mark}
        for row, pk in counted
        for kind, (value, mark) in (row.counters or {}).items()
    )
    insert(Counter, counters, columns=("activity_id", "kind", "value", "qualifier"))


def _clear(model: type[CoHolder] | type[Counter], pks: Sequence[int]) -> None:
    for at in range(0, len(pks), PIECE):
        model.objects.filter(activity__in=pks[at : at + PIECE]).delete()


def _add_pictures(pairs: Sequence[Pair], kept: Kept, by: User) -> None:
    shown = [(row, pk) for row, pk in pairs if row.pictures]
    last: dict[int, int] = {}
    there = Photo.objects.filter(activity__in=[pk for _, pk in shown]) if shown else Photo.objects.none()
    for pk, order in there.order_by("order").values_list("activity", "order"):
        last[pk] = order
    Photo.objects.bulk_create(
        Photo(
            activity_id=pk,
            added_by=by,
            original_name=each.name[-150:],
            order=order,
            **kept[row.sheet, row.number, each.digest],
        )
        for row, pk in shown
        for order, each in enumerate(row.pictures, start=last.get(pk, -1) + 1)
    )


def _record(pairs: Sequence[Pair], by: User, source: str) -> None:
    """One row of the trail for each activity, as if it had been typed in."""
    label, acting = Activity._meta.label_lower, cache(lambda unit: by.reach.acting(unit, *REPORTING))
    events = []
    for row, pk in pairs:
        unit = row.owner.pk if row.owner else 0
        details = {"import": source, "row": f"{row.sheet}!{row.number}"}
        if acting(unit):
            details["acting"] = acting(unit)
        act = "活动·导入登记" if row.kind == NEW else "活动·导入修改"
        told = {"subject_kind": label, "subject_id": str(pk), "subject_name": row.title[:200], "details": details}
        events.append({"actor_id": by.pk, "unit_id": unit, "act": act, **told})
    insert(AuditEvent, events, columns=EVENT)
