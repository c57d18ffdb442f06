"""The preview of an import: kept as a file beside the workbook, read page by page."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

from activities.choices import Outcome, Sort
from activities.importing_doubts import doubts
from activities.importing_result import NEW, WRONG, Planned, Row
from activities.importing_scope import Ground
from activities.models import WorkbookImport
from activities.quantities import Quantity, display
from activities.table_columns import BY_NAME, COUNTER, FIGURES
from activities.table_pictures import SHOWN, Pictures
from activities.table_reading import Book, Table, unknown_columns
from orgs.workbooks import letter

_PLAIN = ("place", "outcome_reason", "text")
LONGEST = 120  # characters of a value in the preview
DOUBT = "doubt"
TOO_MANY = "行数较多，只核对了前面各行是否可能重复登记；报送时还会逐项提示。"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the preview shows it; `faults` are (column letter, heading, what to do)."""

    sheet: str
    number: int
    kind: str
    title: str
    unit: str
    day: str
    changes: list[list[str]]
    faults: list[list[str]]
    reason: str
    doubts: Sequence[str] = ()


def keep(job: WorkbookImport, book: Book, planned: Planned, pictures: Pictures, ground: Ground) -> None:
    """Write the preview's file and set what the job's row says of it; the row is saved by the caller."""
    tables = {table.sheet: table for table in book.tables}
    doubtful, whole = doubts(planned, ground)
    rows = [(*_told(row, tables[row.sheet]), doubtful.get(at, [])) for at, row in enumerate(planned.rows)]
    said = notes(book, planned, pictures) + ([] if whole else [TOO_MANY])
    told = json.dumps({"notes": said, "rows": rows}, ensure_ascii=False)
    if job.preview:
        job.preview.storage.delete(str(job.preview.name))
    job.preview.save(f"{job.public_id}.json", ContentFile(told.encode()), save=False)
    vague = sum(1 for row in planned.rows if row.is_vague)
    kept = {name: job.counts[name] for name in ("options",) if name in job.counts}
    job.counts = planned.counts() | {"vague": vague, "examples": planned.examples, DOUBT: len(doubtful)} | kept
    job.digest = planned.digest()
    job.done = job.total = len(planned.rows)


def load(job: WorkbookImport, kind: str) -> tuple[list[str], list[Line]]:
    """What is told about the whole file, and the rows of one kind; of DOUBT those that are asked about."""
    with job.preview.open("rb") as file:
        found = json.load(file)
    lines = [Line(*row) for row in found["rows"] if kind in (DOUBT, row[2])]
    return found["notes"], [line for line in lines if kind != DOUBT or line.doubts]


def notes(book: Book, planned: Planned, pictures: Pictures) -> list[str]:
    found = list(book.notes)
    for table in book.tables:
        if table.layout.is_plan:
            found.append(f"工作表“{table.sheet}”是计划表：没有写明开展情况的，按“计划开展”登记。")
        for heading, filled in unknown_columns(table):
            found.append(f"工作表“{table.sheet}”的“{heading}”列无法对应，{filled}个单元格的内容不会导入。")
        found += [f"工作表“{table.sheet}”有两列“{name}”，只读取前一列。" for name in table.layout.doubled]
    if planned.examples:
        found.append(f"示例{planned.examples}行，未导入。")
    unused = pictures.unused()
    if unused:
        more = "等" if len(unused) > SHOWN else ""
        found.append(f"照片压缩包中有{len(unused)}个文件没有用到：{'、'.join(unused[:SHOWN])}{more}。")
    found += _stray(book, planned)
    return found


def _stray(book: Book, planned: Planned) -> list[str]:
    """Pictures that lie in rows without an activity."""
    known = Counter((row.sheet, row.number) for row in planned.rows)
    stray = [
        f"第{number}行" for table in book.tables for number in table.pictures if (table.sheet, number) not in known
    ]
    return [f"有照片放在没有活动的位置，不会导入：{'、'.join(stray[:SHOWN])}。"] if stray else []


def _told(row: Row, table: Table) -> Sequence[Any]:
    faults = [_fault(at, words, table) for at, words in row.faults]
    changes = [list(each) for each in (_cells(row) if row.kind == NEW else row.changes)]
    day = f"{row.held_on:%Y-%m-%d}" if row.held_on else ""
    return (row.sheet, row.number, row.kind, row.title, row.unit, day, changes if row.kind != WRONG else [], faults,
            row.reason)  # fmt: skip


def _fault(at: int | None, words: str, table: Table) -> list[str]:
    if at is None:
        return ["", "", words]
    return [letter(at + 1), table.layout.headings.get(at, ""), words]


def _cells(row: Row) -> list[tuple[str, str, str]]:
    """What a new row says beside its name, day and unit."""
    words = row.words
    found = []
    if words.get("outcome", Outcome.HELD) != Outcome.HELD:
        found.append((BY_NAME["outcome"].heading, str(Outcome(words["outcome"]).label)))
    if words.get("sort"):
        found.append((BY_NAME["sort"].heading, str(Sort(words["sort"]).label)))
    if words.get("ends_on"):
        found.append((BY_NAME["ends_on"].heading, str(words["ends_on"])))
    found += [(BY_NAME[name].heading, words[name]) for name in _PLAIN if words.get(name)]
    found += [
        (heading, display(Quantity(words[name], words[f"{name}_qualifier"])))
        for name, heading in FIGURES
        if words.get(name) is not None
    ]
    for kind, figure in (row.counters or {}).items():
        found.append((BY_NAME[f"{COUNTER}{kind}"].heading, display(Quantity(*figure))))
    if row.holders:
        found.append((BY_NAME["co_holders"].heading, "、".join(name for _, name in row.holders)))
    if row.pictures:
        found.append(("照片", f"{len(row.pictures)}张"))
    return [(heading, "", str(value)[:LONGEST]) for heading, value in found]
