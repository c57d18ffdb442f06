"""A wrong form must not cost the photos sent with it: they are kept in a draft that the form then goes on with."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from activities import logging, picturing
from activities.checking import UNNAMED, problems
from activities.choices import Outcome
from activities.models import Activity
from campaigns.models import Campaign
from orgs.models import Unit, User


def keep_photos(
    *, unit: Unit, campaign: Campaign, typed: Mapping[str, Any], files: Sequence[File], by: User | None
) -> tuple[Activity | None, list[str]]:
    """A draft that holds the photos (None when none could be kept), and a sentence for each photo refused."""
    if not files:
        return None, []
    words = _passable(typed, campaign, timezone.localdate())
    activity = logging.log(unit=unit, campaign=campaign, words=words, by=by)
    refused = picturing.add_all(activity=activity, files=files, by=by)
    if len(refused) < len(files):
        return activity, refused
    logging.delete(activity=activity, by=by)
    return None, refused


def _passable(typed: Mapping[str, Any], campaign: Campaign, today: dt.date) -> dict[str, Any]:
    """As much of what was typed as a draft can hold; the form goes on showing all of it."""
    day = min(max(today, campaign.starts_on), campaign.ends_on)
    words: dict[str, Any] = {
        "title": " ".join(_plain(typed.get("title")).split())[:200] or UNNAMED,
        "held_on": day,
        "outcome": Outcome.HELD if day <= today else Outcome.PLANNED,
        "text": _plain(typed.get("text"))[:20000],
    }
    try:
        better = words | {"held_on": dt.date.fromisoformat(str(typed.get("held_on")))}
    except ValueError:
        return words
    wrong = problems(better, starts_on=campaign.starts_on, ends_on=campaign.ends_on, today=today)
    return words if wrong else better


def _plain(typed: Any) -> str:
    return str(typed or "").replace("\0", "")  # which PostgreSQL does not take
