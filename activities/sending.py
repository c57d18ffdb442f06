"""What was written on a phone and sent when the line allowed: the same submission is the same activity, for ever."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from activities import counting, handing, logging
from activities.models import Activity
from campaigns.models import Campaign
from orgs.models import Unit, User

COMPARED = tuple(name for name in logging.WORDS if name not in ("plan", "item_root"))  # which follow from the item


class ForeignSubmission(PermissionDenied):
    """Another unit's activity bears this number, which a browser cannot come by honestly."""


def receive(
    *,
    submission: UUID,
    unit: Unit,
    campaign: Campaign,
    words: Mapping[str, Any],
    by: User,
    holders: logging.Holders = (),
) -> tuple[Activity, bool]:
    """Log the activity, or find the one that this submission has become; the second value says whether it is new.

    One that is there already is not touched, whatever became of it since. Raises ForeignSubmission, and
    ValidationError as `logging.log` does.
    """
    found = Activity.objects.filter(submission=submission).first()
    if found is None:
        try:
            with transaction.atomic():
                activity = logging.log(unit=unit, campaign=campaign, words=words, by=by, holders=holders)
                activity.submission = submission
                activity.save(update_fields=["submission"])
                return activity, True
        except IntegrityError:  # the same submission from another tab, a moment earlier
            found = Activity.objects.get(submission=submission)
    if found.unit_id != unit.pk:
        raise ForeignSubmission
    return found, False


def is_known(submission: UUID) -> bool:
    """Whether it has become an activity already."""
    return Activity.objects.filter(submission=submission).exists()


def says_the_same(activity: Activity, words: Mapping[str, Any], holders: logging.Holders) -> bool:
    """Whether the activity still has the words that were sent."""
    columns = {"planned_as": activity.planned_as_id} | {
        name: getattr(activity, name) for name in COMPARED if name != "planned_as"
    }
    entry = words.get("planned_as")
    sent = {**words, "planned_as": entry.pk if entry else None}
    names = [name for unit, name in holders if unit != activity.unit]
    same_holders = [holder.name for holder in activity.co_holders.all()] == names
    if "counters" in words and counting.rows_of(activity) != words["counters"]:
        return False
    return same_holders and all(columns[name] == sent[name] for name in COMPARED if name in sent)


def finish(*, activity: Activity, by: User, sure: Collection[str] = ()) -> handing.Asked | None:
    """Hand in once all pictures are there; what is to be answered first, if anything.

    Nothing happens when that has been done before, whatever was decided since.
    """
    if activity.handed_in_at is not None or not activity.is_editable:
        return None
    return handing.hand_in(activity=activity, by=by, sure=sure)
