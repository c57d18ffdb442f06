"""What became, since, of the reports that paragraphs were taken over from: returned to be mended, or handed in anew.

What was copied is the copying office's own text; it is told, and nothing is changed under its hands.
"""

from collections.abc import Iterable

from campaigns.choices import GIVEN
from campaigns.models import Obligation, ReportPart

RETURNED = "{}的总结已退回修改，重新报送后请核对这一段。"
RENEWED = "写入之后，{}重新报送过，请核对这一段。"


def since(parts: Iterable[ReportPart], owed: Obligation) -> dict[int, str]:
    """Part id → what to say of it, to the office that writes for `owed`. One query, none where nothing was taken.

    A part that was changed after its source was handed in anew has been looked at.
    """
    sources = {part: report for part in parts if part.taken_unit_id and (report := _source(part))}
    if not sources:
        return {}
    lying = Obligation.objects.filter(
        request__unit=owed.unit, request__campaign=owed.request.campaign_id, state__in=GIVEN, released_at=None,
        unit__in={part.taken_unit_id for part in sources},
    )  # fmt: skip
    rows = list(lying.order_by().values_list("report", "unit", "report__handed_in_at"))
    at, units = {report: moment for report, _, moment in rows}, {unit for _, unit, _ in rows}
    found: dict[int, str] = {}
    for part, source in sources.items():
        if source in at:
            moment = at[source]
            said = RENEWED if moment is not None and moment > part.changed_at else ""
        else:  # another office may hold the old one still, and this one a mended copy
            said = RENEWED if part.taken_unit_id in units else RETURNED
        if said:
            found[part.pk] = said.format(part.taken_unit)
    return found


def _source(part: ReportPart) -> int | None:
    """The report it was taken from; None for a case that was put forward, and when its part is gone."""
    return part.taken_from.report_id if part.taken_from else part.data.get("report")
