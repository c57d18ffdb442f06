"""典型案例 in the report of the office above: offered, taken over, and answered 采用 when that report is handed in."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from activities import casework
from activities.casework import ADOPTED, KEPT, PARTS
from activities.models import PutForward
from campaigns import after_hand_in, taking
from campaigns.choices import PartKind
from campaigns.models import Campaign, Report, ReportPart
from orgs.models import Unit, User


@dataclass(frozen=True)
class Offered:
    """A case as it was put forward to the office; `id` names it on a page."""

    id: str
    text: str
    unit: Unit
    item_root: Any
    received: PutForward


def offered(office: Unit, campaign: Campaign) -> list[Offered]:
    """Cases that lie with the office and were not sent back, in administrative order of who wrote them. One query."""
    rows = PutForward.objects.filter(office=office, case__campaign=campaign).exclude(answer="returned")
    found = rows.select_related("case__unit__region", "case__activity").order_by(
        "case__unit__region__path", "case__unit__order", "at", "pk"
    )
    return [Offered(f"c{row.pk}", words_of(row), row.case.unit, _root(row), row) for row in found]


def words_of(received: PutForward) -> str:
    """Title, then background, measures and results as they were put forward, a paragraph each."""
    words = received.words
    return "\n".join(text for text in (words.get("title", ""), *(words.get(name, "") for name, _ in PARTS)) if text)


def take(
    *, report: Report, office: Unit, ids: Collection[str], by: User, after: ReportPart | None = None
) -> list[ReportPart]:
    """Copy the cases of those ids that lie with the office into its report. Raises ValidationError as `parts.add`."""
    chosen = [each for each in offered(office, report.campaign) if each.id in ids]
    cases = [taking.Case(each.text, each.unit, {"put_forward": each.received.pk}, each.item_root) for each in chosen]
    return taking.take_cases(report=report, cases=cases, after=after, by=by) if cases else []


def answer_adopted(report: Report, by: User | None) -> None:
    """采用, to who wrote them, for the cases that stand in the report; those answered already stay as they are."""
    cases = report.parts.filter(kind=PartKind.CASE, data__has_key="put_forward").values_list("data", flat=True)
    named = [data["put_forward"] for data in cases]
    waiting = PutForward.objects.filter(pk__in=named, office=report.unit_id).filter(Q(answer="") | Q(answer=KEPT))
    for received in waiting.select_related("case__unit", "office", "sent_from"):
        casework.answer(received=received, verdict=ADOPTED, note=f"写入《{report.title}》", by=by)


def register_all() -> None:
    after_hand_in.register(answer_adopted)


def _root(received: PutForward) -> Any:
    return received.case.activity.item_root if received.case.activity else None
