"""生成初稿, 重新生成: what was drafted is put into the report's parts. Nothing that a hand has written is overwritten.

A drafted part keeps its `slot` (what it is about) in its data. Drafted anew, an untouched part takes the new words, an
edited one stays as it is, one removed by hand does not come back unasked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from campaigns.drafted import Draft
from campaigns.models import Obligation, Report, ReportPart
from campaigns.parts import REMOVED, begun, in_order, opened, rewrite
from campaigns.reporting import begin
from orgs import audit
from orgs.models import AuditEvent, User


@dataclass(slots=True)
class Outcome:
    """What drafting did, in numbers of parts; `edited` differ from what would be drafted now and were left alone."""

    added: int = 0
    renewed: int = 0
    same: int = 0
    edited: int = 0
    taken_out: int = 0
    withheld: int = 0

    def __str__(self) -> str:
        named = (
            (self.added, "新增{}段"), (self.renewed, "更新{}段"), (self.taken_out, "撤去{}段已无依据的"),
            (self.edited, "保留您修改过的{}段"), (self.withheld, "您删去过的{}段没有恢复"),
        )  # fmt: skip
        said = [words.format(number) for number, words in named if number]
        return "，".join(said) if said else "没有变化"


@transaction.atomic
def put(*, obligation: Obligation, drafts: Sequence[Draft], by: User, restore: bool = False) -> Outcome:
    """Put the drafted parts into the obligation's report, beginning it when there is none.

    `restore` brings back what was removed by hand. Raises ValidationError when the report is handed in.
    """
    report = begin(obligation=obligation, by=by)
    opened(report)
    rows = begun(report, by)
    found = _Put(report, rows, by, gone=set() if restore else _removed(report))
    for draft in drafts:
        found.one(draft)
    found.clear({draft.slot for draft in drafts})
    in_order(found.rows)
    Report.objects.filter(pk=report.pk).update(drafted_at=timezone.now())
    rewrite(report=report, by=by)
    audit.record("总结·生成初稿", report, by=by, unit=report.unit, outcome=str(found.outcome))
    return found.outcome


def slots_of(rows: Iterable[ReportPart]) -> dict[str, ReportPart]:
    return {row.data["slot"]: row for row in rows if row.data.get("slot")}


class _Put:
    """One drafting at work: `rows` are the report's parts in their order."""

    def __init__(self, report: Report, rows: list[ReportPart], by: User, gone: set[str]) -> None:
        self.report, self.rows, self.by, self.gone = report, rows, by, gone
        self.known, self.outcome = slots_of(rows), Outcome()
        self.last: ReportPart | None = None  # behind it the next new part is put

    def one(self, draft: Draft) -> None:
        row = self.known.get(draft.slot)
        if row is None and draft.slot in self.gone:
            self.outcome.withheld += 1
            return
        self.last = self._new(draft) if row is None else self._renewed(row, draft)

    def clear(self, wanted: set[str]) -> None:
        """Take out what was drafted once, is untouched, and has nothing to stand on any more."""
        stale = [row for slot, row in self.known.items() if slot not in wanted and row.is_drafted]
        ReportPart.objects.filter(pk__in=[row.pk for row in stale]).delete()
        self.rows = [row for row in self.rows if row not in stale]
        self.outcome.taken_out += len(stale)

    def _new(self, draft: Draft) -> ReportPart:
        row = ReportPart(
            report=self.report, kind=draft.kind, level=draft.level, text=draft.text, sources=list(draft.sources),
            data=draft.stored, item_root=draft.item_root, is_drafted=True, changed_by=self.by,
        )  # fmt: skip
        row.save()
        place = self.rows.index(self.last) + 1 if self.last else 0
        self.rows.insert(place, row)
        self.outcome.added += 1
        return row

    def _renewed(self, row: ReportPart, draft: Draft) -> ReportPart:
        now = {"text": draft.text, "level": draft.level, "sources": list(draft.sources), "data": draft.stored}
        if all(getattr(row, name) == value for name, value in now.items()):
            self.outcome.same += 1
        elif not row.is_drafted:
            self.outcome.edited += row.text != draft.text
        else:
            for name, value in now.items():
                setattr(row, name, value)
            row.version, row.changed_by = row.version + 1, self.by
            row.save()
            self.outcome.renewed += 1
        return row


def _removed(report: Report) -> set[str]:
    """Slots that somebody took out of this report by hand. One query."""
    events = AuditEvent.objects.filter(
        subject_kind=Report._meta.label_lower, subject_id=str(report.pk), act=REMOVED
    ).values_list("details", flat=True)
    return {details.get("slot") for details in events if details.get("slot")}
