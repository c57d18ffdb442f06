"""本单位总结: a lead office that nobody asks, the nation's above all, writes its summary all the same.

It is asked of the office by itself, may be left out, and is then written, composed from those below and kept like any
other; what it takes from others is told when it is handed in.
"""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from campaigns.choices import Ask
from campaigns.models import Campaign, Obligation, Request
from campaigns.workdays import today
from orgs import audit
from orgs.models import Unit, User


@transaction.atomic
def begin(*, unit: Unit, campaign: Campaign, by: User) -> Obligation:
    """What the office owes itself in that year; a second call gives the same. Due at the year's end, or today."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    found = Obligation.objects.counted().filter(unit=unit, request__unit=unit, request__campaign=campaign)
    own = found.filter(request__kind=Ask.SUMMARY, request__closed_at=None).select_related("request").first()
    if own is not None:
        return own
    due_on = max(dt.date(campaign.year, 12, 31), today())
    request = Request.objects.create(
        campaign=campaign, unit=unit, due_on=due_on, title=f"{campaign.year}年“质量月”活动总结（本单位）",
        why="汇总本地区情况，本单位存档。",
    )  # fmt: skip
    audit.record("总结·自行编写", request, by=by, unit=unit)
    return Obligation.objects.create(request=request, unit=unit, due_on=due_on, optional=True)


def offices_of(user: User) -> QuerySet[Unit]:
    """Lead offices where the person may write."""
    return Unit.objects.filter(pk__in=user.reach.offices("reporter", "manager"))


def offices_without(user: User, owed: list[Obligation]) -> list[Unit]:
    """Those of them for which no summary is among `owed`. No query."""
    mine = user.reach.offices("reporter", "manager")
    written = {each.unit_id for each in owed if each.request.kind == Ask.SUMMARY}
    found = {seat.unit_id: seat.unit for seat in user.chairs.seats if seat.unit_id in mine}
    return [unit for pk, unit in found.items() if pk not in written]
