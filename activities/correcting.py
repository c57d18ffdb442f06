"""更正 of an accepted activity: written beside it, reviewed, and applied in one step; until then the old words stand,
are counted, and stay public."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from activities import counting, screening
from activities.checking import problems
from activities.choices import CORRECTION_MOVES, CORRECTION_OPEN, Correcting, State
from activities.deciding import tell_office, tell_unit
from activities.differing import changed, photo_changes
from activities.models import Activity, CoHolder, Correction, Photo
from activities.picturing import discard
from activities.snapshots import columns_of, frozen, holders_of, photos_of, words_of
from orgs import audit
from orgs.choices import Openness
from orgs.models import Unit, User
from orgs.moves import Rewritten, StaleState, advance

WRITABLE = (Correcting.DRAFT, Correcting.RETURNED)
CAPTION = 120
SAME = "更正的内容与原来没有不同，不必报送。"
UNSCREENED = "更正后的内容中有像是电话、身份证号、电子邮箱的文字，须先转为内部，在公开属性页逐处决定后再公开。"


class StaleCorrection(Exception):
    """Somebody else wrote the correction since the form was opened; `correction` is what stands now, None if none."""

    def __init__(self, correction: Correction | None):
        super().__init__("在您填写期间，其他人已修改了这份更正。")
        self.correction = correction


def open_for(activity: Activity) -> Correction | None:
    """The correction that is being written or waits; at most one."""
    return Correction.objects.filter(activity=activity, state__in=CORRECTION_OPEN).select_related("by").first()


def token(correction: Correction, activity: Activity) -> str:
    """Names the two texts that a reviewer has side by side."""
    return f"{correction.version}.{activity.version}"


@transaction.atomic
def save(
    *,
    activity: Activity,
    columns: Mapping[str, Any],
    holders: Iterable[tuple[Unit | None, str]],
    version: int | None,
    by: User,
    captions: Mapping[str, str] | None = None,
    removed: Iterable[str] = (),
    note: str = "",
) -> Correction:
    """Begin a correction (`version` None) or go on with the open one. Photos go by their public ids.

    Raises StaleCorrection when another version stands, StaleState when the activity is not accepted or the correction
    has been handed in, ValidationError by field when the words are wrong.
    """
    locked = _locked(activity)
    now = open_for(locked)
    if now is not None and now.state not in WRITABLE:
        raise StaleState(now, "修改")
    if (now.version if now else None) != version:
        raise StaleCorrection(now)
    words = (now.words if now else words_of(locked)) | frozen(columns, holders)
    words["captions"] = {key: text.replace("\0", "").strip()[:CAPTION] for key, text in (captions or {}).items()}
    _check(words, locked)
    values = {"words": words, "removed": sorted(set(removed)), "note": note.strip()[:200], "by": by}
    if now is None:
        now = Correction.objects.create(activity=locked, **values)
    else:
        Correction.objects.filter(pk=now.pk).update(**values, version=F("version") + 1)
        now.refresh_from_db()
    audit.record("活动·更正草稿", locked, by=by, unit=locked.unit)
    return now


@transaction.atomic
def hand_in(*, correction: Correction, by: User) -> None:
    """报送更正. Raises StaleState, also when the activity was returned; ValidationError when nothing is different."""
    activity = _locked(correction.activity)
    correction.refresh_from_db()
    _check(correction.words, activity)
    if not differs(correction, activity):
        raise ValidationError(SAME)
    advance(correction, "hand_in", CORRECTION_MOVES, handed_in_at=timezone.now(), by=by)
    audit.record("活动·报送更正", activity, by=by, unit=activity.unit, reason=correction.note)
    tell_office(activity, "correction_handed_in", correction=correction.pk)


@transaction.atomic
def withdraw(*, correction: Correction, by: User) -> None:
    """Take the correction back to go on writing. Raises StaleState."""
    advance(correction, "withdraw", CORRECTION_MOVES)
    audit.record("活动·撤回更正", correction.activity, by=by, unit=correction.activity.unit)


@transaction.atomic
def drop(*, correction: Correction, by: User) -> None:
    """Give the correction up; pictures added for it are deleted with their files. Raises StaleState."""
    advance(correction, "drop", CORRECTION_MOVES, decided_by=by, decided_at=timezone.now())
    _delete(Photo.objects.filter(correction=correction))
    audit.record("活动·撤销更正", correction.activity, by=by, unit=correction.activity.unit)


@transaction.atomic
def send_back(*, correction: Correction, reason: str, by: User) -> None:
    """请补充完善, with the reason; the activity stays as it is. Raises StaleState, ValidationError."""
    if not reason.strip():
        raise ValidationError("请写明需要补充的内容，填报单位据此修改。")
    activity, at = correction.activity, timezone.now()
    advance(correction, "send_back", CORRECTION_MOVES, return_reason=reason.strip(), decided_by=by, decided_at=at)
    audit.record("活动·退回更正", activity, by=by, unit=activity.unit, reason=reason.strip())
    tell_unit(activity, "correction_returned", correction=correction.pk)


@transaction.atomic
def accept(
    *,
    correction: Correction,
    by: User,
    seen: str = "",
    reviewer: str = "",
    reviewed_on: dt.date | None = None,
    stays_public: bool = False,
) -> None:
    """更正通过: words, co-holders, figures and photos become those of the correction, all at once.

    A public activity stays so only with a 保密审查 of the new words (`stays_public`, who, when); else it is internal
    until somebody decides anew. `seen` is the `token` of what the person read. Raises StaleState (Rewritten when either
    text is another one), ValidationError.
    """
    activity = _locked(correction.activity)
    now = Correction.objects.select_for_update().get(pk=correction.pk)
    if seen and seen != token(now, activity):
        raise Rewritten(now)
    openness = _openness(activity, stays_public, reviewer, reviewed_on, by)
    words = now.words | {"before": words_of(activity), "photos_before": photos_of(_shown(activity))}
    advance(correction, "accept", CORRECTION_MOVES, words=words, decided_by=by, decided_at=timezone.now())
    _apply(now, activity, openness)
    activity.refresh_from_db()
    if activity.is_public and screening.undecided(screening.cases_of([activity])):
        raise ValidationError(UNSCREENED)
    audit.record("活动·更正通过", activity, by=by, unit=activity.unit, reviewer=reviewer, openness=activity.openness)
    tell_unit(activity, "correction_accepted", correction=correction.pk)


def differs(correction: Correction, activity: Activity) -> bool:
    """Whether anything of the activity would change."""
    before, after = photos_of(_shown(activity)), photos_after(correction, activity)
    return bool(changed(words_of(activity), correction.words) or photo_changes(before, after))


def photos_after(correction: Correction, activity: Activity) -> list[dict[str, Any]]:
    """The photos as they would be, in their order."""
    captions, mine = correction.words.get("captions", {}), (None, correction.pk)
    rows = photos_of(photo for photo in Photo.objects.filter(activity=activity) if photo.correction_id in mine)
    kept = [row for row in rows if row["id"] not in correction.removed]
    return [row | {"caption": captions.get(row["id"], row["caption"])} for row in kept]


def _shown(activity: Activity):
    return Photo.objects.filter(activity=activity, correction=None)


def _locked(activity: Activity) -> Activity:
    locked = Activity.objects.select_for_update(of=("self",)).select_related("unit", "campaign").get(pk=activity.pk)
    if locked.state != State.ACCEPTED:
        raise StaleState(locked, "更正")
    return locked


def _check(words: Mapping[str, Any], activity: Activity) -> None:
    campaign, today = activity.campaign, timezone.localdate()
    found = problems(columns_of(words), starts_on=campaign.starts_on, ends_on=campaign.ends_on, today=today)
    if found:
        raise ValidationError(found)


def _openness(activity: Activity, stays: bool, reviewer: str, reviewed_on: dt.date | None, by: User) -> dict[str, Any]:
    if not activity.is_public:
        return {}
    if not stays:
        return {"openness": Openness.INTERNAL, "disclosed_at": None, "disclosed_by": None}
    if not (reviewer.strip() and reviewed_on):
        raise ValidationError("更正后继续公开，须对更正内容完成保密审查：请填写审查人和审查日期。")
    if reviewed_on > timezone.localdate():
        raise ValidationError({"reviewed_on": "保密审查日期不能晚于今天。"})
    found = {"secrecy_reviewer": reviewer.strip(), "secrecy_reviewed_on": reviewed_on}
    return found | {"disclosed_at": timezone.now(), "disclosed_by": by}


def _apply(correction: Correction, activity: Activity, openness: Mapping[str, Any]) -> None:
    words = correction.words
    values = columns_of(words) | {"version": F("version") + 1, "changed_at": timezone.now(), **openness}
    Activity.objects.filter(pk=activity.pk).update(**values)
    activity.co_holders.all().delete()
    CoHolder.objects.bulk_create(
        CoHolder(activity=activity, unit=unit, name=name, order=order)
        for order, (unit, name) in enumerate(holders_of(words), start=1)
        if unit != activity.unit
    )
    counting.keep(activity, words.get("counters", ()))
    _delete(_shown(activity).filter(public_id__in=correction.removed))
    Photo.objects.filter(correction=correction).update(correction=None)
    for photo in _shown(activity).filter(public_id__in=words.get("captions", {})):
        Photo.objects.filter(pk=photo.pk).update(caption=words["captions"][photo.public_id])


def _delete(photos) -> None:
    stems = list(photos.values_list("stem", flat=True))
    photos.delete()
    transaction.on_commit(lambda: discard(stems))
