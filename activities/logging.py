"""Logging what was held: one sentence and a date suffice; a draft is the unit's alone until it is handed in."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from activities import counting, handins
from activities.checking import UNNAMED, problems
from activities.choices import ACTIVITY_MOVES, EDITABLE, State
from activities.deciding import tell_office
from activities.filming import throw_away
from activities.joining import tell_partners
from activities.models import Activity, CoHolder, Photo
from activities.picturing import discard
from campaigns.models import Campaign
from orgs import audit
from orgs.models import Unit, User
from orgs.moves import StaleState, advance

WORDS = (
    *("title", "sort", "outcome", "outcome_reason", "held_on", "ends_on", "place", "text"),
    *("plan", "item_key", "item_root", "planned_as"),
    *("enterprises", "enterprises_qualifier", "workers", "workers_qualifier", "residents", "residents_qualifier"),
)
WRITERS = ("reporter", "manager")
Holders = Iterable[tuple[Unit | None, str]]


class StaleActivity(Exception):
    """Somebody else saved the activity since the form was opened; `activity` carries what stands there now."""

    def __init__(self, activity: Activity):
        super().__init__("在您填写期间，其他人已修改了这项活动。")
        self.activity = activity


@transaction.atomic
def log(
    *, unit: Unit, campaign: Campaign, words: Mapping[str, Any], by: User | None, holders: Holders = ()
) -> Activity:
    """Keep a new activity as a draft. Raises ValidationError by field when the words are wrong."""
    _check(words, campaign)
    activity = Activity.objects.create(unit=unit, campaign=campaign, logged_by=by, **_known(words))
    _hold_with(activity, holders)
    counting.first(activity, words.get("counters", ()))
    audit.record("活动·登记", activity, by=by, unit=unit)
    return activity


@transaction.atomic
def change(
    *, activity: Activity, words: Mapping[str, Any], version: int, by: User | None, holders: Holders = ()
) -> Activity:
    """Change a draft or a returned activity.

    Raises StaleActivity when `version` is not the one in the database any more, StaleState when it cannot be changed
    now, ValidationError by field when the words are wrong.
    """
    _check(words, activity.campaign)
    rows = Activity.objects.filter(pk=activity.pk, version=version, state__in=EDITABLE)
    taken = {"taken_over_at": timezone.now()} if takes_over(activity, by) else {}
    settled = {"is_proposed": False, "version": F("version") + 1, "changed_at": timezone.now()}
    changed = rows.update(**_known(words), **settled, **taken)
    activity.refresh_from_db()
    if not changed and activity.state not in EDITABLE:
        raise StaleState(activity, "修改")
    if not changed:
        raise StaleActivity(activity)
    activity.co_holders.all().delete()
    _hold_with(activity, holders)
    if "counters" in words:
        counting.keep(activity, words["counters"])
    audit.record("活动·修改", activity, by=by, unit=activity.unit)
    return activity


@transaction.atomic
def hand_in(*, activity: Activity, by: User | None) -> None:
    """报送: from now on the lead office that decides on it sees it.

    Raises StaleState, and ValidationError for a draft that was made to keep photos and has no name yet, and for one
    that was recognised in a text and that nobody has confirmed.
    """
    if activity.is_proposed:
        raise ValidationError("这是从材料中识别出来的，请先核对、确认，再报送。")
    if activity.title == UNNAMED:
        raise ValidationError("请先点“修改”，用一句话写明开展了什么活动，再报送。")
    taken = {"taken_over_at": timezone.now()} if takes_over(activity, by) else {}
    advance(activity, "hand_in", ACTIVITY_MOVES, handed_in_at=timezone.now(), **taken)
    handins.keep(activity=activity, by=by)
    audit.record("活动·报送", activity, by=by, unit=activity.unit)
    tell_office(activity)
    tell_partners(activity)


@transaction.atomic
def withdraw(*, activity: Activity, by: User) -> None:
    """Take back what was handed in and not yet decided on. Raises StaleState."""
    advance(activity, "withdraw", ACTIVITY_MOVES)
    handins.settle(activity=activity, decision="withdrawn", by=by)
    audit.record("活动·撤回修改", activity, by=by, unit=activity.unit)


@transaction.atomic
def delete(*, activity: Activity, by: User | None) -> None:
    """Delete a draft with its photos and videos for good. Raises StaleState when it is no draft (any more)."""
    locked = Activity.objects.select_for_update().get(pk=activity.pk)
    if locked.state != State.DRAFT:
        raise StaleState(locked, "删除")
    # not activity.photos: read with a page, it leaves out the pictures that wait
    stems = list(Photo.objects.filter(activity=activity).values_list("stem", flat=True))
    videos = list(activity.videos.all())
    audit.record("活动·删除草稿", activity, by=by, unit=activity.unit)
    locked.delete()
    transaction.on_commit(lambda: discard(stems))
    transaction.on_commit(lambda: throw_away(videos))


def takes_over(activity: Activity, by: User | None) -> bool:
    """Whether, with this act, the unit's own people go on with what an office or a contact wrote for it."""
    theirs = activity.entered_by_id is not None or activity.logged_by_id is None
    return bool(theirs and activity.taken_over_at is None and by and activity.unit_id in by.reach.units(*WRITERS))


def _check(words: Mapping[str, Any], campaign: Campaign) -> None:
    found = problems(words, starts_on=campaign.starts_on, ends_on=campaign.ends_on, today=timezone.localdate())
    if found:
        raise ValidationError(found)


def _known(words: Mapping[str, Any]) -> dict[str, Any]:
    return {name: words[name] for name in WORDS if name in words}


def _hold_with(activity: Activity, holders: Holders) -> None:
    rows = [
        CoHolder(activity=activity, unit=unit, name=name, order=order)
        for order, (unit, name) in enumerate(holders, start=1)
        if unit != activity.unit
    ]
    CoHolder.objects.bulk_create(rows)
