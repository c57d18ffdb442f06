"""Run as a program of its own: the cells of a workbook from standard input, as lines of JSON, within bounds given as
arguments: bytes it may hold, seconds it may compute, rows and columns of a sheet, bytes of its answer.

A parser lays a sheet out from its first cell to its last before anybody can ask how large it is. Here it may fall.
"""

import datetime as dt
import io
import json
import resource
import sys
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

LARGE, BROKEN, DONE = "large", "broken", "done"


def main(bounds: list[int], passed_over: list[str]) -> str:
    """Write each visible sheet but those passed over: its name and merged cells, then its rows. Returns the end."""
    memory, seconds, rows, columns, most = bounds
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        shown = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
        written, cells = 0, 0
        for name in (name for name in shown if name not in passed_over):
            sheet = book.get_sheet_by_name(name)
            cells += sheet.total_height * sheet.total_width
            if sheet.total_height > rows or sheet.total_width > columns or cells > rows * columns:
                return LARGE
            written += _write({"sheet": name, "merged": sheet.merged_cell_ranges or []})
            for row in sheet.to_python(skip_empty_area=False):
                written += _write(row)
                if written > most:
                    return LARGE
    except CalamineError:
        return BROKEN
    return DONE


def _write(what: Any) -> int:
    line = json.dumps(what, ensure_ascii=False, separators=(",", ":"), default=_told)
    return sys.stdout.buffer.write(line.encode() + b"\n")


def _told(value: Any) -> dict[str, Any]:
    """What JSON has no form for."""
    if isinstance(value, dt.timedelta):
        return {"timedelta": [value.days, value.seconds, value.microseconds]}
    return {type(value).__name__: value.isoformat()}


if __name__ == "__main__":
    end = main([int(word) for word in sys.argv[1:6]], sys.argv[6:])
    _write({"end": end})
