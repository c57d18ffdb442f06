"""What was handed in to a unit, cut into paragraphs that may be taken over into its own report. Nobody's drafts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from campaigns.choices import GIVEN, PartKind
from campaigns.headings import heading_of
from campaigns.models import Campaign, Obligation, Report, ReportPart
from orgs.models import Unit

KINDS = (PartKind.TEXT, PartKind.CASE, PartKind.PHOTOS)  # figures are the unit's own to count


@dataclass(frozen=True)
class Paragraph:
    """`id` names it on a page: p<number of its part>, or t<number of its report>-<place> in a text without parts."""

    id: str
    kind: str
    text: str
    unit: Unit  # whose report it stands in
    report: int
    item_root: Any = None
    part: ReportPart | None = None
    data: dict = field(default_factory=dict)


def paragraphs(unit: Unit, campaign: Campaign) -> list[Paragraph]:
    """Of all reports that lie with the unit, handed in or accepted, in administrative order. Two queries."""
    return [each for report in reports(unit, campaign) for each in of_report(report)]


def chosen(unit: Unit, campaign: Campaign, ids: Collection[str]) -> list[Paragraph]:
    """Those of the ids that (still) lie with the unit, in administrative order."""
    return [each for each in paragraphs(unit, campaign) if each.id in ids]


def reports(unit: Unit, campaign: Campaign) -> list[Report]:
    """Each report once, with its unit and parts."""
    asked = Obligation.objects.filter(request__unit=unit, request__campaign=campaign, report__isnull=False)
    lying = asked.filter(state__in=GIVEN, released_at=None).by_text()
    rows = lying.exclude(unit=unit).select_related("report__unit__region").prefetch_related("report__parts")
    found = rows.order_by("unit__region__path", "unit__order", "unit__pk", "pk")
    return list({owed.report_id: owed.report for owed in found}.values())


def of_report(report: Report) -> Iterator[Paragraph]:
    parts = list(report.parts.all())
    for part in parts:
        if part.kind in KINDS and (part.text.strip() or part.data.get("photos")):
            yield Paragraph(f"p{part.pk}", part.kind, part.text, report.unit, report.pk, part.item_root, part)
    if not parts:
        lines = [line.strip() for line in report.text.splitlines() if line.strip()]
        for place, line in enumerate(lines):
            if heading_of(line):
                continue
            data = {"report": report.pk, "paragraph": place}
            yield Paragraph(f"t{report.pk}-{place}", PartKind.TEXT, line, report.unit, report.pk, data=data)
