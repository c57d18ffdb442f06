"""Annex entries are completed rather than retyped: 已开展, 延期 to a new day, 取消 with the reason."""

import datetime as dt
from typing import Any

from django.db import transaction

from activities import logging
from activities.choices import Outcome
from activities.fulfilling import Line
from activities.models import Activity
from campaigns.models import AnnexEntry
from orgs.models import Unit, User

TITLE = 200


@transaction.atomic
def complete(
    *, line: Line, unit: Unit, outcome: str, held_on: dt.date | None, reason: str, by: User
) -> tuple[Activity, bool]:
    """Say what became of an entry; the plan's words are taken over. Returns the draft, and whether it is new.

    One logged as planned or postponed before, and still open, is changed; else a new one is begun. Without a day the
    planned one stands. Raises ValidationError by field, StaleState, logging.StaleActivity.
    """
    open_one = line.open
    day = held_on or (open_one.held_on if open_one else line.entry.starts_on)
    words: dict[str, Any] = {
        "outcome": outcome,
        "outcome_reason": reason.strip()[:200] if outcome != Outcome.HELD else "",
    }
    if open_one is not None:
        known = {name: getattr(open_one, name) for name in ("title", "ends_on")}
        ends_on = known["ends_on"] if not held_on or held_on == open_one.held_on else _moved(open_one, held_on)
        words |= known | {"held_on": day, "ends_on": ends_on}
        holders = [(holder.unit, holder.name) for holder in open_one.co_holders.select_related("unit")]
        version = open_one.version
        logging.change(activity=open_one, words=words, holders=holders, version=version, by=by)
        return open_one, False
    words |= _planned(line.entry) | {"held_on": day}
    if held_on and held_on != line.entry.starts_on:
        words["ends_on"] = None
    return logging.log(unit=unit, campaign=line.entry.edition.plan.campaign, words=words, by=by), True


def _moved(activity: Activity, held_on: dt.date) -> dt.date | None:
    """The end moves with the beginning."""
    return activity.ends_on and held_on + (activity.ends_on - activity.held_on)


def _planned(entry: AnnexEntry) -> dict:
    """The plan's words as an activity's columns."""
    return {
        "title": " ".join(entry.title.split())[:TITLE],
        "ends_on": entry.ends_on,
        "place": entry.place,
        "text": entry.content,
        "plan": entry.edition.plan,
        "planned_as": entry,
        **_item(entry),
    }


def _item(entry: AnnexEntry) -> dict:
    """The item an entry belongs to counts as well."""
    item = entry.edition.items.filter(key=entry.item_key).first() if entry.item_key else None
    return {"item_key": item.key if item else None, "item_root": item.root if item else None}
