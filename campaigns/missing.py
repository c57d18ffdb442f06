"""Who has not answered a request and should have: narrowed by region, state and name, and cut into pages.

A nation has 2,850 counties below it. The whole list is read once, without what only a page shows; what is shown of it
is asked for a page at a time, so that the questions are as many for ten as for thousands.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from campaigns import chasing
from campaigns.choices import AWAITED, Answer
from campaigns.districts import Districts
from campaigns.models import Call, Obligation, Request
from campaigns.reaching import Unreachable, reach_of, unreachable, ways_into
from campaigns.standing import is_mended
from campaigns.workdays import today
from orgs.models import Region
from orgs.together import together

PAGE = 60
READ = ("request", "unit__name", "unit__region__path", "unit__region__depth", "due_on", "state", "first_handed_in_at")


@dataclass(frozen=True)
class Wish:
    """What the address asks for: the code of a region, one of STATES, words of a name, a page."""

    area: str = ""
    state: str = ""
    words: str = ""
    page: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wish":
        words = asked.get("q", "").replace("\0", "").strip()[:40]
        return cls(asked.get("area", ""), asked.get("state", ""), words, asked.get("page", ""))

    def address(self, page: int = 0) -> str:
        """The same as a query string; `page` 0: without one."""
        named = {"area": self.area, "state": self.state, "q": self.words, "page": str(page or "")}
        return urlencode({name: said for name, said in named.items() if said})


def is_missing(row: Obligation) -> bool:
    return row.state in AWAITED and not row.optional and row.released_at is None


def missing(request: Request) -> QuerySet[Obligation]:
    """In administrative order; nobody when the request was withdrawn."""
    if request.closed_at is not None:
        return request.obligations.none()
    rows = request.obligations.filter(state__in=AWAITED, optional=False, released_at=None)
    return rows.order_by("unit__region__path", "unit__order", "unit")


@dataclass
class Missing:
    """The list of one request as one address shows it. Four questions, and those of the page itself."""

    request: Request
    wish: Wish = field(default_factory=Wish)
    day: dt.date = field(default_factory=today)

    @cached_property
    def rows(self) -> list[Obligation]:
        found = list(missing(self.request).select_related("unit__region").only(*READ))
        for row in found:
            row.request = self.request
        return found

    @cached_property
    def last(self) -> dict[int, dt.datetime]:
        """Obligation id → when it was last reminded by hand."""
        return dict(self._beside[0])

    @cached_property
    def calls(self) -> dict[int, Call]:
        """Obligation id → the last telephone call about it."""
        return {call.obligation_id: call for call in self._beside[1]}

    @cached_property
    def _beside(self) -> tuple[QuerySet, QuerySet]:
        calls = Call.objects.filter(obligation__request=self.request).select_related("by").order_by("at", "pk")
        chased = chasing.chased(self.request)
        together(chased, calls)
        return chased, calls

    @cached_property
    def reached(self) -> dict[int, bool]:
        return reach_of(ways_into(row.unit_id for row in self.rows))

    @cached_property
    def districts(self) -> Districts:
        found = Districts(self.request.unit.region, [row.unit.region.path for row in self.rows])
        found.name(Region.objects.filter(path__in=found.paths))
        return found

    @cached_property
    def cooling(self) -> set[int]:
        """The obligations reminded by hand within the cool-down."""
        fresh = timezone.now() - dt.timedelta(hours=settings.REMINDER_COOLDOWN_HOURS)
        return {pk for pk, at in self.last.items() if at > fresh}

    def is_cooling(self, row: Obligation) -> bool:
        return row.pk in self.cooling

    def is_empty(self, row: Obligation) -> bool:
        """Nobody sits there."""
        return row.unit_id not in self.reached

    @cached_property
    def lost(self) -> dict[int, Unreachable]:
        """By unit, of those chosen."""
        few = [row.unit for row in self.chosen if not self.reached.get(row.unit_id)]
        return {each.unit.pk: each for each in unreachable(few, reached=self.reached)}

    @cached_property
    def here(self) -> list[Obligation]:
        """Of the region and name that were asked for, in whatever state."""
        wanted = self.districts.within(self.wish.area)
        return [row for row in self.rows if wanted(row.unit.region.path) and self.wish.words in row.unit.name]

    @cached_property
    def chosen(self) -> list[Obligation]:
        test = STATES[self.wish.state][1] if self.wish.state in STATES else None
        return [row for row in self.here if test is None or test(self, row)]

    @cached_property
    def page(self) -> Page:
        return Paginator(self.chosen, PAGE).get_page(self.wish.page)

    @cached_property
    def free(self) -> list[int]:
        """Of those chosen, on every page, the ones that can be reminded now."""
        return [row.pk for row in self.chosen if not (self.is_cooling(row) or self.is_empty(row))]

    @property
    def is_narrowed(self) -> bool:
        return len(self.chosen) != len(self.rows)

    @cached_property
    def states(self) -> list[dict]:
        hours = settings.REMINDER_COOLDOWN_HOURS
        found = [
            {"value": name, "label": label.format(hours=hours), "current": name == self.wish.state,
             "count": sum(test(self, row) for row in self.here)}
            for name, (label, test) in STATES.items()
        ]  # fmt: skip
        return [each for each in found if each["count"] or each["current"]]

    def heading(self, row: Obligation) -> str:
        """The district under which the row stands on the page, empty where the list is not divided."""
        return self._heading(row) if self._is_divided else ""

    def _heading(self, row: Obligation) -> str:
        return self.districts.heading(row.unit.region.path, self.wish.area)

    @cached_property
    def _is_divided(self) -> bool:
        """Prefectures of which each has one line, its own office's, would only lengthen the list."""
        base = self.request.unit.region.path
        lines = Counter(self._heading(row) for row in self.chosen if row.unit.region.path != base)
        return max(lines.values(), default=0) > 1


STATES: dict[str, tuple[str, Callable[[Missing, Obligation], bool]]] = {
    "overdue": ("逾期未报", lambda all_, row: row.due_on < all_.day and not is_mended(row)),
    "due": ("未到期", lambda all_, row: row.due_on >= all_.day and not is_mended(row)),
    "returned": ("退回待补充完善", lambda all_, row: row.state == Answer.RETURNED),
    "cooling": ("{hours}小时内人工提醒过", lambda all_, row: all_.is_cooling(row)),
    "uncalled": ("没有电话联系过", lambda all_, row: row.pk not in all_.calls),
    "unreachable": ("联系不到人", lambda all_, row: not all_.reached.get(row.unit_id)),
}
