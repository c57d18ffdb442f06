"""典型案例 as a sheet: in the unit's own export its words as they stand, elsewhere those that were put forward."""

from collections.abc import Callable, Iterator, Sequence

from django.db.models import QuerySet

from activities.extracting import in_pieces
from activities.models import Case, PutForward
from activities.resources.scope import Scope
from orgs.choices import Openness
from orgs.models import User
from orgs.tables import MACHINES, Said, Table
from orgs.workbooks import Sheet

PIECE = 200  # long texts

CASES = Table("cases", "典型案例", (
    Said("region_code", "地区代码", about="GB/T 2260 区划代码，全国为100000", only=MACHINES),
    Said("region", "地区", 12),
    Said("unit", "单位", 24),
    Said("title", "标题", 30),
    Said("background", "背景", 50),
    Said("measures", "做法", 60),
    Said("results", "成效", 50),
    Said("activity", "对应活动", 36),
    Said("answers", "推荐和采用情况", 30),
    Said("openness", "公开属性", 16, dict(Openness.choices)),
    Said("id", "编号", 20),
), kept=3)  # fmt: skip


def case_sheet(
    scope: Scope, asker: Callable[[], User], begin: Callable[[], None], wrote: Callable[[int], None]
) -> Sheet:
    def rows() -> Iterator[tuple]:
        begin()
        for found, pks in in_pieces(lambda user: ordered_cases(scope, user), asker, PIECE):
            made = list(case_rows(found, pks, asker()))
            yield from made
            wrote(len(made))

    return CASES.sheet(rows())


def ordered_cases(scope: Scope, user: User) -> QuerySet[Case]:
    return scope.cases(user).order_by("unit__region__path", "unit__order", "unit_id", "pk")


def case_rows(found: QuerySet[Case], pks: Sequence[int], user: User) -> Iterator[tuple]:
    """The cases with these ids that are among `found`, in the order of the ids. Three queries."""
    full = found.filter(pk__in=pks).select_related("unit__region", "activity")
    cases = {case.pk: case for case in full.prefetch_related("put_forward__office")}
    yield from (_row(cases[pk], user) for pk in pks if pk in cases)


def _row(case: Case, user: User) -> tuple:
    units = user.reach.units()
    own = case.unit_id in units
    seen = [each for each in case.put_forward.all() if own or each.office_id in units or each.sent_from_id in units]
    words = {name: getattr(case, name) for name in ("title", "background", "measures", "results")}
    if not own and not case.is_public and seen:
        words |= {name: value for name, value in seen[-1].words.items() if name in words}
    activity = case.activity.title if case.activity and own else ""
    unit, told = case.unit, "；".join(map(_said, seen))
    return (unit.region.code, unit.region.name, unit.name, *words.values(), activity, told, case.openness,
            case.public_id)  # fmt: skip


def _said(each: PutForward) -> str:
    return f"{each.office.short_name}：{each.get_answer_display()}"
