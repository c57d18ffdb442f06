"""What was handed in, kept word for word each time, and what was decided on it."""

from dataclasses import dataclass

from django.utils import timezone

from activities.differing import PhotoChange, Row, changed, photo_changes
from activities.models import Activity, HandIn
from activities.snapshots import photos_of, words_of
from orgs.models import User


@dataclass(frozen=True)
class Since:
    """What is different in the latest hand-in from the one that was returned before it."""

    returned: HandIn
    rows: list[Row]
    photos: list[PhotoChange]

    @property
    def is_same(self) -> bool:
        return not self.rows and not self.photos


def keep(*, activity: Activity, by: User | None) -> HandIn:
    """Write down what is handed in now; called in the transaction of the hand-in, which has locked the activity."""
    last = HandIn.objects.filter(activity=activity).order_by("-number").values_list("number", flat=True).first()
    now = Activity.objects.get(pk=activity.pk)  # the caller's may have been read before the last change
    shown = photos_of(now.photos.filter(correction=None))
    return HandIn.objects.create(activity=now, number=(last or 0) + 1, words=words_of(now), photos=shown, by=by)


def settle(*, activity: Activity, decision: str, by: User | None, reason: str = "") -> None:
    """Write the decision beside the latest hand-in. One returned after it was accepted is a returned one; that it was
    accepted before stands in the trail."""
    last = HandIn.objects.filter(activity=activity).order_by("-number").values("pk")[:1]
    HandIn.objects.filter(pk__in=last).update(
        decision=decision, reason=reason, decided_by=by, decided_at=timezone.now()
    )


def returned_before(hand_ins: list[HandIn]) -> HandIn | None:
    """The last of the earlier hand-ins that came back; those the unit took back itself do not count."""
    return next((each for each in reversed(hand_ins[:-1]) if each.decision == "returned"), None)


def since(hand_ins: list[HandIn]) -> Since | None:
    """What changed since the last return, given all hand-ins in order. None when nothing was returned before."""
    before = returned_before(hand_ins)
    if before is None:
        return None
    now = hand_ins[-1]
    return Since(before, changed(before.words, now.words), photo_changes(before.photos, now.photos))
