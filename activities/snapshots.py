"""An activity's words and photos as plain JSON at one moment, and the columns that such words stand for."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from activities import counting
from activities.models import Activity, Photo
from activities.models.activity import PARTICIPATION
from campaigns.models import AnnexEntry, Item, Plan
from orgs.models import Unit

PLAIN = ("title", "sort", "outcome", "outcome_reason", "place", "text")
DAYS, KEYS = ("held_on", "ends_on"), ("item_key", "item_root")
LINKED = {"plan": Plan, "planned_as": AnnexEntry}
FIGURES = tuple(column for name in PARTICIPATION for column in (name, f"{name}_qualifier"))
Words = dict[str, Any]


def words_of(activity: Activity) -> Words:
    """Everything a form can change, co-holders and the folded figures included. Three queries at most."""
    columns = {name: getattr(activity, name) for name in (*PLAIN, *DAYS, *KEYS, *FIGURES)}
    columns |= {name: getattr(activity, f"{name}_id") for name in LINKED}
    holders = [(holder.unit_id, holder.name) for holder in activity.co_holders.all()]
    return frozen(columns, holders) | {"counters": counting.rows_of(activity)}


def frozen(columns: Mapping[str, Any], holders: Iterable[tuple[Any, str]]) -> Words:
    """Columns as the verbs take them, and co-holders (unit or its pk, name), as JSON. `under` is what of a plan they
    carry out, as people read it: the plan may be reworded later."""
    found = {name: _plain(value) for name, value in columns.items()}
    found["holders"] = [{"unit": getattr(unit, "pk", unit), "name": name} for unit, name in holders]
    if "planned_as" in found:
        found["under"] = _under(found)
    return found


def columns_of(words: Mapping[str, Any]) -> dict[str, Any]:
    """The columns again. A plan or entry that is gone meanwhile is none. One query per link that is set."""
    found = {name: words[name] for name in (*PLAIN, *FIGURES) if name in words}
    found |= {name: dt.date.fromisoformat(words[name]) if words[name] else None for name in DAYS if name in words}
    found |= {name: UUID(words[name]) if words[name] else None for name in KEYS if name in words}
    for name, model in LINKED.items():
        if name in words:
            found[name] = model._default_manager.filter(pk=words[name]).first() if words[name] else None
    return found


def holders_of(words: Mapping[str, Any]) -> list[tuple[Unit | None, str]]:
    """The co-holders as the verbs take them. One query."""
    rows = words.get("holders", ())
    known = Unit.objects.in_bulk([row["unit"] for row in rows if row["unit"]])
    return [(known.get(row["unit"]), row["name"]) for row in rows]


def photos_of(photos: Iterable[Photo]) -> list[dict[str, Any]]:
    """What tells one state of the photos from another; a photo replaced or turned has another digest."""
    names = ("caption", "credit", "alt", "digest", "original_name")
    return [{"id": photo.public_id} | {name: getattr(photo, name) for name in names} for photo in photos]


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return getattr(value, "pk", value)


def _under(words: Words) -> str:
    if words["planned_as"]:
        return AnnexEntry.objects.filter(pk=words["planned_as"]).values_list("title", flat=True).first() or ""
    if not words["item_key"]:
        return ""
    rows = Item.objects.filter(edition__plan=words["plan"], key=words["item_key"]).order_by("-edition__number")
    return str(rows.first() or "")
