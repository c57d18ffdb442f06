"""公开前核查 of an activity: what in its words looks like personal data; a person decides on each before disclosure.

The words are scanned when somebody looks and again at the moment of disclosure. One number or address is decided once,
wherever and however spaced it stands; a decision holds when the words around it are rewritten.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities.models import Activity, ActivityFinding, Photo
from campaigns.models import Finding
from campaigns.scanning import scan
from orgs import audit
from orgs.models import User

FIELDS = {"title": "活动", "place": "地点", "outcome_reason": "原因", "text": "情况", "source": "来源"}
OF_PHOTO = {"caption": "说明", "credit": "摄影或来源", "alt": "画面描述"}
AROUND = 16  # signs shown on each side of a find
KINDS, DECISIONS = dict(Finding.KINDS), dict(ActivityFinding.DECISIONS)
Text = tuple[str, str]


@dataclass(frozen=True)
class Spot:
    """One place where a find stands, with the words around."""

    where: str
    before: str
    words: str
    after: str


@dataclass
class Case:
    """One number or address with all its places, and what was decided on it (None as long as nothing was)."""

    key: str
    kind: str
    spots: list[Spot] = field(default_factory=list)
    decided: ActivityFinding | None = None

    @property
    def label(self) -> str:
        return KINDS[self.kind]

    @property
    def decision(self) -> str:
        return self.decided.get_decision_display() if self.decided else ""

    @property
    def words(self) -> str:
        return self.spots[0].words


def texts(activity: Activity, photos: Iterable[Photo]) -> Iterator[Text]:
    """(where, text) of everything the public would read of it."""
    for name, label in FIELDS.items():
        yield label, getattr(activity, name)
    for holder in activity.co_holders.all():
        yield "联合单位", holder.name
    for number, photo in enumerate(photos, start=1):
        for name, label in OF_PHOTO.items():
            yield f"第{number}张照片的{label}", getattr(photo, name)


def finds(found: Iterable[Text]) -> dict[str, Case]:
    """Every find of the texts by its key, in their order."""
    cases: dict[str, Case] = {}
    for where, text in found:
        for find in scan(text):
            around = text[max(0, find.start - AROUND) : find.start], text[find.end : find.end + AROUND]
            case = cases.setdefault(find.key, Case(find.key, find.kind))
            case.spots.append(Spot(where, around[0], find.words, around[1]))
    return cases


def cases(activity: Activity) -> list[Case]:
    """Every find in the order of the page, with its decision."""
    return cases_of([activity])[activity.pk]


def cases_of(activities: Iterable[Activity]) -> dict[int, list[Case]]:
    """Activity's pk → its finds. Three queries, however many activities; two while their co-holders are loaded."""
    chosen = list(activities)
    photos: dict[int, list[Photo]] = {}
    for photo in Photo.objects.filter(activity__in=chosen, correction=None):
        photos.setdefault(photo.activity_id, []).append(photo)
    found = {each.pk: finds(texts(each, photos.get(each.pk, []))) for each in chosen}
    for row in ActivityFinding.objects.filter(activity__in=chosen).select_related("by"):
        if (case := found[row.activity_id].get(row.key)) is not None:
            case.decided = row
    return {pk: list(each.values()) for pk, each in found.items()}


def undecided(found: Mapping[int, list[Case]]) -> dict[int, int]:
    """Activity's pk → how many finds wait for a decision; those without any are left out."""
    waiting = {pk: sum(case.decided is None for case in each) for pk, each in found.items()}
    return {pk: number for pk, number in waiting.items() if number}


@transaction.atomic
def decide(*, activity: Activity, key: str, decision: str, by: User, note: str = "") -> Case:
    """可以公开 or 公开时隐去, for one find in all its places; may be changed later, also when the activity is public.

    Raises ValidationError when the words no longer stand there or the decision is none of the two.
    """
    now = Activity.objects.select_for_update().get(pk=activity.pk)
    case = next((case for case in cases(now) if case.key == key), None)
    if case is None:
        raise ValidationError("活动中已没有这处内容，可能刚有改动。请重新查看核查结果。")
    if decision not in DECISIONS:
        raise ValidationError("请选择“可以公开”或“公开时隐去”。")
    made = {"kind": case.kind, "decision": decision, "note": note.strip()[:200], "by": by, "at": timezone.now()}
    case.decided, _ = ActivityFinding.objects.update_or_create(activity=now, key=key, defaults=made)
    # the words themselves stay out of the trail, which outlives them
    said = f"{case.label}（{len(case.spots)}处）{DECISIONS[decision]}"
    audit.record("活动·公开前核查", activity, by=by, unit=activity.unit, name=said, reason=note.strip()[:200])
    return case
