"""Sending a draft round for opinions (征求意见): its words of this moment go out, and nothing later."""

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from campaigns.asking import ask
from campaigns.choices import Ask
from campaigns.circulating import snapshot
from campaigns.models import Edition, Request
from campaigns.period import period_of
from campaigns.work_plan_page import paper_of, parties_of
from orgs.models import User


@transaction.atomic
def circulate(
    *,
    edition: Edition,
    title: str,
    why: str,
    due_on: dt.date,
    minutes: int,
    units: Collection[int],
    by: User,
    optional: bool = False,
) -> Request:
    """Ask the ticked units for opinions on a draft. They see the copy that goes with the request, never the draft.

    Raises ValidationError when the draft is issued or has no words yet, else as `asking.ask`.
    """
    locked = Edition.objects.select_for_update(of=("self",)).select_related("plan__unit__region", "plan__campaign")
    draft = locked.get(pk=edition.pk)
    if not draft.is_open:
        raise ValidationError("方案已经印发，不再征求意见。")
    paper = paper_of(draft)
    if not any(True for _ in paper.entries()):
        raise ValidationError("草稿还没有内容，请先编制再征求意见。")
    sent = snapshot(draft, paper, parties_of(draft), str(period_of(draft)))
    return ask(campaign=draft.plan.campaign, unit=draft.plan.unit, title=title, why=why, due_on=due_on, units=units,
               by=by, kind=Ask.COMMENT, optional=optional, minutes=minutes, edition=draft, circulated=sent)  # fmt: skip
