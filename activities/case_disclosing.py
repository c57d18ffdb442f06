"""The 公开属性 of a case: set by its own unit, after 保密审查, for the words that the person has looked through.

What looks like personal data is taken out of the words, or said to be fit for the public, find by find, each time.
"""

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities.casework import PARTS, StaleCase, missing
from activities.models import Case
from activities.screening import Case as Find
from activities.screening import finds
from orgs import audit
from orgs.choices import Openness
from orgs.models import User

TEXTS = (("title", "标题"), *PARTS)
CHANGED = "在您查看之后，案例又有修改，公开属性没有变动。请看过现在的内容再确定。"


def found_in(case: Case) -> list[Find]:
    """What in the words looks like a telephone, an identity number or an address, in their order."""
    return list(finds((label, getattr(case, name)) for name, label in TEXTS).values())


@transaction.atomic
def disclose(
    *,
    case: Case,
    version: int,
    openness: str,
    by: User,
    reviewer: str = "",
    reviewed_on: dt.date | None = None,
    cleared: Collection[str] = (),
) -> None:
    """Set the 公开属性 of the words of this version; `cleared` are the keys of the finds that may be public.

    主动公开 needs all parts written and a recorded 保密审查 (who, when; not in the future). Raises ValidationError, and
    StaleCase when the words are others by now.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.version != version:
        raise StaleCase(CHANGED)
    if reviewed_on and reviewed_on > timezone.localdate():
        raise ValidationError({"reviewed_on": "保密审查日期不能晚于今天。"})
    looked_through = _fit(locked, reviewer, reviewed_on, cleared) if openness == Openness.PUBLIC else []
    at, who = (timezone.now(), by) if openness == Openness.PUBLIC else (None, None)
    Case.objects.filter(pk=case.pk, version=version).update(
        openness=openness, secrecy_reviewer=reviewer.strip(), secrecy_reviewed_on=reviewed_on, disclosed_at=at,
        disclosed_by=who,
    )  # fmt: skip
    case.refresh_from_db()
    # the finds' words stay out of the trail, which outlives them
    said = "；".join(f"{find.label}（{len(find.spots)}处）可以公开" for find in looked_through)
    audit.record("案例·公开属性", case, by=by, unit=case.unit, openness=openness, reviewer=reviewer, screening=said)


def _fit(case: Case, reviewer: str, reviewed_on: dt.date | None, cleared: Collection[str]) -> list[Find]:
    """The finds, all cleared. Raises ValidationError with what hinders."""
    if absent := missing(case):
        raise ValidationError(f"请先写明{'、'.join(absent)}，再公开。")
    if not (reviewer.strip() and reviewed_on):
        raise ValidationError("主动公开前须完成保密审查：请填写审查人和审查日期。")
    found = found_in(case)
    waiting = [find for find in found if find.key not in cleared]
    if waiting:
        kinds = "、".join(dict.fromkeys(find.label for find in waiting))
        raise ValidationError(
            f"还有{len(waiting)}处像是{kinds}的内容没有处理：请逐处勾选“可以公开”，或先修改案例删去。"
        )
    return found
