"""提醒设置: the ladder that holds, where it comes from, and who would get what and when before it is saved."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from campaigns.choices import Told
from campaigns.ladder import Rungs, fate, is_moved, reminding_day, said, step_day
from campaigns.models import Campaign, Escalation, Obligation, Request
from campaigns.obliging import ANSWERING
from campaigns.reminding import awaited
from campaigns.rungs import Held, Ladders
from campaigns.standing import is_mended
from campaigns.workdays import add_workdays
from orgs.models import Seat, Unit

FATES = {"sent": "已发送", "over": "已过，不再发送", "missed": "已错过，不补发", "now": "即将发送", "later": "到时发送"}
# how the marks look
STATES = {"sent": "accepted", "over": "superseded", "missed": "superseded", "now": "submitted", "later": "draft"}


@dataclass
class Coming:
    """One step, or one telling, of the obligations with one date: when, what becomes of it, whom it goes to."""

    words: str
    day: dt.date
    moved: bool
    label: str
    state: str
    units: list[str]
    people: int


def ladder_page(unit: Unit, campaign: Campaign, rungs: Rungs | None = None) -> dict[str, Any]:
    """`rungs` are those typed, to be tried out; without them, those that hold. A constant number of queries."""
    ladders = Ladders([campaign.pk])
    held = ladders.of(unit, campaign.pk)
    above = ladders.above(unit, campaign.pk)
    day = reminding_day(timezone.now())
    return {
        "unit": unit,
        "held": held,
        "source": _source(held),
        "above": above,
        "seen": held.source.changed_at.isoformat() if held.is_own and held.source else "",
        "preview": preview(unit, campaign, rungs or held.rungs, day),
        "trying": rungs is not None,
        "followers": _followers(unit, campaign, ladders),
    }


def _source(held: Held) -> str:
    if held.source is None:
        return "本级和上级都没有另行设置，按系统默认提醒。"
    if held.is_own:
        return "本单位自行设置。"
    return f"沿用上级：{held.source.unit}的设置。"


@dataclass(frozen=True)
class Group:
    """Obligations of one request with one date, and what is known about them."""

    request: Request
    due_on: dt.date
    rows: list[Obligation]
    day: dt.date
    people: dict[int, set[int]]
    told: set[tuple[int, str, dt.date]]


def preview(unit: Unit, campaign: Campaign, rungs: Rungs, day: dt.date) -> list[dict[str, Any]]:
    """Each request of the unit still awaited, by date of its obligations: every step with whom it would go to."""
    rows = awaited().filter(request__unit=unit, request__campaign=campaign)
    rows = rows.select_related("unit__region", "request").order_by(
        "request__due_on", "request", "due_on", "unit__region__path", "unit__order", "unit"
    )
    found: dict[tuple[Request, dt.date], list[Obligation]] = defaultdict(list)
    for row in rows:
        found[row.request, row.due_on].append(row)
    people, told = _people({row.unit_id for each in found.values() for row in each}), _told(rows)
    groups = [Group(request, due_on, each, day, people, told) for (request, due_on), each in found.items()]
    return [
        {
            "request": each.request,
            "due_on": each.due_on,
            "units": len(each.rows),
            "steps": [_step(step, rungs, each) for step in sorted(rungs.steps)],
            "tellings": _tellings(rungs, each),
        }
        for each in groups
    ]


def _step(step: int, rungs: Rungs, group: Group) -> Coming:
    due_on = group.due_on
    fates = {row.pk: _fate(step, rungs, group, row) for row in group.rows}
    what = next((each for each in ("now", "later", "sent", "over", "missed") if each in fates.values()), "missed")
    concerned = [row for row in group.rows if fates[row.pk] == what]
    reached = {person for row in concerned for person in group.people.get(row.unit_id, ())}
    when, names = step_day(due_on, step), [str(row.unit) for row in concerned]
    return Coming(said(step), when, is_moved(due_on, step), FATES[what], STATES[what], names, len(reached))


def _fate(step: int, rungs: Rungs, group: Group, row: Obligation) -> str:
    """As `fate`; only the latest step sent is known, so of one before it is not said that it was."""
    found = fate(step, rungs, group.due_on, group.day, row.reminded_step)
    return "over" if found == "sent" and row.reminded_step != step else found


def _tellings(rungs: Rungs, group: Group) -> list[Coming]:
    found, missing = [], [row for row in group.rows if not is_mended(row)]
    for who, after, words in (
        (Told.MANAGER, rungs.tell_manager, "告知未报送单位的管理人员"),
        (Told.ABOVE, rungs.tell_above, "告知本单位管理人员"),
    ):
        if after is None or not missing:
            continue
        when = add_workdays(group.due_on, after)
        left = [row for row in missing if (row.pk, who, group.due_on) not in group.told]
        what = "sent" if not left else "later" if when > group.day else "now"
        names = [str(row.unit) for row in (left or missing)]
        found.append(Coming(f"{said(after)}：{words}", when, False, FATES[what], STATES[what], names, 0))
    return found


def _people(units: set[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for unit, person in Seat.objects.current().filter(unit__in=units, role__in=ANSWERING).values_list("unit", "user"):
        found[unit].add(person)
    return found


def _told(rows: QuerySet[Obligation]) -> set[tuple[int, str, dt.date]]:
    told = Escalation.objects.filter(obligation__in=rows.order_by().values("pk"))
    return set(told.values_list("obligation", "told", "due_on"))


def _followers(unit: Unit, campaign: Campaign, ladders: Ladders) -> dict[str, int]:
    """How many requests of offices below go by what is set here."""
    if not unit.is_lead:
        return {"units": 0, "requests": 0}
    below = Request.objects.filter(
        campaign=campaign, closed_at=None, unit__region__path__startswith=unit.region.path
    ).exclude(unit=unit)
    asked = dict(below.order_by().values_list("unit").annotate(number=Count("pk")))
    units = Unit.objects.filter(pk__in=asked).select_related("region")
    follows = [each for each in units if _would_follow(each, unit, campaign, ladders)]
    return {"units": len(follows), "requests": sum(asked[each.pk] for each in follows)}


def _would_follow(each: Unit, unit: Unit, campaign: Campaign, ladders: Ladders) -> bool:
    """Whether nobody between the two, nor the office itself, has set a ladder of its own."""
    source = ladders.of(each, campaign.pk).source
    if source is None:
        return True
    path = source.unit.region.path
    return source.unit_id == unit.pk or (source.unit.is_lead and len(path) < len(unit.region.path))
