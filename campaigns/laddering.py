"""提醒设置: when an office reminds of what it asks for in one campaign."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from campaigns.ladder import FURTHEST, MOST, Rungs
from campaigns.models import Campaign, Ladder
from orgs import audit
from orgs.models import Unit, User


class LadderMoved(Exception):
    """Somebody else changed the setting since the page was opened; nothing was written."""

    def __init__(self) -> None:
        super().__init__("在您填写期间，其他人修改了提醒设置。您填写的内容还在，请核对现行设置后再保存。")


def check(rungs: Rungs) -> None:
    """Raises ValidationError unless it is 1 to 6 different steps within 20 working days, and tellings of 1 to 20."""
    if not 1 <= len(rungs.steps) <= MOST:
        raise ValidationError(f"请选择1至{MOST}次提醒。")
    if len(set(rungs.steps)) != len(rungs.steps):
        raise ValidationError("有两次提醒选在同一天，请改选或去掉一次。")
    if any(abs(step) > FURTHEST for step in rungs.steps):
        raise ValidationError(f"提醒日期只能在截止日期前后{FURTHEST}个工作日以内。")
    if any(after is not None and not 1 <= after <= FURTHEST for after in (rungs.tell_manager, rungs.tell_above)):
        raise ValidationError(f"逾期告知只能在截止后1至{FURTHEST}个工作日。")


def set_ladder(*, unit: Unit, campaign: Campaign, rungs: Rungs, seen: dt.datetime | None, by: User) -> Ladder:
    """Make the ladder the unit's own from now on. What was posted already is not posted again.

    `seen` is when the setting that the person saw was last changed, None if there was none of the unit's own. Raises
    LadderMoved when it is another by now, ValidationError as `check`.
    """
    check(rungs)
    steps, after = sorted(rungs.steps), {"tell_manager": rungs.tell_manager, "tell_above": rungs.tell_above}
    try:
        with transaction.atomic():
            row = _written(unit, campaign, seen, {"steps": steps, "changed_by": by, **after})
            audit.record("提醒设置·修改", row, by=by, unit=unit, ladder={"steps": steps, **after})
    except IntegrityError as error:  # two people made the first one at once
        raise LadderMoved from error
    return row


def _written(unit: Unit, campaign: Campaign, seen: dt.datetime | None, words: dict) -> Ladder:
    if seen is None:
        return Ladder.objects.create(unit=unit, campaign=campaign, **words)
    row = Ladder.objects.select_for_update().filter(unit=unit, campaign=campaign, changed_at=seen).first()
    if row is None:
        raise LadderMoved
    for name, value in words.items():
        setattr(row, name, value)
    row.save()
    return row


@transaction.atomic
def follow_above(*, unit: Unit, campaign: Campaign, by: User) -> bool:
    """沿用上级: give up the unit's own ladder; False when it had none."""
    row = Ladder.objects.filter(unit=unit, campaign=campaign).first()
    if row is None:
        return False
    audit.record("提醒设置·沿用上级", row, by=by, unit=unit, before=row.steps)
    Ladder.objects.filter(pk=row.pk).delete()
    return True
