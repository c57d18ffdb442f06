"""What is owed in a region and below it, counted by branch and standing, and what those stand for that a page names.

Withdrawn requests and units released from one count nowhere. The database groups, so that three thousand obligations
cost no more than three.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, Q, QuerySet, Value, When
from django.db.models.functions import Substr, TruncDate

from activities.rolling import STEP
from campaigns.ask_words import words_for
from campaigns.choices import Answer, Ask
from campaigns.models import Campaign, Obligation
from campaigns.standing import NOT_HANDED_IN, Standing, parts, standing, tally
from orgs.beijing import BEIJING
from orgs.models import Region

NAMED = ("unit_id", "unit__region__path", "unit__name", "unit__kind", "state", "first_handed_in_at", "optional",
         "due_on", "request__title", "request__kind", "by_rows")  # fmt: skip


NOTHING = "无相关活动、意见或建议"  # requests of several kinds counted together
# `ask_words.by_rows` without reading what was circulated: a whole plan for each of three thousand offices
BY_ROWS = (Q(request__kind=Ask.COLLECT) & ~Q(request__wants=[])) | (
    Q(request__kind=Ask.COMMENT) & ~Q(request__circulated={})
)


@dataclass(frozen=True, slots=True)
class Group:
    """Obligations alike: `branch` is the tree path one level below the region (the region's own for its own units)."""

    branch: str
    here: bool  # a unit of the region itself asked
    office: bool  # owed by the lead office of a region directly below
    standing: Standing
    number: int
    nil: str = ""  # how it reads that there is nothing


@dataclass(frozen=True, slots=True)
class Split:
    """Obligations by standing; the parts add up to the total."""

    total: int
    parts: list[dict]


def counting(campaign: Campaign) -> QuerySet[Obligation]:
    """The obligations that figures count."""
    return Obligation.objects.filter(request__campaign=campaign, request__closed_at=None, released_at=None)


def owed_within(region: Region, campaign: Campaign) -> QuerySet:
    """What `groups` wants, one row for obligations alike."""
    inside = counting(campaign).filter(unit__region__path__startswith=region.path)
    marked = inside.annotate(
        branch=Substr("unit__region__path", 1, len(region.path) + STEP),
        here=_is(request__unit__region=region),
        office=_is(unit__kind="lead", unit__region__depth=region.depth + 1),
        first_day=TruncDate("first_handed_in_at", tzinfo=BEIJING),
        # only of those that have nothing, for the word; the others stay one row for all kinds
        nil_kind=Case(When(state=Answer.NIL, then="request__kind"), default=Value("")),
        nil_by_rows=Case(When(BY_ROWS, state=Answer.NIL, then=Value(True)), default=Value(False)),
    )
    columns = ("branch", "here", "office", "state", "first_day", "optional", "due_on", "nil_kind", "nil_by_rows")
    return marked.order_by().values_list(*columns).annotate(number=Count("pk"))


def groups(rows: Iterable[tuple], today: dt.date) -> list[Group]:
    return [
        Group(
            branch,
            bool(here),
            bool(office),
            standing(nil=state == Answer.NIL, handed_in_on=first_day, optional=optional, due_on=due_on, today=today),
            number,
            words_for(nil_kind, bool(nil_by_rows)).nil if nil_kind else "",
        )
        for branch, here, office, state, first_day, optional, due_on, nil_kind, nil_by_rows, number in rows
    ]


def split(found: Iterable[Group]) -> Split:
    numbers: dict[Standing, int] = tally(())
    words: set[str] = set()
    for each in found:
        numbers[each.standing] += each.number
        words |= {each.nil} - {""}
    nil = NOTHING if len(words) > 1 else next(iter(words), Standing.NIL.label)
    return Split(sum(numbers.values()), parts(numbers, nil))


def shares(found: Iterable[Group]) -> Mapping[str, tuple[int, int]]:
    """Branch → (handed in or nil, owed) below the branch's lead office; what may be left out is no gap."""
    numbers: dict[str, tuple[int, int]] = {}
    for each in found:
        if not each.office and each.standing != Standing.OPTIONAL:
            have, total = numbers.get(each.branch, (0, 0))
            given = 0 if each.standing in NOT_HANDED_IN else each.number
            numbers[each.branch] = (have + given, total + each.number)
    return numbers


def named(region: Region, campaign: Campaign) -> QuerySet:
    """Obligations of the lead offices directly below and of the region's own units, in administrative order."""
    offices = Q(unit__kind="lead", unit__region__depth=region.depth + 1, unit__region__path__startswith=region.path)
    found = counting(campaign).filter(offices | Q(unit__region=region)).annotate(
        by_rows=ExpressionWrapper(BY_ROWS, output_field=BooleanField())
    )  # fmt: skip
    return found.order_by("unit__region__path", "unit__order", "unit", "due_on", "pk").values_list(*NAMED, named=True)


def _is(**condition: object) -> ExpressionWrapper:
    return ExpressionWrapper(Q(**condition), output_field=BooleanField())
