"""Asking chosen units for something by a date, with or without a plan."""

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from campaigns.choices import Ask
from campaigns.models import Campaign, Edition, Request
from campaigns.obliging import askable, collectable, owe
from campaigns.words import tidy
from campaigns.workdays import today
from orgs import audit
from orgs.models import Unit, User


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
    kind: str = Ask.SUMMARY,
    optional: bool = False,
    wants: Collection[str] = (),
    minutes: int | None = None,
    edition: Edition | None = None,
    circulated: dict | None = None,
) -> Request:
    """Make a request of the ticked units and tell them. Each owes an answer until 24:00 of `due_on` in Beijing.

    `wants` are the kinds of proposals (征集); `circulated` is the draft `edition` in the words sent out (征求意见);
    `minutes` is how long an answer will take, as the asking office reckons.

    Raises ValidationError when nobody is ticked, somebody may not be asked, the date is past, or the reason is missing
    (relief for the grass roots: only what is needed, of whom it is needed, saying why).
    """
    if not (tidy(title) and tidy(why)):
        raise ValidationError("请写明事项和用途，让被要求的单位知道报什么、为什么报。")
    if due_on < today():
        raise ValidationError("截止日期不能早于今天，请重新选择。")
    chosen = (collectable(unit) if wants else askable(unit)).filter(pk__in=units)
    if not units or chosen.count() != len(set(units)):
        raise ValidationError("请勾选需要报送的单位；只能勾选下一级牵头单位、本地成员单位和本单位内设机构。")
    request = Request.objects.create(
        campaign=campaign, unit=unit, kind=kind, title=tidy(title), why=tidy(why), due_on=due_on, minutes=minutes,
        wants=list(wants), edition=edition, circulated=circulated or {},
    )  # fmt: skip
    owe(request, chosen, optional=optional)
    audit.record("报送·提出要求", request, by=by, unit=unit, due_on=str(due_on), units=len(set(units)))
    return request
