"""Contact links: a contact without an account logs one activity by a secret address, once.

It works until the activity is handed in, then only says so, and ends at its time. What the unit's own people have
taken over is theirs: the link does not show it any more.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from activities import handing, logging, picturing, rescue
from activities.handing import Asked
from activities.models import Activity, ActivityLink
from campaigns.models import AnnexEntry, Campaign
from orgs import audit, secretlinks
from orgs.models import Unit, User
from orgs.moves import StaleState
from orgs.secretlinks import LinkGone, digest, token

RELATED = ("unit__region", "office", "campaign", "activity", "entry__edition__plan__unit")


@transaction.atomic
def make(
    *, unit: Unit, office: Unit, campaign: Campaign, entry: AnnexEntry | None, contact: str, days: int, by: User
) -> tuple[ActivityLink, str]:
    """Make a link for one contact and one thing; returns it and the address, which cannot be had again."""
    if entry is not None and entry.unit_id != unit.pk:
        raise ValidationError("所选的附件活动不是这个单位的，请重新选择。")
    secret, expires_at = token(), timezone.now() + dt.timedelta(days=days)
    link = ActivityLink.objects.create(
        unit=unit, office=office, campaign=campaign, entry=entry, contact=contact, digest=digest(secret), sent_by=by,
        expires_at=expires_at,
    )  # fmt: skip
    audit.record("填报链接·发出", unit, by=by, unit=office, link=link.pk, to=contact, until=expires_at.isoformat())
    return link, secretlinks.address("activities:contact_link", secret)


@transaction.atomic
def revoke(*, link: ActivityLink, by: User) -> bool:
    """撤回: void at once; False when it was already, or the activity was handed in with it."""
    if not secretlinks.revoke(link):
        return False
    audit.record("填报链接·撤回", link.unit, by=by, unit=link.office, link=link.pk, to=link.contact)
    return True


def find(secret: str) -> ActivityLink:
    """The link of a secret, while it opens anything. Raises LinkGone. Looking changes nothing."""
    link = secretlinks.living(ActivityLink.objects.select_related(*RELATED), secret).first()
    if link is None or (link.used_at is not None and link.activity is None):
        raise LinkGone
    return link


def is_elsewhere(link: ActivityLink) -> bool:
    """The unit's own people go on with it, or it has been handed in without the link: not shown to its holder."""
    activity = link.activity
    if link.used_at is not None or activity is None:
        return False
    return activity.taken_over_at is not None or not activity.is_editable


@transaction.atomic
def opened(*, link: ActivityLink, address: str) -> None:
    """A person looked at it; the first time is kept on the link, each time in the trail."""
    secretlinks.opened(link)
    _record("打开", link, address)


@transaction.atomic
def save(*, link: ActivityLink, words: Mapping[str, Any], version: int, address: str) -> Activity:
    """Keep the words as the unit's draft. Raises LinkGone, and as `logging.change` does."""
    now = _still(link)
    if now.activity is None:
        source = f"联络员{link.contact}经填报链接填写"
        activity = logging.log(unit=link.unit, campaign=link.campaign, words=words, by=None)
        Activity.objects.filter(pk=activity.pk).update(source=source)
        _is_of(link, activity)
    else:
        activity = logging.change(
            activity=now.activity, words=words, version=version, by=None, holders=_holders(now.activity)
        )
    _record("保存", link, address)
    return activity


def keep_photos(*, link: ActivityLink, typed: Mapping[str, Any], files: Sequence[File]) -> list[str]:
    """Photos that came with words that cannot be saved yet; a sentence for each that was refused."""
    if link.activity is not None:
        return add_photos(link=link, files=files)
    draft, refused = rescue.keep_photos(unit=link.unit, campaign=link.campaign, typed=typed, files=files, by=None)
    if draft is not None:
        _is_of(link, draft)
    return refused


def add_photos(*, link: ActivityLink, files: Iterable[File]) -> list[str]:
    assert link.activity is not None
    return picturing.add_all(activity=link.activity, files=files, by=None)


def remove_photos(*, link: ActivityLink, names: Iterable[str]) -> None:
    """Photos of this link's activity, by their public ids; others' are passed over."""
    assert link.activity is not None
    gone = list(link.activity.photos.filter(public_id__in=list(names)))
    if gone:
        picturing.remove(photos=gone, activity=link.activity, by=None)


@transaction.atomic
def hand_in(*, link: ActivityLink, address: str, sure: Collection[str] = ()) -> Asked | None:
    """Hand in and use the link up, unless something is to be answered first: then nothing changes.

    Raises LinkGone, StaleState, and ValidationError as `logging.hand_in`.
    """
    now = _still(link)
    if now.activity is None:
        raise LinkGone
    if asked := handing.hand_in(activity=now.activity, by=None, sure=sure):
        return asked
    if not secretlinks.use_up(link):
        raise StaleState(now.activity, "报送")
    _record("报送", link, address)
    return None


def _is_of(link: ActivityLink, activity: Activity) -> None:
    ActivityLink.objects.filter(pk=link.pk).update(activity=activity)
    link.activity = activity


def _still(link: ActivityLink) -> ActivityLink:
    """Under a lock, as long as the unit's own people have not taken the activity over."""
    now: ActivityLink = secretlinks.still(link)
    if is_elsewhere(now):
        raise LinkGone
    link.activity = now.activity
    return now


def _holders(activity: Activity) -> list[tuple[Unit | None, str]]:
    return [(holder.unit, holder.name) for holder in activity.co_holders.all()]


def _record(act: str, link: ActivityLink, address: str) -> None:
    subject = link.activity or link.unit
    who = {"contact": link.contact, "address": address}
    audit.record(f"填报链接·{act}", subject, by=None, unit=link.office, link=link.pk, who=who)


def words_to_send(link: ActivityLink, address: str) -> str:
    """What to paste into a chat: what, how long, whose it is."""
    what = f"“{link.entry.title}”的开展情况" if link.entry else "一项质量月活动"
    return (
        f"{link.contact}您好：请为{link.unit}填报{what}。"
        f"{secretlinks.how_to(link, address, '，写一句话、选个日期、传几张照片即可', '，约3分钟')}"
    )


def listed(links: Iterable[ActivityLink]) -> list[dict[str, Any]]:
    """Each link with its state, for the list of those sent."""
    now = timezone.now()
    return [dict(zip(("state", "label", "at"), state_of(link, now), strict=True), link=link) for link in links]


def state_of(link: ActivityLink, now: dt.datetime) -> tuple[str, str, dt.datetime | None]:
    """State for the list: its class, its word, since when."""
    if link.used_at:
        return "accepted", "已报送", link.used_at
    if link.revoked_at:
        return "withdrawn", "已撤回", link.revoked_at
    if link.expires_at <= now:
        return "overdue", "已过期", link.expires_at
    if link.activity_id and link.activity and link.activity.taken_over_at:
        return "withdrawn", "本单位已接手", link.activity.taken_over_at
    if link.activity_id:
        return "submitted", "已保存，未报送", None
    return ("submitted", "已打开", link.opened_at) if link.opened_at else ("draft", "未打开", None)
