"""还没有报送: who has not answered what a region's own units asked for, with whom to reach, in administrative order.

Telephone numbers stand here shortened; the person at the telephone finds them whole in the request's call list.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse

from activities.owing import counting
from campaigns.calling_pages import answering_seats, people_of
from campaigns.choices import Answer
from campaigns.models import Campaign, Obligation, Request
from campaigns.reaching import Unreachable, unreachable, ways_into
from campaigns.standing import Standing, stands
from orgs.models import Region, User
from orgs.together import together

MOST = 60  # units named on the page; the request's own page names all


@dataclass(slots=True)
class Missing:
    """One unit that has not answered. `people`, and why nobody can be reached (`lost`), only where the reader's own
    unit asked."""

    unit: str
    standing: Standing
    due_on: dt.date
    people: list[dict[str, str]] = field(default_factory=list)
    lost: Unreachable | None = None


@dataclass(slots=True)
class Gap:
    """One request and those who have not answered it; `url` and `calls` only where the reader's own unit asked."""

    request: Request
    units: list[Missing] = field(default_factory=list)
    url: str = ""
    calls: str = ""

    @property
    def advice(self) -> list[tuple[str, str]]:
        """Why nobody can be reached and what can be done, each once."""
        return list(dict.fromkeys((each.lost.why, each.lost.do) for each in self.units if each.lost))

    @property
    def numbers(self) -> list[tuple[Standing, int]]:
        counted = ((each, sum(unit.standing == each for unit in self.units)) for each in Standing)
        return [(each, number) for each, number in counted if number]


@dataclass(frozen=True, slots=True)
class Gaps:
    """`total` counts all; of a very long list the first are named."""

    total: int
    requests: list[Gap]

    @property
    def named(self) -> int:
        return sum(len(gap.units) for gap in self.requests)

    @property
    def is_cut(self) -> bool:
        """Then the numbers of a single request are not all of its units, and are not said."""
        return self.total > self.named


def awaited(region: Region, campaign: Campaign) -> QuerySet[Obligation]:
    """Asked by the region's own units, to be answered, and never handed in: standing 未到期 or 逾期未报."""
    asked = counting(campaign).filter(request__unit__region=region, optional=False, first_handed_in_at=None)
    return asked.exclude(state=Answer.NIL)


def gaps(region: Region, campaign: Campaign, user: User, today: dt.date, *, total: int | None = None) -> Gaps:
    """Two queries; one more when there are more than the page names and nobody counted them yet (`total`)."""
    rows = awaited(region, campaign).select_related("unit", "request__unit")
    rows = rows.order_by("request__due_on", "request", "unit__region__path", "unit__order", "pk")
    shown = list(rows[: MOST + 1])
    if total is None:
        total = len(shown) if len(shown) <= MOST else rows.order_by().count()
    mine = user.reach.units()
    asked = {each.unit_id: each.unit for each in shown if each.request.unit_id in mine}
    seats, into = answering_seats(asked), ways_into(asked)
    together(seats, into)
    people = people_of(seats, whole=False)
    lost = {each.unit.pk: each for each in unreachable(asked.values(), into)}
    found: dict[int, Gap] = {}
    for owed in shown[:MOST]:
        gap = found.setdefault(owed.request_id, Gap(owed.request))
        missing = Missing(str(owed.unit), stands(owed, today), owed.due_on)
        gap.units.append(missing)
        if owed.request.unit_id in mine:
            missing.people, missing.lost = people.get(owed.unit_id, []), lost.get(owed.unit_id)
            gap.url = reverse("campaigns:request", args=[owed.request_id])
            gap.calls = reverse("campaigns:calls", args=[owed.request_id])
    return Gaps(total, list(found.values()))
