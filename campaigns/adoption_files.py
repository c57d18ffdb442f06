"""各地列入情况 as a workbook: by content, by unit, and every wording of its own. What the page shows, nothing more."""

import io
from collections.abc import Iterator

from django.db import transaction

from campaigns.adoption import STANCES
from campaigns.adoption_board import Board
from campaigns.choices import Kind
from orgs import audit
from orgs.models import User
from orgs.workbooks import Sheet, write

WIDE = 60  # columns of units that a sheet can hold and a person can read


@transaction.atomic
def workbook(*, board: Board, by: User) -> bytes:
    """An .xlsx for the region and levels of the board; on record. No cell is ever a formula."""
    file = io.BytesIO()
    write(file, sheets(board), header=f"{board.region}各地列入情况"[:80], footer=str(board.edition)[:80])
    # about the plan: who takes a table of an edition has not written in it
    plan = board.edition.plan
    audit.record("方案·导出各地列入情况", plan, by=by, unit=plan.unit, region=board.region.code)
    return file.getvalue()


def sheets(board: Board, before: str = "") -> list[Sheet]:
    """The board's three sheets; `before` stands before their titles, as in a workbook that holds more than these."""
    units = board.columns if len(board.columns) <= WIDE else []
    stances = list(STANCES)
    headings = ("类别", "内容", *(STANCES[name][0] for name in stances), *(c.unit.region.short_name for c in units))
    wide = (12, 40, *(8 for _ in stances), *(10 for _ in units))
    of_unit = ("单位", "地区", "情况", "依据", "有新修订未跟进", "签收时间")
    words = ("类别", "内容", "单位", "情况", "文字", "未列入原因")
    return [
        Sheet(f"{before}按内容", headings, wide, _contents(board, stances, units), kept=2),
        Sheet(f"{before}按单位", of_unit, (32, 12, 22, 28, 16, 18), _units(board)),
        Sheet(f"{before}各地文字", words, (12, 40, 32, 14, 60, 30), _words(board)),
    ]


def _contents(board: Board, stances: list[str], units: list) -> Iterator[tuple]:
    for kind, label in board.kinds:
        for line in board.lines_of(kind):
            numbers = {stance: count for stance, _, count in line.counts}
            cells = (taken.label for taken in line.cells) if units else ()
            yield (label, line.sign + line.words, *(numbers.get(name, 0) for name in stances), *cells)


def _units(board: Board) -> Iterator[tuple]:
    for column in board.columns:
        direct = f"直接执行{column.direct.plan.unit}的方案" if column.direct else ""
        yield (str(column.unit), column.unit.region.name, column.label, column.follows or direct,
               "是" if column.behind else "", column.received_at)  # fmt: skip


def _words(board: Board) -> Iterator[tuple]:
    """What differs from the edition's words, and what was left out."""
    for kind, _ in board.kinds:
        for line in board.lines_of(kind):
            for column, taken in zip(board.columns, line.cells, strict=True):
                if taken.words or (taken.stance == "withdrawn"):
                    words = "\n".join("\n".join(part for part in each if part) for each in taken.words)
                    yield (Kind(kind).label, line.sign + line.words, str(column.unit), taken.label, words, taken.reason)
