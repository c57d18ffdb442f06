"""典型案例 as a sheet: in the unit's own export its words as they stand, elsewhere those that were put forward."""

from collections.abc import Callable, Iterator

from activities.extracting import in_pieces
from activities.models import Case, PutForward
from activities.resources.scope import Scope
from orgs.models import User
from orgs.workbooks import Sheet

HEADINGS = ("地区", "单位", "标题", "背景", "做法", "成效", "对应活动", "推荐和采用情况", "公开属性", "编号")
WIDTHS = (18, 34, 36, 50, 60, 50, 36, 30, 16, 20)
PIECE = 200  # long texts


def case_sheet(
    scope: Scope, asker: Callable[[], User], begin: Callable[[], None], wrote: Callable[[int], None]
) -> Sheet:
    def rows() -> Iterator[tuple]:
        begin()
        for found, pks in in_pieces(_ordered(scope), asker, PIECE):
            user = asker()
            full = found.filter(pk__in=pks).select_related("unit__region", "activity")
            cases = {case.pk: case for case in full.prefetch_related("put_forward__office")}
            yield from (_row(cases[pk], user) for pk in pks if pk in cases)
            wrote(len(cases))

    return Sheet("典型案例", HEADINGS, WIDTHS, rows())


def _ordered(scope: Scope) -> Callable:
    return lambda user: scope.cases(user).order_by("unit__region__path", "unit__order", "unit_id", "pk")


def _row(case: Case, user: User) -> tuple:
    units = user.reach.units()
    own = case.unit_id in units
    seen = [each for each in case.put_forward.all() if own or each.office_id in units or each.sent_from_id in units]
    words = {name: getattr(case, name) for name in ("title", "background", "measures", "results")}
    if not own and not case.is_public and seen:
        words |= {name: value for name, value in seen[-1].words.items() if name in words}
    activity = case.activity.title if case.activity and own else ""
    return (
        case.unit.region.name, case.unit.name, *words.values(), activity, "；".join(map(_said, seen)),
        case.get_openness_display(), case.public_id,
    )  # fmt: skip


def _said(each: PutForward) -> str:
    return f"{each.office.short_name}：{each.get_answer_display()}"
