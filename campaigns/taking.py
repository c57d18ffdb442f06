"""The level above writes its own report from those below: paragraphs are copied, bear where they come from, and are
edited freely from then on. Until the report is handed in nobody else knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from campaigns import parts
from campaigns.choices import PartKind
from campaigns.handed_in import Paragraph
from campaigns.models import Report, ReportPart
from orgs.models import Unit, User


@dataclass(frozen=True)
class Case:
    """A case that was put forward to the office; `data` says which."""

    text: str
    unit: Unit
    data: dict
    item_root: Any = None


def take(
    *, report: Report, paragraphs: Iterable[Paragraph], by: User, after: ReportPart | None = None
) -> list[ReportPart]:
    """Copy the paragraphs behind `after` (None: to the end), in their order: all or none. Raises ValidationError as
    `parts.add`.

    Numbers lose their sources: what made them up is another unit's to show.
    """
    return parts.add_all(report=report, rows=[_of_paragraph(each) for each in paragraphs], after=after, by=by)


def take_cases(*, report: Report, cases: Iterable[Case], by: User, after: ReportPart | None = None) -> list[ReportPart]:
    """Copy the cases behind `after` (None: to the end), in their order: all or none."""
    rows = [
        {"kind": PartKind.CASE, "text": each.text, "data": each.data, "taken_unit_id": each.unit.pk,
         "item_root": each.item_root}
        for each in cases
    ]  # fmt: skip
    return parts.add_all(report=report, rows=rows, after=after, by=by)


def _of_paragraph(each: Paragraph) -> dict[str, Any]:
    pictures = each.part.data.get("photos", []) if each.part and each.kind == PartKind.PHOTOS else []
    return {
        "kind": each.kind,
        "text": each.text,
        "data": each.data | ({"photos": pictures} if pictures else {}),
        "taken_from_id": each.part.pk if each.part else None,
        "taken_unit_id": each.unit.pk,
        "item_root": each.item_root,
    }


def already(report: Report | None) -> set[str]:
    """The ids (`handed_in.Paragraph.id`, c<number> of a case) that the report has taken over. One query."""
    if report is None:
        return set()
    found: set[str] = set()
    for taken_from, data in report.parts.exclude(taken_unit=None).values_list("taken_from", "data"):
        if taken_from:
            found.add(f"p{taken_from}")
        if "paragraph" in data:
            found.add(f"t{data['report']}-{data['paragraph']}")
        if "put_forward" in data:
            found.add(f"c{data['put_forward']}")
    return found
