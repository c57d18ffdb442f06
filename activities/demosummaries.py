"""The demonstration's summaries as they are written: from a draft, with notes where one came back, the province's from
those of its cities; and a figure that changed after they were handed in."""

from activities import case_taking, correcting, report_drafting
from activities import demowords as words
from activities.choices import Correcting
from activities.demoplans import Desk
from activities.models import Correction
from activities.report_choices import cases_of, photos_of
from campaigns import handed_in, notes, parts, reporting, taking
from campaigns.choices import PartKind
from campaigns.models import Obligation, Report, ReportPart

PICTURES = 2


def write_summary(desk: Desk, obligation: Obligation, way: str = "") -> Report:
    """The report as the portal drafts it; by hand its last section, and (`way`) how the unit went about it."""
    unit, campaign = obligation.unit, desk.campaign
    pictures = [photo.public_id for photo in photos_of(unit, campaign)[:PICTURES]]
    cases = [told.public_id for told, _ in cases_of(unit, campaign)]
    report_drafting.draft(obligation=obligation, cases=cases, photos=pictures, by=desk.clerk)
    report = reporting.begin(obligation=obligation, by=desk.clerk)
    for part in report.parts.filter(kind=PartKind.TEXT, text=""):
        parts.edit(part=part, text=words.NEXT, version=part.version, by=desk.clerk)
    if way:
        parts.add(report=report, kind=PartKind.TEXT, text=way, after=_end_of_work(report), by=desk.clerk)
    report.refresh_from_db()
    return report


def note_paragraphs(desk: Desk, obligation: Obligation) -> None:
    """What the office remarks on a summary before it goes back: on two paragraphs, or on a whole text without parts."""
    texts = list(obligation.report.parts.filter(kind=PartKind.TEXT).exclude(text=""))
    for part, note in zip((texts[0], texts[-1]) if texts else (None,), words.NOTES, strict=False):
        notes.add(obligation=obligation, part=part, text=note, by=desk.clerk)


def compose_upwards(desk: Desk) -> None:
    """福建's summary to the nation: its own draft, and a paragraph each of some of those that handed in to it."""
    fujian = desk.office("350000")
    owed = Obligation.objects.select_related("request__campaign", "request__unit", "unit__region")
    obligation = owed.get(request__campaign=desk.campaign, request__unit=desk.office("100000"), unit=fujian)
    report = write_summary(desk, obligation)
    place = _end_of_work(report)
    if place is not None:
        place = parts.add(report=report, kind=PartKind.HEADING, text="各地做法", level=2, after=place, by=desk.clerk)
    found = handed_in.paragraphs(fujian, desk.campaign)
    told = {each.text: each for each in found if each.text in words.WAYS and each.unit.is_lead}  # no two alike
    chosen = list(told.values())
    rows = taking.take(report=report, paragraphs=chosen, after=place, by=desk.clerk)
    offered = [each.id for each in case_taking.offered(fujian, desk.campaign)][:1]
    case_taking.take(report=report, office=fujian, ids=offered, after=rows[-1] if rows else place, by=desk.clerk)
    report.refresh_from_db()
    reporting.hand_in(report=report, obligations=[obligation], by=desk.clerk)


def _end_of_work(report: Report) -> ReportPart | None:
    """The part before 典型案例, or before what is still to be done."""
    rows = list(report.parts.all())
    ends = [n for n, part in enumerate(rows) if part.data.get("slot") in ("h:cases", "h:next")]
    return rows[ends[0] - 1] if ends and ends[0] else None


def correct_afterwards(desk: Desk) -> None:
    """One waiting correction is accepted after the summaries went up, so that they show what differs now."""
    waiting = Correction.objects.filter(activity__campaign=desk.campaign, state=Correcting.HANDED_IN)
    correction = waiting.select_related("activity").order_by("pk").first()
    if correction is not None:
        correcting.accept(correction=correction, by=desk.clerk)
