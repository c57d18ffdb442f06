"""Asking units for something by a date, with or without a plan: ticked one by one, by rule or by name."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from campaigns.choices import Ask
from campaigns.deadline import spoken
from campaigns.fielding import set_fields
from campaigns.minutes import estimate
from campaigns.models import Campaign, Edition, Request
from campaigns.obliging import collectable, owe
from campaigns.own_fields import Spec
from campaigns.ruling import meant_by, reachable
from campaigns.words import tidy
from campaigns.workdays import today
from orgs import audit
from orgs.models import Unit, User

NOBODY = "请勾选需要报送的单位；只能勾选下一级牵头单位、本地成员单位和本单位内设机构。"


@transaction.atomic
def ask(
    *,
    campaign: Campaign,
    unit: Unit,
    title: str,
    why: str,
    due_on: dt.date,
    units: Collection[int],
    by: User,
    rules: Collection[str] = (),
    locks_on: dt.date | None = None,
    fields: Sequence[Spec] = (),
    kind: str = Ask.SUMMARY,
    optional: bool = False,
    wants: Collection[str] = (),
    minutes: int | None = None,
    edition: Edition | None = None,
    circulated: dict | None = None,
    wants_seal: bool = False,
) -> Request:
    """Make a request of the ticked units and of those that the rules mean, and tell them.

    Each owes an answer until 24:00 of `due_on` in Beijing; after 24:00 of `locks_on` none is taken any more without an
    extension. Units that a rule means later are added by `releasing.keep_asked`. `wants` are the kinds of proposals
    (征集); `circulated` is the draft `edition` in the words sent out (征求意见); `fields` are the request's own fields;
    `minutes` is how long an answer will take (default: reckoned from what is asked); `wants_seal`: with a
    盖章扫描件, if there is one.

    Raises ValidationError when nobody is asked, somebody may not be, a date is past, or the reason is missing
    (relief for the grass roots: only what is needed, of whom it is needed, saying why).
    """
    if not (tidy(title) and tidy(why)):
        raise ValidationError("请写明事项和用途，让被要求的单位知道报什么、为什么报。")
    check_dates(due_on, locks_on)
    allowed = collectable(unit) if wants else reachable(unit)
    ticked = set(allowed.taking_part().filter(pk__in=units).values_list("pk", flat=True))
    if ticked != set(units):
        raise ValidationError(NOBODY)
    meant = set(meant_by(unit, rules).values_list("pk", flat=True))
    if not ticked | meant:
        raise ValidationError(NOBODY)
    request = Request.objects.create(
        campaign=campaign, unit=unit, kind=kind, title=tidy(title), why=tidy(why), due_on=due_on, locks_on=locks_on,
        minutes=minutes or estimate(kind, fields), rules=sorted(set(rules)), wants=list(wants), edition=edition,
        circulated=circulated or {}, wants_seal=wants_seal,
    )  # fmt: skip
    set_fields(request=request, specs=fields)
    count = owe(request, Unit.objects.filter(pk__in=ticked | meant), optional=optional)
    audit.record("报送·提出要求", request, by=by, unit=unit, due_on=str(due_on), units=count,
                 reason=f"向{count}个单位提出，截止{spoken(due_on)}")  # fmt: skip
    return request


def check_dates(due_on: dt.date, locks_on: dt.date | None) -> None:
    """Raise ValidationError when the due date is past, or the lock date lies before it."""
    if due_on < today():
        raise ValidationError("截止日期不能早于今天，请重新选择。")
    if locks_on is not None and locks_on < due_on:
        raise ValidationError("停止接收日期不能早于截止日期：请改为同一天或以后，或者留空（一直接收）。")
