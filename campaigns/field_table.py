"""The roll-up of a request's own fields: unit by field, with sums. One function for the page, the workbook and the
book of the whole campaign."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from campaigns.choices import GIVEN, FieldKind
from campaigns.fielding import shown
from campaigns.models import FieldAnswer, Request, RequestField

ABOUT = "约"


@dataclass(frozen=True, slots=True)
class Heading:
    label: str
    unit: str
    kind: str

    def __str__(self) -> str:
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is the plain number, text, or rows; `words` is how it reads."""

    value: Any = None
    qualifier: str = ""
    words: str = "—"
    kind: str = ""


@dataclass(slots=True)
class Row:
    """One unit that has handed in, in administrative order."""

    unit: str
    region: str
    obligation: int
    cells: list[Cell]


@dataclass(slots=True)
class Table:
    """`sums`: of numbers the total (约 as soon as one part is qualified), of choices how many chose what, of tables the
    lines, of files how many; of texts nothing."""

    headings: list[Heading]
    rows: list[Row] = field(default_factory=list)
    sums: list[Cell] = field(default_factory=list)
    asked: int = 0  # how many owe an answer
    fields: list[RequestField] = field(default_factory=list)


def table(request: Request) -> Table:
    """What the units gave that have handed in; returned and unfinished answers are not in it. Three queries."""
    fields = list(request.fields.all())
    if not fields:
        return Table([])
    handed_in = request.obligations.counted().filter(state__in=GIVEN).select_related("unit__region")
    owed = list(handed_in.order_by("unit__region__path", "unit__order", "unit"))
    given: dict[tuple[int, int], FieldAnswer] = {}
    for each in FieldAnswer.objects.filter(obligation__in=owed).select_related("file"):
        given[each.obligation_id, each.field_id] = each
    rows = [
        Row(each.unit.name, each.unit.region.name, each.pk,
            [replace(_cell(field, given.get((each.pk, field.pk))), kind=field.kind) for field in fields])
        for each in owed
    ]  # fmt: skip
    sums = [replace(total(field, (row.cells[place] for row in rows)), kind=field.kind)
            for place, field in enumerate(fields)]  # fmt: skip
    headings = [Heading(each.label, each.unit, each.kind) for each in fields]
    return Table(headings, rows, sums, request.obligations.counted().count(), fields)


def _cell(field: RequestField, answer: FieldAnswer | None) -> Cell:
    if answer is None:
        return Cell()
    if field.kind == FieldKind.FILE:
        return Cell(answer.file.name if answer.file else None, "", answer.file.name if answer.file else "—")
    return Cell(answer.value, answer.qualifier, _words(field, answer.value, answer.qualifier))


def _words(field: RequestField, value: Any, qualifier: str) -> str:
    words = shown(field, value, qualifier)
    return words.removesuffix(field.unit) if field.kind == FieldKind.NUMBER and field.unit else words


def total(field: RequestField, cells: Iterable[Cell]) -> Cell:
    """The sum of one column; nobody gave anything → —."""
    given = [cell for cell in cells if cell.value not in (None, "", [])]
    if not given or field.kind == FieldKind.TEXT:
        return Cell()
    if field.kind == FieldKind.NUMBER:
        exact = sum((Decimal(str(cell.value)) for cell in given), Decimal())
        value = int(exact) if exact == int(exact) else float(exact)
        qualifier = ABOUT if any(cell.qualifier for cell in given) else ""
        return Cell(value, qualifier, _words(field, value, qualifier))
    if field.kind == FieldKind.CHOICE:
        counts = Counter(cell.value for cell in given)
        chosen = [f"{option} {counts[option]}个" for option in field.options if counts[option]]
        return Cell(None, "", "；".join(chosen))
    if field.kind == FieldKind.TABLE:
        lines = sum(len(cell.value) for cell in given)
        return Cell(lines, "", f"{lines}行")
    return Cell(len(given), "", f"{len(given)}份")


def lines_of(found: Table, place: int) -> Iterator[tuple[str, ...]]:
    """The lines of a table field, each with the unit that gave it."""
    width = len(found.fields[place].options)
    for row in found.rows:
        for cells in row.cells[place].value or []:
            yield (row.unit, *(str(cell) for cell in [*cells, *[""] * width][:width]))
