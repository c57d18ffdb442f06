"""历次报送: what was handed in to one request, each time, word for word; and what the asking office made of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from campaigns import hand_in_changes, report_figures
from campaigns.choices import FieldKind, HandInDecision
from campaigns.comparing import Marker
from campaigns.fielding import shown
from campaigns.models import FieldAnswer, Obligation, Report, ReportFile, ReportHandIn, ReportPart
from orgs import audit
from orgs.models import User

SECONDS = 1.0  # for marking all texts of one page


def keep(*, obligation: Obligation, report: Report, by: User | None, by_name: str = "",
         files: Iterable[Any] | None = None) -> ReportHandIn:  # fmt: skip
    """Write down what is handed in now. The caller holds the transaction and the report's lock. Five queries.

    One before it that nobody decided on is replaced by it; one that came back stays as it was decided.
    """
    earlier = ReportHandIn.objects.filter(obligation=obligation)
    earlier.filter(decision=HandInDecision.WAITING).update(
        decision=HandInDecision.REPLACED, decided_by=by, decided_at=timezone.now()
    )
    last = earlier.order_by("-number").values_list("number", flat=True).first()
    return ReportHandIn.objects.create(
        obligation=obligation, report=report, number=(last or 0) + 1, title=report.title, text=report.text,
        parts=[frozen(part) for part in report.parts.select_related("taken_unit")], figures=report.figures,
        answers=_answers(obligation), files=[_file(file) for file in (report.files.all() if files is None else files)],
        by=by, by_name=by_name,
    )  # fmt: skip


def settle(*, obligation: Obligation, decision: str, by: User, reason: str = "") -> None:
    """Write the decision beside the latest hand-in; none where there was none (无相关活动 that came back)."""
    last = ReportHandIn.objects.filter(obligation=obligation).order_by("-number").values("pk")[:1]
    ReportHandIn.objects.filter(pk__in=last, decision=HandInDecision.WAITING).update(
        decision=decision, reason=reason, decided_by=by, decided_at=timezone.now()
    )


def add_file(*, obligation: Obligation, file: ReportFile) -> None:
    """A 盖章扫描件 that followed stands with the hand-in that waits, marked as later. The caller holds the locks."""
    last = ReportHandIn.objects.filter(obligation=obligation).order_by("-number").first()
    if last is not None and last.decision == HandInDecision.WAITING:
        last.files = [*last.files, _file(file) | {"later": timezone.now().isoformat()}]
        last.save(update_fields=["files"])


def frozen(part: ReportPart) -> dict[str, Any]:
    """A part as plain JSON; `id` is the row's, as long as there is one."""
    return {
        "id": part.public_id,
        "kind": part.kind,
        "level": part.level,
        "text": part.text,
        "data": part.data,
        "sources": part.sources,
        "taken_unit": str(part.taken_unit) if part.taken_unit else "",
    }


def compared(old: ReportHandIn, new: ReportHandIn) -> dict[str, Sequence[Any]]:
    """`title` and `text` with what went and what came, character by character; very long ones are marked coarsely.
    Figures, own fields, cases, pictures and files: those that differ."""
    mark = Marker(SECONDS)
    return {
        "title": mark(old.title, new.title),
        "text": mark(old.text, new.text),
        "figures": report_figures.between(old.figures, new.figures),
        "fields": hand_in_changes.fields_between(old.answers, new.answers),
        "cases": hand_in_changes.cases_between(old.parts, new.parts),
        "pictures": hand_in_changes.pictures_between(old.parts, new.parts),
        "files": hand_in_changes.files_between(old.files, new.files),
    }


def file_of(hand_in: ReportHandIn, public_id: str) -> dict[str, Any] | None:
    """A file as it was handed in then, also when the report has it no more."""
    return next((file for file in hand_in.files if file.get("id") == public_id and file.get("stored")), None)


def open_file(file: Mapping[str, Any]) -> File:
    """Raises FileNotFoundError when it is not stored any more."""
    return ReportFile._meta.get_field("file").storage.open(file["stored"], "rb")


def note_download(*, hand_in: ReportHandIn, file: Mapping[str, Any], by: User) -> None:
    """Who looked at what stands in the trail."""
    owed = hand_in.obligation
    audit.record("总结·下载附件", owed, by=by, unit=owed.unit, name=file["name"], hand_in=hand_in.number)


def returned_before(rows: list[ReportHandIn]) -> ReportHandIn | None:
    """The last of the earlier hand-ins that came back, given all of one obligation in order."""
    return next((row for row in reversed(rows[:-1]) if row.decision == HandInDecision.RETURNED), None)


def _answers(obligation: Obligation) -> list[dict[str, Any]]:
    rows = FieldAnswer.objects.filter(obligation=obligation).select_related("field", "file")
    return [
        {
            "label": row.field.label,
            "unit": row.field.unit,
            "value": row.value if row.file is None else row.file.name,
            "qualifier": row.qualifier,
            "is_known": row.is_known,
            "words": row.file.name if row.file else shown(row.field, row.value, row.qualifier),
            "columns": row.field.options if row.field.kind == FieldKind.TABLE else [],
        }
        | ({"file": row.file.public_id, "digest": row.file.digest} if row.file else {})
        for row in rows
    ]


def _file(file: ReportFile) -> dict[str, Any]:
    return {
        "id": file.public_id,
        "name": file.name,
        "size": file.size,
        "is_sealed": getattr(file, "is_sealed", False),
        "digest": file.digest,
        "stored": str(file.file.name),
    }
