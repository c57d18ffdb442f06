"""What the page of an answer reads beside the answer itself: in one statement, however much of it there is."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from campaigns import answering
from campaigns.adopting import taken_from
from campaigns.ask_words import by_rows
from campaigns.choices import Extending
from campaigns.models import AnswerFile, FieldAnswer, Obligation, Report, ReportFile, Request
from orgs import audit
from orgs.models import AuditEvent, User
from orgs.rules import sits_at
from orgs.together import bring, together

OF_REQUEST = ("报送·改期", "报送·撤销要求", "报送·修改要求")
OF_NOTES = ("总结·提出段落意见", "总结·撤回段落意见")  # the unit learns of notes when its answer comes back


@dataclass(slots=True)
class Ahead:
    """`files` are those of the report itself; a file given for an own field stands with its field. `sent` came by a
    link, or were entered from; `taken` are the parts that offices above took over from the unit."""

    files: list[ReportFile] = field(default_factory=list)
    sent: list[AnswerFile] = field(default_factory=list)
    fitting: list[Report] = field(default_factory=list)
    below: list[Obligation] = field(default_factory=list)
    events: list[AuditEvent] = field(default_factory=list)
    taken: list[tuple] = field(default_factory=list)


def ahead(owed: Obligation, user: User, report: Report | None, *, concerned: bool, can_answer: bool) -> Ahead:
    """One query, and the request's fields, its answers and a waiting 延期 are set on `owed` for reading."""
    found = Ahead()
    wanted: dict[str, QuerySet] = {}
    waiting = owed.extensions.filter(decision=Extending.ASKED).select_related("asked_by")
    parts = [*bring(owed, extensions=waiting)]
    if concerned:
        wanted["events"] = _events(owed)
    if not by_rows(owed.request):
        parts += bring(owed.request, "fields")
        parts += bring(owed, answers=owed.answers.select_related("file"))
        if report is not None:
            of_fields = FieldAnswer.objects.filter(file__report=report).values("file")
            wanted["files"] = report.files.exclude(pk__in=of_fields)
            if sits_at(user, owed.unit):
                wanted["taken"] = taken_from(owed.unit, owed.request.campaign)
        if sits_at(user, owed.unit) or (report is not None and sits_at(user, owed.request.unit)):
            wanted["sent"] = owed.files.all()
        if can_answer:
            wanted["fitting"] = answering.fitting_reports(owed, Report.objects.visible_to(user))
            wanted["below"] = _below(owed)
    together(*parts, *wanted.values())
    for name, rows in wanted.items():
        setattr(found, name, list(rows))
    return found


def _below(owed: Obligation) -> QuerySet[Obligation]:
    """What the unit itself asks of others of the same kind and is not answered, in administrative order."""
    rows = Obligation.objects.unanswered().filter(
        request__unit=owed.unit,
        request__campaign=owed.request.campaign_id,
        request__kind=owed.request.kind,
        optional=False,
    )
    order = ("request__due_on", "request", "unit__region__path", "unit__order", "unit")
    return rows.select_related("unit", "request").order_by(*order)


def _events(owed: Obligation) -> QuerySet[AuditEvent]:
    """What happened to the answer, and what was changed of the request meanwhile; latest first."""
    own, request = audit.about(owed), audit.about(owed.request) & Q(act__in=OF_REQUEST)
    return AuditEvent.objects.filter(own | request).exclude(act__in=OF_NOTES).select_related("actor").order_by("-pk")


def events_of(request: Request) -> QuerySet[AuditEvent]:
    """The whole history of a request, for the office that asked; latest first."""
    return AuditEvent.objects.filter(audit.about(request)).select_related("actor").order_by("-pk")


def told(event: AuditEvent) -> dict:
    """An entry of the timeline."""
    return {
        "at": event.at,
        "who": event.details.get("contact") or (str(event.actor) if event.actor else "系统"),
        "what": _what(event.act),
        "note": event.details.get("reason", ""),
    }


def _what(act: str) -> str:
    """The verb of an act; of a link also what it was done to, for “发出” alone says nothing."""
    what, _, verb = act.rpartition("·")
    return f"{verb}{what}" if what == "答复链接" else verb
