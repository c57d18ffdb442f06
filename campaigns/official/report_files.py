"""A report's files for people: Word and PDF, ordinary or as 报告, and 简报; each noted in the audit trail."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from campaigns import report_pictures
from campaigns.choices import PartKind
from campaigns.models import Report, ReportPart
from campaigns.official import report as paper
from campaigns.official.elements import Document, Piece, clean
from campaigns.official.files import WRITERS, File, file_of
from campaigns.part_text import lines_of, pictures_of
from campaigns.workdays import day_of
from orgs import audit
from orgs.models import User


@transaction.atomic
def hand_out(*, report: Report, by: User, kind: str, official: bool, red: bool, dated: dt.date | None) -> File:
    """`kind` docx or pdf. `dated` is the Beijing day to stand under the text; None: the day of the hand-in, if any."""
    words = "套红" if official and red else "报告格式" if official else "普通文稿"
    audit.record("总结·下载文稿", report, by=by, unit=report.unit, words=words, file=kind)
    document = document_of(report, official=official, red=red, dated=dated)
    return file_of(document.name, kind, words if official else "", WRITERS[kind](document))


@transaction.atomic
def hand_out_bulletin(
    *, report: Report, parts: Collection[int], by: User, kind: str, name: str, issue: str, title: str, dated: dt.date
) -> File:
    """简报 of the parts chosen (by their numbers; those of another report are passed over), in the report's order."""
    rows = [part for part in report.parts.all() if part.pk in parts]
    audit.record("总结·下载简报", report, by=by, unit=report.unit, words=f"{name}{issue}"[:80], file=kind)
    office = office_of(report)
    document = paper.bulletin(_pieces(rows), name=name, issue=issue, title=title, office=office, dated=dated)
    return file_of(f"{name}{issue}", kind, "", WRITERS[kind](document))


def document_of(report: Report, *, official: bool, red: bool = False, dated: dt.date | None = None) -> Document:
    """A constant number of queries. A text without parts is set line by line."""
    rows = list(report.parts.all())
    body = _pieces(rows) if rows else paper.from_text(report.text)
    handed_in = day_of(report.handed_in_at) if report.handed_in_at else None
    return paper.compose(
        body,
        paper.Facts(
            title=report.title,
            office=office_of(report),
            dated=dated or handed_in,
            number=report.document_number,
            signers=tuple(name for name in clean(report.signer).replace(" ", "、").split("、") if name),
            addressees=tuple(addressees(report)),
            official=official,
            red=official and red,
        ),
    )


def addressees(report: Report) -> list[str]:
    """主送: the units that asked for it, each once."""
    owed = report.obligations.select_related("request__unit").order_by("due_on", "pk")
    return list(dict.fromkeys(str(each.request.unit) for each in owed))


def office_of(report: Report) -> str:
    return report.unit.name


def worth_telling(parts: Iterable[ReportPart]) -> list[ReportPart]:
    """What a bulletin may be made of: paragraphs, cases, pictures."""
    kinds = (PartKind.TEXT, PartKind.CASE, PartKind.PHOTOS)
    return [part for part in parts if part.kind in kinds and (part.text.strip() or part.data.get("photos"))]


def _pieces(rows: Sequence[ReportPart]) -> Iterable[Piece]:
    wanted = [row["id"] for part in rows if part.kind == PartKind.PHOTOS for row in pictures_of(part)]
    return paper.from_parts(lines_of(rows), report_pictures.shots(wanted))
