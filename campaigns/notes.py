"""Notes of the office that asked, on paragraphs of what was handed in to it. They wait until it is returned or accepted
before the unit sees them; the unit says of each that it is settled."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.choices import Answer
from campaigns.models import Obligation, ReportNote, ReportPart
from orgs import audit
from orgs.models import User
from orgs.moves import StaleState

MOST = 100  # notes of one answer


@transaction.atomic
def add(*, obligation: Obligation, text: str, by: User, part: ReportPart | None = None, quoted: str = "") -> ReportNote:
    """Write a note on a part, or on quoted words. Raises ValidationError without words, StaleState when the answer is
    no longer with the office."""
    if not text.strip():
        raise ValidationError("请写明意见。")
    owed = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
    if owed.state != Answer.HANDED_IN:
        raise StaleState(owed, "提出意见")
    if owed.notes.count() >= MOST:
        raise ValidationError(f"一份总结最多{MOST}条意见，可以合并后再提。")
    if part is not None and part.report_id != owed.report_id:
        raise ValidationError("所指段落已不在这份总结中，请刷新后再提。")
    quoted = " ".join((quoted or (part.text if part else "")).split())[:200]
    note = ReportNote.objects.create(obligation=owed, part=part, quoted=quoted, text=text.strip()[:500], by=by)
    audit.record("总结·提出段落意见", owed, by=by, unit=owed.request.unit, note=note.pk)
    return note


@transaction.atomic
def settle(*, note: ReportNote, by: User) -> bool:
    """已处理, by the unit; a second click changes nothing. Returns whether it was open."""
    rows = ReportNote.objects.filter(pk=note.pk, settled_at=None)
    if not rows.update(settled_at=timezone.now(), settled_by=by):
        return False
    audit.record("总结·处理段落意见", note.obligation, by=by, unit=note.obligation.unit, note=note.pk)
    return True


@transaction.atomic
def take_back(*, note: ReportNote, by: User) -> bool:
    """The office withdraws a note that nobody settled. Returns whether it did."""
    gone, _ = ReportNote.objects.filter(pk=note.pk, settled_at=None).delete()
    if gone:
        audit.record("总结·撤回段落意见", note.obligation, by=by, unit=note.obligation.request.unit, text=note.text)
    return bool(gone)


def open_of(notes: Iterable[ReportNote]) -> int:
    return sum(note.settled_at is None for note in notes)
