"""典型案例: written by a unit, put forward level by level; each office answers 采用, 留存 or 请补充完善."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from activities.case_notices import tell_office, tell_unit
from activities.deciding import office_for
from activities.models import Activity, Case, PutForward
from campaigns.models import Campaign
from orgs import audit
from orgs.choices import Openness
from orgs.models import Unit, User

WORDS = ("title", "background", "measures", "results")
PARTS = (("background", "背景"), ("measures", "做法"), ("results", "成效"))
ADOPTED, KEPT, RETURNED = "adopted", "kept", "returned"
ANSWERS = {ADOPTED: "采用", KEPT: "留存", RETURNED: "请补充完善"}


class StaleCase(Exception):
    """Somebody else saved or answered first; nothing was written."""

    def __init__(self, said: str = "在您填写期间，其他人已修改了这个案例。"):
        super().__init__(said)


@transaction.atomic
def write(*, unit: Unit, campaign: Campaign, words: Mapping[str, str], by: User, activity: Activity | None) -> Case:
    """A new case, the unit's alone until it is put forward."""
    case = Case.objects.create(unit=unit, campaign=campaign, activity=activity, written_by=by, **_known(words))
    audit.record("案例·撰写", case, by=by, unit=unit)
    return case


@transaction.atomic
def change(*, case: Case, words: Mapping[str, str], version: int, by: User) -> None:
    """Change the words; what was put forward before keeps the words it had. Raises StaleCase: the first one wins.

    What was public is internal again, until the new words have had their own 保密审查.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    inside = {"openness": Openness.INTERNAL, "disclosed_at": None, "disclosed_by": None} if locked.is_public else {}
    rows = Case.objects.filter(pk=case.pk, version=version)
    if not rows.update(**_known(words), **inside, version=F("version") + 1, changed_at=timezone.now()):
        raise StaleCase
    case.refresh_from_db()
    audit.record("案例·修改", case, by=by, unit=case.unit)


@transaction.atomic
def put_forward(*, case: Case, by: User) -> PutForward:
    """推荐 by the unit that wrote it, to the office that decides on it; after 请补充完善 to the office that asked.

    Raises ValidationError when words are missing or no office stands above, StaleCase when it lies there already.
    """
    if absent := missing(case):
        raise ValidationError(f"请先写明{'、'.join(absent)}，再推荐。")
    words = {name: getattr(case, name) for name in WORDS}
    returned = case.put_forward.filter(answer=RETURNED).select_related("office", "sent_from").order_by("-answered_at")
    if asked := returned.first():
        return _bring(case=case, office=asked.office, sent_from=asked.sent_from, words=words, by=by)
    office = office_for(case.unit)
    if office is None or office.pk == case.unit_id:
        raise ValidationError("没有可以推荐的上级牵头单位。")
    return _bring(case=case, office=office, sent_from=case.unit, words=words, by=by)


@transaction.atomic
def forward(*, received: PutForward, by: User) -> PutForward:
    """An office recommends what it received to the office above, in the words it received. Raises as above."""
    office = office_for(received.office)
    if office is None or office.pk == received.office_id:
        raise ValidationError("没有可以推荐的上级牵头单位。")
    locked = PutForward.objects.select_for_update().get(pk=received.pk)
    above = PutForward.objects.filter(case=received.case, office=office, answer=RETURNED)
    if locked.answer == RETURNED or above.exists():
        raise ValidationError("这个案例已请补充完善，由撰写单位补充后重新报送。")
    return _bring(case=received.case, office=office, sent_from=received.office, words=locked.words, by=by)


@transaction.atomic
def answer(*, received: PutForward, verdict: str, note: str, by: User | None) -> None:
    """采用, 留存 or 请补充完善 with a note. Raises ValidationError, StaleCase when answered already."""
    if verdict == RETURNED and not note.strip():
        raise ValidationError("请写明需要补充的内容，撰写单位据此修改。")
    rows = PutForward.objects.filter(pk=received.pk, at=received.at).exclude(answer__in=(ADOPTED, RETURNED))
    if verdict not in ANSWERS or (received.answer == KEPT and verdict == KEPT):
        raise ValidationError("请选择采用、留存或请补充完善。")
    given = {"answer": verdict, "note": note.strip()[:200], "answered_by": by, "answered_at": timezone.now()}
    if not rows.filter(answer=received.answer).update(**given):
        raise StaleCase("这个案例已有其他人处理过，请刷新后再看。")
    received.refresh_from_db()
    audit.record(f"案例·{ANSWERS[verdict]}", received.case, by=by, unit=received.office, reason=note.strip())
    tell_unit(received)


def _bring(*, case: Case, office: Unit, sent_from: Unit, words: dict[str, Any], by: User) -> PutForward:
    """One row per office; one that was returned is opened again with the new words."""
    given = {"words": words, "sent_from": sent_from, "by": by}
    found, new = PutForward.objects.get_or_create(case=case, office=office, defaults=given)
    again = {**given, "at": timezone.now(), "answer": "", "note": "", "answered_by": None, "answered_at": None}
    if not new and not PutForward.objects.filter(pk=found.pk, answer=RETURNED).update(**again):
        raise StaleCase(f"已推荐至{office}，不必重复推荐。")
    found.refresh_from_db()
    audit.record("案例·推荐", case, by=by, unit=sent_from, name=str(office))
    tell_office(found)
    return found


def missing(case: Case) -> list[str]:
    """The parts without a word."""
    return [label for name, label in PARTS if not getattr(case, name).strip()]


def _known(words: Mapping[str, str]) -> dict[str, str]:
    return {name: words[name] for name in WORDS if name in words}
