"""审核顺序: who reviews a unit's drafts before 签发, one after the other. Changes count from the next 送审 on."""

from django.core.exceptions import ValidationError
from django.db import transaction

from campaigns.models import ReviewStep
from orgs import audit
from orgs.models import Seat, Unit, User

MOST = 9


def candidates(unit: Unit):
    """The people who hold a 审核 or 签发 post at the unit."""
    seats = Seat.objects.current().filter(unit=unit, role__in=("reviewer", "approver"))
    return User.objects.filter(pk__in=seats.values("user")).order_by("display_name", "pk")


@transaction.atomic
def add(*, unit: Unit, post: str, reviewer: User, by: User) -> ReviewStep:
    """Put a step at the end. Raises ValidationError for somebody without such a post, or a step that is there."""
    steps = _lock(unit)
    if not candidates(unit).filter(pk=reviewer.pk).exists():
        raise ValidationError(f"{reviewer}在本单位没有审核或签发岗位，不能列入审核顺序。")
    if any(step.reviewer_id == reviewer.pk for step in steps):
        raise ValidationError(f"{reviewer}已在审核顺序中。")
    if len(steps) >= MOST:
        raise ValidationError(f"审核最多{MOST}步，请先减少。")
    step = ReviewStep.objects.create(unit=unit, post=post.strip(), reviewer=reviewer, order=len(steps) + 1)
    audit.record("审核顺序·新增", step, by=by, unit=unit)
    return step


@transaction.atomic
def remove(*, step: ReviewStep, by: User) -> None:
    steps = _lock(step.unit)
    audit.record("审核顺序·删除", step, by=by, unit=step.unit)
    ReviewStep.objects.filter(pk=step.pk).delete()
    _number([each for each in steps if each.pk != step.pk])


@transaction.atomic
def move(*, step: ReviewStep, down: bool, by: User) -> None:
    """One place up or down; at the end it stays where it is."""
    steps = _lock(step.unit)
    at = next((place for place, each in enumerate(steps) if each.pk == step.pk), None)
    to = None if at is None else at + (1 if down else -1)
    if at is None or to is None or not 0 <= to < len(steps):
        return
    steps[at], steps[to] = steps[to], steps[at]
    _number(steps)
    audit.record("审核顺序·调整", step, by=by, unit=step.unit)


def _lock(unit: Unit) -> list[ReviewStep]:
    Unit.objects.select_for_update().get(pk=unit.pk)
    return list(ReviewStep.objects.filter(unit=unit))


def _number(steps: list[ReviewStep]) -> None:
    for order, step in enumerate(steps, start=1):
        step.order = order
    ReviewStep.objects.bulk_update(steps, ["order"])
