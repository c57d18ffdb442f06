"""What an activity's page tells beside its own words: the part of the plan it carries out, and its history."""

from itertools import groupby

from django.conf import settings

from activities.models import Activity, Video
from campaigns.choices import State
from campaigns.models import Item
from orgs import audit
from orgs.models import User

OPENNESS = {"public": "主动公开", "on_request": "依申请公开", "withheld": "不予公开", "": "内部"}


def carried_out(activity: Activity, user: User) -> dict:
    """`item` and `entry`: what of a plan the activity carries out. None where the user may not read that plan:
    an activity may be public while the plan it belongs to is internal.
    """
    item, entry = _item_of(activity), activity.planned_as
    may_read = {
        edition: user.has_perm("campaigns.view_edition", edition)
        for edition in {found.edition for found in (item, entry) if found}
    }
    return {
        "item": item if item and may_read[item.edition] else None,
        "entry": entry if entry and may_read[entry.edition] else None,
        "films": films_of(activity),
    }


def films_of(activity: Activity) -> list[Video]:
    """Its videos; none, and no query, where the installation does not take any."""
    return list(activity.videos.all()) if settings.VIDEO_MAX_BYTES else []


def _item_of(activity: Activity) -> Item | None:
    """The plan's item, in the edition in force (else in the latest that had it)."""
    if activity.item_key is None or activity.plan_id is None:
        return None
    rows = Item.objects.filter(edition__plan=activity.plan_id, key=activity.item_key)
    standing = rows.filter(edition__state__in=(State.ISSUED, State.SUPERSEDED, State.ABOLISHED))
    return standing.select_related("edition__plan__unit__region").order_by("-edition__number").first()


def history_for(activity: Activity, user: User) -> list[dict]:
    """The acts on it, the latest first; for its unit and for the offices that coordinate it."""
    if not user.has_perm("activities.view_history", activity):
        return []
    events = [_event(event) for event in audit.history(activity)]
    runs = [list(run) for _, run in groupby(events, key=_act)]
    return [_together(run) for run in reversed(runs)]


def _act(event: dict) -> tuple:
    """Acts on photos by the same person are told together, all others one by one."""
    return (event["who"], event["what"], event["at"] if "照片" not in event["what"] else None)


def _together(run: list[dict]) -> dict:
    """Several photos added by one person in a row are one line."""
    if len(run) == 1:
        return run[0]
    names = [event["note"] for event in run if event["note"]]
    return run[-1] | {"what": f"{run[0]['what']}（{len(run)}次）", "note": "、".join(names)}


def _event(event) -> dict:
    details = event.details
    note = details.get("reason") or details.get("name") or ""
    if "openness" in details:
        reviewer = f"，保密审查：{details['reviewer']}" if details.get("reviewer") else ""
        note = OPENNESS.get(details["openness"], "") + reviewer
    return {"at": event.at, "who": str(event.actor or ""), "what": event.act.partition("·")[2], "note": note}
