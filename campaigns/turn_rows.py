"""What a step of a draft may change, as plain JSON rows: read before and after it, written to take it back."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from campaigns.drafts import refuse
from campaigns.models import Edition, Item, Placement, Responsibility
from campaigns.turning import Rows, Values
from orgs.together import together

ITEMS, DUTIES, DATES, OPENING = ("item", "place"), ("duty",), ("dates",), ("opening",)
EVERYTHING = (*ITEMS, *DUTIES, *DATES, *OPENING)

ITEM = ("kind", "root", "heading", "text", "change", "origin_id", "reason", "is_own", "proposal_id", "previous_id")
PLACE = ("under", "position", "moved", "is_own")
DUTY = ("keys", "name", "role", "order", "unit_id")
HEAD = {"dates": ("starts_on", "ends_on", "signed_on", "summary_due"), "opening": ("opening",)}
DATES_KEY, OPENING_KEY = "dates", "opening"
OF_DUTY = "duty-"


def rows_of(edition: Edition, parts: tuple[str, ...] = EVERYTHING) -> Rows:
    """What a draft holds of these parts. One query for items, places and responsibilities, one for the others."""
    found: dict[str, dict[str, Any]] = {}
    asked = {
        "item": edition.items.order_by("pk").values("key", *ITEM),
        "place": edition.placements.order_by("pk").values("key", *PLACE),
        "duty": edition.responsibilities.order_by("pk").values("pk", *DUTY),
    }
    wanted = {part: rows for part, rows in asked.items() if part in parts}
    if wanted:
        together(*wanted.values())
    for part, rows in wanted.items():
        for values in rows:
            key = f"{OF_DUTY}{values.pop('pk')}" if part == "duty" else str(values.pop("key"))
            found.setdefault(key, {})[part] = _plain(values)
    of_head = [part for part in HEAD if part in parts]
    if of_head:
        # the edition at hand may be another copy than the one a verb wrote
        now = Edition.objects.values(*(name for part in of_head for name in HEAD[part])).get(pk=edition.pk)
        found |= {part: {part: _plain({name: now[name] for name in HEAD[part]})} for part in of_head}
    return found


def write(edition: Edition, rows: Rows) -> None:
    """Make the draft's rows say what is given; other rows are not touched."""
    for key, parts in rows.items():
        for part, values in parts.items():
            if part == "duty":
                _set(Responsibility, edition, {"pk": int(key.removeprefix(OF_DUTY))}, values)
            elif part in HEAD:
                _set_head(edition, values or {})
            else:
                _set(Item if part == "item" else Placement, edition, {"key": key}, values)


def refuse_impossible(edition: Edition) -> None:
    """What the verbs refuse must not come about by taking a step back either."""
    refuse(
        edition.asks and not edition.summary_due,
        "撤销后没有报送日期，而已勾选须报送总结的单位。不要求报送的，请先取消勾选，再撤销。",
    )


def _set(model: type[Item] | type[Placement] | type[Responsibility], edition: Edition, which: dict, values: Values):
    rows = model._base_manager
    if values is None:
        rows.filter(edition=edition, **which).delete()
    else:
        rows.update_or_create(edition=edition, **which, defaults=dict(values))


def _set_head(edition: Edition, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(edition, name, dt.date.fromisoformat(value) if value and name != "opening" else value)
    edition.save(update_fields=list(values))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: object) -> object:
    if isinstance(value, uuid.UUID):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value
