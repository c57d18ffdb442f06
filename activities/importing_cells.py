"""From the cells of one row to what they say: fields with values, and what is wrong with which cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from activities.table_cells import as_text, one_line
from activities.table_columns import COUNTER, EXAMPLE, FIGURES, LEAD, NOTE, SUPPORT
from activities.table_dates import CellError, Moment
from activities.table_reading import Table
from campaigns.reader import tables

ONE_LINE = ("title", "place", "outcome_reason")
ODD = {
    "formula": "此格是公式，且没有保存计算结果。请用Excel或WPS打开后重新保存，或直接填写数值",
    "error": "此格显示为错误（如#N/A），请改正后再导入",
}


@dataclass(slots=True)
class Said:
    """What a row says. `words` has only the columns that the table has; `faults` are (column from 0 or None, words)."""

    words: dict[str, Any] = field(default_factory=dict)
    unit: str = ""
    action: str | None = None
    holders: tuple[str, ...] | None = None
    leads: tuple[str, ...] = ()
    counters: dict[str, tuple[int, str]] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)
    photos: tuple[str, ...] = ()
    public_id: str = ""
    faults: list[tuple[int | None, str]] = field(default_factory=list)
    vague: str = ""
    filled: int = 0
    start: str = ""  # the row's first words


class Reader:
    """Reads the rows of one table. With `takes_spans` a vague time (9月上旬) counts as the stretch it names."""

    def __init__(self, table: Table, *, year: int, takes_spans: bool) -> None:
        self.table, self.year, self.takes_spans = table, year, takes_spans
        columns = table.layout.columns
        self.specs = {at: (column.name, column.widget.clean) for at, column in columns.items()}
        self.blanks = {column.name: column.widget.blank for column in columns.values()}
        self.first = next(iter(table.layout.headings.items()))
        self.place = {column.name: at for at, column in columns.items()}
        self.counters = [(name, name.removeprefix(COUNTER)) for name in self.place if name.startswith(COUNTER)]
        self.plain = [n for n in ("title", "sort", "outcome", "outcome_reason", "place", "text") if n in self.place]
        self.figures = [name for name, _ in FIGURES if name in self.place]

    def is_example(self, row: Sequence[Any]) -> bool:
        at = self.place.get("public_id")
        return at is not None and at < len(row) and str(row[at]).strip() == EXAMPLE

    def is_heading(self, row: Sequence[Any]) -> bool:
        """The headings again, as on a new page."""
        at, word = self.first
        if at >= len(row) or row[at] != word:
            return False
        return all(at < len(row) and row[at] == word for at, word in self.table.layout.headings.items())

    def read(self, number: int, row: Sequence[Any]) -> Said:
        """`number` is the row's as the table shows it."""
        said, values, notes = Said(), self.blanks.copy(), []
        for at, cell in enumerate(row):
            if cell == "" or cell is None:
                continue
            said.start = said.start or as_text(cell)
            if at not in self.specs:
                continue
            said.filled += 1
            name, clean = self.specs[at]
            if name == NOTE:
                notes.append((self._prefix(at), as_text(cell)))
                continue
            try:
                values[name] = clean(cell, None, year=self.year)
            except CellError as error:
                said.faults.append((at, str(error)))
        if self.table.odd:
            odd = ((at, self.table.odd.get((number - 1, at))) for at in self.specs)
            said.faults += [(at, ODD[kind]) for at, kind in odd if kind]
        self._gather(said, values, notes)
        return said

    def _gather(self, said: Said, values: dict[str, Any], notes: list[tuple[str, str]]) -> None:
        words = said.words
        for name in self.plain:
            words[name] = values[name].strip() if name in ONE_LINE else values[name]
        if "title" in words and ("\n" in words["title"] or "\r" in words["title"]):
            words["title"] = one_line(words["title"])
        if not words.get("outcome") and "outcome" in words:
            del words["outcome"]  # left empty: as it was, 已开展 for a new one
        self._days(said, values)
        self._figures(said, values)
        self._counters(said, values)
        said.unit = values.get("unit", "").strip()
        said.action = values["action"].strip() if "action" in values else None
        said.photos, said.public_id = values.get("photos", ()), values.get("public_id", "").strip()
        said.holders = values.get("co_holders") if "co_holders" in values else None
        if self.table.layout.is_plan:
            self._plan(said, values, notes)
        if said.vague and self.takes_spans:  # the words stay: the days alone would say more than was written
            said.words["text"] = "\n".join(filter(None, [said.words.get("text", ""), f"时间：{said.vague}"]))

    def _days(self, said: Said, values: dict[str, Any]) -> None:
        first: Moment | None = values.get("held_on")
        until: Moment | None = values.get("ends_on")
        if "held_on" in values:
            said.words["held_on"] = first.first if first else None
        if "ends_on" in values or (first and first.last):
            said.words["ends_on"] = until.first if until else first.last if first else None
        for name, found in (("held_on", first), ("ends_on", until)):
            if found and found.vague and (not self.takes_spans or name == "ends_on"):
                hint = f"可按{found}登记（见预览页上方），或改填确切日期" if name == "held_on" else "请填写确切日期"
                said.faults.append((self.place[name], f"“{found.vague}”不是确切日期，{hint}"))
        if first and first.vague:
            said.vague = first.vague

    def _figures(self, said: Said, values: dict[str, Any]) -> None:
        for name in self.figures:
            figure, mark = values[name], values.get(f"{name}_qualifier", "")
            at = self.place.get(f"{name}_qualifier", self.place[name])
            if mark and figure.qualifier and mark != figure.qualifier:
                said.faults.append((at, f"限定词“{mark}”与数字中的“{figure.qualifier}”不一致，请只保留一个"))
            if mark and figure.value is None:
                said.faults.append((at, "有限定词而没有数字，请补填数字或清空限定词"))
            said.words[name], said.words[f"{name}_qualifier"] = figure.value, figure.qualifier or mark

    def _counters(self, said: Said, values: dict[str, Any]) -> None:
        marks = dict(values.get("qualifiers") or {})
        for name, kind in self.counters:
            figure = values[name]
            said.counted.add(kind)
            mark = marks.pop(kind, "")
            if figure.value is not None:
                said.counters[kind] = (figure.value, figure.qualifier or mark)
                mark = mark if figure.qualifier and mark != figure.qualifier else ""
            if mark:
                marks[kind] = mark
        if marks:
            said.faults.append((self.place["qualifiers"], "限定词没有对应的数字，或与数字中的限定词不一致，请核对"))

    def _plan(self, said: Said, values: dict[str, Any], notes: list[tuple[str, str]]) -> None:
        """A plan's table: what is planned, the leading body, and the rest of the row kept in words."""
        said.leads = values.get(LEAD) or ()
        said.holders = values.get(SUPPORT) or said.holders or ()
        lines = [said.words.get("text", ""), *(prefix + text for prefix, text in notes)]
        said.words["text"] = "\n".join(filter(None, lines))

    def _prefix(self, at: int) -> str:
        heading = self.table.layout.headings[at]
        return "" if tables.role_of(heading) == tables.CONTENT else f"{heading}："
