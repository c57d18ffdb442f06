"""进度总览 of people whose units coordinate no region: what their own units held and owe, nothing of others."""

import datetime as dt
from dataclasses import dataclass

from activities.choices import HANDED_IN
from activities.models import Activity
from activities.owing import counting
from activities.rolling import Figures
from activities.tallying import by_unit
from campaigns.ask_words import words_of
from campaigns.models import Campaign, Obligation
from campaigns.standing import Standing, label, stands
from orgs.models import Unit, User


@dataclass(frozen=True, slots=True)
class Owed:
    owed: Obligation
    standing: Standing

    @property
    def label(self) -> str:
        return label(self.standing, words_of(self.owed.request).nil)


@dataclass(frozen=True, slots=True)
class Own:
    """`waiting` are activities logged and not handed in yet, which the figures do not count."""

    unit: Unit
    figures: Figures
    waiting: int
    owed: list[Owed]


def own_units(user: User, campaign: Campaign, today: dt.date) -> list[Own]:
    """The units in which the person holds a seat, sections with their bureau. Five queries."""
    seated = [unit for unit in user.reach.held if not unit.is_lead]
    sections = {seat.unit: {seat.unit, *seat.sections} for seat in seated}
    units = Unit.objects.filter(pk__in=sections).select_related("region", "within")
    pks = set().union(*sections.values()) if sections else set()
    tallies = by_unit(pks, campaign)
    waiting = _waiting(pks, campaign)
    owed = counting(campaign).filter(unit__in=pks).select_related("request__unit", "unit").order_by("due_on", "pk")
    found: dict[int, list[Owed]] = {pk: [] for pk in pks}
    for each in owed:
        found[each.unit_id].append(Owed(each, stands(each, today)))
    return [
        Own(
            unit,
            Figures.sum(tallies[pk] for pk in sections[unit.pk] if pk in tallies),
            sum(waiting.get(pk, 0) for pk in sections[unit.pk]),
            [each for pk in sorted(sections[unit.pk]) for each in found[pk]],
        )
        for unit in units
    ]


def _waiting(units: set[int], campaign: Campaign) -> dict[int, int]:
    rows = Activity.objects.filter(unit__in=units, campaign=campaign).exclude(state__in=HANDED_IN).confirmed()
    numbers: dict[int, int] = {}
    for unit in rows.order_by().values_list("unit", flat=True):
        numbers[unit] = numbers.get(unit, 0) + 1
    return numbers
