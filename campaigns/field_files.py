"""The roll-up of a request's own fields as a workbook: one sheet for all fields, and one for each table's lines."""

import io
from collections.abc import Iterator

from django.db import transaction

from campaigns.choices import FieldKind
from campaigns.field_table import Cell, Table, lines_of, table
from campaigns.models import Request
from orgs import audit
from orgs.models import User
from orgs.workbooks import Sheet, write

UNIT, WIDE = 28, 18  # characters


@transaction.atomic
def workbook(*, request: Request, by: User) -> bytes:
    """An .xlsx; no cell is ever a formula. Numbers without 约, 余 or 近 are numbers, the others stand as written."""
    found = table(request)
    widths = (UNIT, *[WIDE] * len(found.headings))
    sheets = [Sheet("汇总", ("单位", *map(str, found.headings)), widths, _rows(found), kept=1)]
    for place, field in enumerate(found.fields):
        if field.kind == FieldKind.TABLE:
            widths = (UNIT, *[WIDE] * len(field.options))
            name = f"{place + 1}"
            sheets.append(Sheet(f"表{name}", ("单位", *field.options), widths, lines_of(found, place), kept=1))
    file = io.BytesIO()
    write(file, sheets, header=f"{request.title}（{request.unit}）"[:80], footer=str(request.unit)[:80])
    audit.record("报送·导出填报项", request, by=by, unit=request.unit, rows=len(found.rows))
    return file.getvalue()


def _rows(found: Table) -> Iterator[tuple]:
    for row in found.rows:
        yield (row.unit, *map(_plain, row.cells))
    yield ("合计", *map(_plain, found.sums))


def _plain(cell: Cell):
    if isinstance(cell.value, int | float) and not cell.qualifier:
        return cell.value
    return "" if cell.words == "—" else cell.words
