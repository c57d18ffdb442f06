"""What the review pages show beside an activity's own words: its hand-ins, what changed since the last return."""

from typing import Any

from activities import handins, reasons
from activities.correcting import open_for, photos_after, token
from activities.deciding import office_for
from activities.differing import photo_changes, rows
from activities.models import Activity, Correction, HandIn, Photo
from activities.snapshots import photos_of, words_of
from activities.work_activity_page import carried_out, history_for
from orgs.models import User


def page_of(activity: Activity, user: User) -> dict[str, Any]:
    """The context of one activity under review."""
    hand_ins = hand_ins_of(activity)
    return {
        "activity": activity,
        "since": handins.since(hand_ins) if hand_ins else None,
        "returns": returns(hand_ins),
        "number": hand_ins[-1].number if hand_ins else 1,
        "history": history_for(activity, user),
        **carried_out(activity, user),
    }


def hand_ins_of(activity: Activity) -> list[HandIn]:
    return list(activity.hand_ins.select_related("by", "decided_by"))


def returns(hand_ins: list[HandIn]) -> list[HandIn]:
    """Those that came back, the latest first."""
    return [each for each in reversed(hand_ins) if each.decision == "returned"]


def offered_to(activity: Activity) -> list[str]:
    """The reasons of the office that decides on it."""
    return reasons.offered(office_for(activity.unit))


def correction_page(correction: Correction, user: User) -> dict[str, Any]:
    """The context of a correction beside what stands; of an accepted one beside what it replaced."""
    activity = correction.activity
    photos = {photo.public_id: photo for photo in Photo.objects.filter(activity=activity)}
    was = correction.words.get("before")
    before = was or words_of(activity)
    old = correction.words.get("photos_before", photos_of(p for p in photos.values() if p.correction_id is None))
    new = photos_after(correction, activity)
    found = rows(before, correction.words)
    return {
        "activity": activity,
        "correction": correction,
        "changed": [row for row in found if row.differs],
        "same": [row for row in found if not row.differs],
        "pictures": [(change, photos.get(change.id)) for change in photo_changes(old, new)],
        "token": token(correction, activity),
        "history": history_for(activity, user),
    }


def shown_on(activity: Activity, user: User) -> dict[str, Any]:
    """What the activity's own page tells of its returns and its correction; nothing to whom the history is closed."""
    if not user.has_perm("activities.view_history", activity):
        return {"returns": [], "correction": None, "may_review_correction": False}
    found = open_for(activity)
    mine = found if found and user.has_perm("activities.view_correction", found) else None
    reviews = bool(mine) and mine.state == "handed_in" and user.has_perm("activities.review_correction", mine)
    return {"returns": returns(hand_ins_of(activity)), "correction": mine, "may_review_correction": reviews}
