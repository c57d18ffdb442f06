"""Formats that Django's admin reads and writes: capped when read, and no cell a formula when written (promise A6)."""

import csv
import datetime as dt
import io
from typing import Any

import tablib
from import_export.formats.base_formats import CSV, XLSX

from orgs.capping import Refused, check_bytes, check_size, check_workbook
from orgs.cells import as_typed, for_csv
from orgs.tablecells import sheets
from orgs.workbooks import Sheet, write


class Workbook(XLSX):
    """Excel工作簿"""

    def get_title(self) -> str:
        return "xlsx"

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        """The first sheet that is shown; whole numbers come back as such. Raises Refused."""
        check_workbook(in_stream)
        found = sheets(in_stream)
        rows = found[0].rows if found else []
        first = min((at for row in rows for at, cell in enumerate(row) if cell != ""), default=0)
        return _dataset([[_plain(cell) for cell in row[first:]] for row in rows])

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        file = io.BytesIO()
        headings = list(dataset.headers or [])
        write(file, [Sheet("数据", headings, [18] * len(headings), dataset)], header=dataset.title or "", footer="")
        return file.getvalue()


class Csv(CSV):
    """CSV, with the mark by which Excel knows UTF-8; what may read as a formula gets an apostrophe."""

    CONTENT_TYPE = "text/csv; charset=utf-8"

    def is_binary(self) -> bool:
        return True  # else the admin would guess an encoding for us

    def get_read_mode(self) -> str:
        return "rb"

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        """Raises Refused."""
        check_bytes(len(in_stream))
        try:
            text = in_stream.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = in_stream.decode("gb18030", errors="replace")  # what Excel in China saves as plain CSV
        try:
            return _dataset([list(map(as_typed, row)) for row in csv.reader(io.StringIO(text, newline=""))])
        except csv.Error as error:
            raise Refused("CSV文件无法读取，请检查引号和分隔符。") from error

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([[for_csv(cell) for cell in row] for row in [dataset.headers or [], *dataset]])
        return text.getvalue().encode("utf-8-sig")


def _dataset(rows: list[list[Any]]) -> tablib.Dataset:
    rows = [row for row in rows if any(cell not in (None, "") for cell in row)]
    if not rows:
        raise Refused("文件中没有数据。第一行应为列名，以下每行一条。")
    check_size(len(rows), max(map(len, rows)))
    width = len(rows[0])
    padded = ([*row, *[""] * width][:width] for row in rows[1:])
    return tablib.Dataset(*padded, headers=[str(cell).strip() for cell in rows[0]])


def _plain(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)  # calamine gives every number as float
    if isinstance(cell, dt.datetime | dt.date):
        return cell.date() if isinstance(cell, dt.datetime) and cell.time() == dt.time() else cell
    return as_typed(cell) if isinstance(cell, str) else cell
