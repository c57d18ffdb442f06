"""Tables whose cells a PDF or a scan has laid one under the other, some of them out of place, numbers misread.

The cells are cut where a name or a sentence is complete, dealt out to the rows by their numbers, and what stands in
no row is given to the row that lacks a cell and fits best. Every such guess carries its doubt."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from campaigns.reader import tables
from campaigns.reader.lines import Line, Paragraph
from campaigns.reader.similarity import likeness
from campaigns.reader.tables import CONTENT, LEAD, NAME, NOTE, NUMBER, SUPPORT, TIME, Row, Table
from campaigns.reader.tidying import tidy
from campaigns.reader.words import CLOSING, bare, is_body, open_marks

_END = re.compile(
    r"(?:活动|行动|培训|抽查|检查|讲座|服务|试点|监测|整治|竞赛|比赛|大赛|比武|仪式|论坛|推进会|交流会|座谈会|观摩会|发布会|大会|会议|宣传|宣讲|宣贯|"
    r"工作|帮扶|推进|开放日|宣传周|宣传月|验收|演练|沙龙|评选|征集|咨询|展示|体验|调研|展板|监督|执法|大讲堂|进校园|工程|[0-9]日|[月旬日]|》)$"
)
_NUMBER = re.compile(r"([0-9]{1,2}|[lI1|]{1,2})(?![0-9年月日号个条项家场次%.]|[A-Za-z])\s*[.、]?\s*")
_LONG = 800  # characters of a cell
_SURPLUS = 20  # cells out of place that are tried on a row
_STOP = re.compile(r"附件|附表|[（(]?[一二三四五六七八九十]{1,3}[）)、]|联系人|抄送")


@dataclass
class _Cells:
    number: int
    numbers: list[int] = field(default_factory=list)
    cells: list[tuple[str, list[int]]] = field(default_factory=list)


def header_of(text: str) -> list[str] | None:
    """The roles when a line is the header of a table: three words or more, each a column's name."""
    words = text.split()
    if not 3 <= len(words) <= 9 or re.search("[，。；：]", text):
        return None
    return tables.header_of(tuple(words))


def region(lines: list[Line], start: int) -> int:
    """The index after the last line of the table whose header stands at `start`."""
    for index in range(start + 1, len(lines)):
        if lines[index].cells or _STOP.match(lines[index].text):
            return index
    return len(lines)


def read(pieces: list[Paragraph], roles: list[str], known: Collection[str]) -> Table:
    """The table from its pieces. `known` are names of the document's own text: a cell like one of them is a name."""
    columns = [role for role in roles if role != NUMBER]
    rows = _rows(pieces)
    _part(rows, [c for c in columns if c != NOTE])
    table = Table(roles)
    for row in _dealt(rows, columns, known):
        table.rows.append(row)
    return table


def _rows(pieces: list[Paragraph]) -> list[_Cells]:
    rows: list[_Cells] = []
    expected = 1
    for piece in pieces:
        text = piece.text
        found = _NUMBER.match(text)
        value = _value(found[1]) if found else 0
        if found and expected <= value <= expected + 2 and not _unfinished(rows):
            rows.append(_Cells(value, list(piece.numbers)))
            expected = value + 1
            text = text[found.end() :]
        elif not rows:
            rows.append(_Cells(1, list(piece.numbers)))
            expected = 2
        if text.strip():
            _take(rows[-1], text.strip(), piece.numbers)
        rows[-1].numbers += [n for n in piece.numbers if n not in rows[-1].numbers]
    return rows


def _value(word: str) -> int:
    return int(word.replace("l", "1").replace("I", "1").replace("|", "1"))


def _unfinished(rows: list[_Cells]) -> bool:
    last = rows[-1].cells[-1][0] if rows and rows[-1].cells else ""
    return bool(open_marks(last)) or last.endswith(("、", "，"))


def _take(row: _Cells, text: str, numbers: list[int]) -> None:
    for part in _cut(text):
        last = row.cells[-1][0] if row.cells else ""
        if last and not _complete(last, part):
            row.cells[-1] = (last + part, row.cells[-1][1] + numbers)
        else:
            row.cells.append((part, list(numbers)))


def _cut(text: str) -> list[str]:
    """A line may hold two cells with a blank between them, when the first one is complete."""
    parts: list[str] = []
    for word in text.split(" "):
        if parts and not (_END.search(parts[-1]) and not open_marks(parts[-1])):
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


def _complete(cell: str, following: str) -> bool:
    if len(cell) > _LONG:
        return True
    if open_marks(cell) or cell[-1] in "、，；：" or following[0] in CLOSING + "，。、；":
        return False
    return cell[-1] in "。！？" or bool(_END.search(cell[-12:]))


def _part(rows: list[_Cells], columns: list[str]) -> None:
    """A number that was lost left its row in the one before: 4 with twice the cells, followed by 6."""
    width = max(1, len(columns))
    index = 0
    while index < len(rows) - 1:
        row, following = rows[index], rows[index + 1]
        if following.number > row.number + 1 and len(row.cells) >= 2 * width:
            lost = _Cells(row.number + 1, [n for _, ns in row.cells[width:] for n in ns], row.cells[width:])
            row.cells = row.cells[:width]
            rows.insert(index + 1, lost)
        index += 1


def _dealt(rows: list[_Cells], columns: list[str], known: Collection[str]) -> list[Row]:
    wanted = [c for c in columns if c != NOTE]
    surplus = [(row, cell) for row in rows if len(row.cells) > len(wanted) for cell in row.cells[1:]]
    for row in rows:
        short = len(row.cells) < len(wanted) and len(row.cells) == 1 and CONTENT in wanted
        given = _fitting(row, surplus[:_SURPLUS]) if short else None
        if given:
            owner, cell = given
            owner.cells.remove(cell)
            surplus = [s for s in surplus if s[1] is not cell and len(s[0].cells) > len(wanted)]
            row.cells.append(cell)
            row.number = -row.number
    return [_row(row, columns, known) for row in rows if row.cells]


def _fitting(row: _Cells, surplus: list) -> tuple | None:
    scored = [(likeness(row.cells[0][0], cell[0]), -index) for index, (_, cell) in enumerate(surplus)]
    best = max(scored, default=(0.0, 0))
    return surplus[-best[1]] if best[0] > 0 else None


def _row(row: _Cells, columns: list[str], known: Collection[str]) -> Row:
    cells = [(tidy(text), numbers) for text, numbers in row.cells]
    doubt = "单元格位置有误，已按内容对应，请核对" if row.number < 0 else ""
    names = {bare(name) for name in known}
    if len(cells) == 2 and bare(cells[1][0]) in names and bare(cells[0][0]) not in names:
        cells.reverse()
        doubt = "活动名称与内容似乎颠倒，已按正文对应，请核对"
    values: dict[str, str] = {}
    for text, _ in cells:
        role = _slot(text, columns, values)
        values[role] = f"{values[role]} {text}" if role in values else text
    numbers = sorted({n for _, ns in cells for n in ns} | set(row.numbers if row.number > 0 else []))
    return Row(values, numbers or row.numbers, doubt)


def _slot(text: str, columns: list[str], values: dict[str, str]) -> str:
    free = [column for column in columns if column not in values]
    if TIME in free and re.search(r"[0-9]{1,2}月", text) and len(text) <= 24:
        return TIME
    if is_body(text.split("、", maxsplit=1)[0]) and len(text) <= 40:
        for role in (LEAD, SUPPORT):
            if role in free and NAME in values:
                return role
    for role in (NAME, CONTENT):
        if role in free:
            return role
    return next((role for role in free if role != NOTE), NOTE if NOTE in columns else columns[-1])
