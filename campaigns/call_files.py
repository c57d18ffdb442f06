"""The call list on record: who looked at the telephone numbers, and the list as a workbook."""

import io
from typing import Any

from django.db import transaction

from campaigns.calling_pages import call_rows
from campaigns.missing import Missing
from campaigns.models import Request
from orgs import audit
from orgs.models import User
from orgs.workbooks import Sheet, write

HEADINGS = ("序号", "单位", "人员", "岗位", "联系电话", "截止日期", "最近联系", "结果", "备注")
WIDTHS = (6, 30, 12, 14, 18, 14, 18, 24, 30)


def looked(*, request: Request, rows: list[dict[str, Any]], whole: bool, by: User) -> None:
    """Write down that the person saw whole numbers; masked ones are nobody's."""
    units = [str(row["owed"].unit) for row in rows if any(person["phone"] for person in row["people"])]
    if whole and units:
        audit.record("报送·查看联系电话", request, by=by, unit=request.unit, units=units)


@transaction.atomic
def workbook(found: Missing, *, whole: bool, by: User) -> bytes:
    """An .xlsx on A4 across, one line per person: all that are chosen, on whatever page; no cell is ever a formula."""
    request, file = found.request, io.BytesIO()
    rows = call_rows(found, found.chosen, whole=whole)
    lines = [line for number, row in enumerate(rows, start=1) for line in _lines(number, row)]
    title = f"电话联系表：{request.title}"
    write(file, [Sheet("电话联系表", HEADINGS, WIDTHS, lines)], header=title[:80], footer=str(request.unit)[:80])
    audit.record("报送·导出电话联系表", request, by=by, unit=request.unit, rows=len(lines), whole=whole)
    return file.getvalue()


def _lines(number: int, row: dict[str, Any]) -> list[tuple]:
    owed, call = row["owed"], row["call"]
    said = (call.at, call.get_result_display(), call.note) if call else ("", "", "")
    people = row["people"] or [{"name": "（没有填报人员）", "roles": "", "phone": ""}]
    return [
        (number, str(owed.unit), person["name"], person["roles"], person["phone"] or "未登记", owed.due_on, *said)
        for person in people
    ]
