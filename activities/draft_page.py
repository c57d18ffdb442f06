"""The page before a report is drafted: what there is to draft from, what may be ticked, what would be left alone."""

from activities import figures
from activities.report_choices import offered_cases, offered_photos
from campaigns.choices import PartKind
from campaigns.models import Obligation, ReportPart


def draft_page(owed: Obligation) -> dict:
    """What was ticked in the draft that is there is ticked again. Nine queries at most."""
    unit, campaign = owed.unit, owed.request.campaign
    parts = list(owed.report.parts.all()) if owed.report else []
    again = any(part.data.get("slot") for part in parts)
    return {
        "owed": owed,
        "again": again,
        "edited": sum(bool(part.data.get("slot")) and not part.is_drafted for part in parts),
        "own": sum(not part.data.get("slot") for part in parts),
        "figures": figures.of_unit(unit, campaign),
        "cases": offered_cases(unit, campaign, _cases(parts) if again else None),
        "photos": offered_photos(unit, campaign, _photos(parts) if again else None),
    }


def _cases(parts: list[ReportPart]) -> list[str]:
    return [part.data["case"] for part in parts if part.kind == PartKind.CASE and part.data.get("case")]


def _photos(parts: list[ReportPart]) -> list[str]:
    return [row["id"] for part in parts if part.kind == PartKind.PHOTOS for row in part.data.get("photos", [])]
