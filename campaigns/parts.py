"""A report written in parts: add, edit, move, remove. The report's `text` is written anew from its parts each time.

Every verb waits for the report's lock, as saving and handing in do; nothing changes while any request has the report.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from campaigns import part_sources
from campaigns.choices import PartKind
from campaigns.hand_ins import frozen
from campaigns.models import Obligation, Report, ReportPart
from campaigns.part_text import WHOLE, text_of
from campaigns.reporting import FROZEN, begin, is_open, lock
from campaigns.words import tidy
from orgs import audit, quickly
from orgs.models import User

__all__ = [
    "REMOVED",
    "StalePart",
    "add",
    "add_all",
    "begun",
    "bring_back",
    "edit",
    "in_order",
    "move",
    "opened",
    "remove",
    "rewrite",
    "text_of",
    "to_change",
]

REMOVED = "总结·删去段落"
MOST, LONGEST = 300, 20_000  # parts of a report; characters of a part
TOO_MANY = "一份总结最多{most}段，现在有{there}段，放不下再加的{more}段，没有写入。请少选一些，或先合并、删去一些。"
COLUMNS = ("kind", "text", "level", "data", "sources", "item_root", "is_drafted", "taken_from_id", "taken_unit_id")
WRITTEN = (*COLUMNS, "report_id", "order", "changed_by_id")


class StalePart(Exception):
    """Somebody else changed (or removed) the part since the page was opened; the words typed are carried along."""

    def __init__(self, part: ReportPart | None, text: str = ""):
        super().__init__("在您修改期间，其他人已修改或删除了这一段。")
        self.part, self.text = part, text


@transaction.atomic
def add(
    *,
    report: Report,
    kind: str,
    text: str,
    level: int = 0,
    data: dict | None = None,
    sources: Sequence[dict] | None = None,
    after: ReportPart | None = None,
    drafted: bool = False,
    item_root: Any = None,
    by: User,
) -> ReportPart:
    """Put a part behind `after` (None: at the end). Free text that the report had becomes its first part.

    Raises ValidationError when the report is handed in, has too many parts, or the text is too long.
    """
    row = {"kind": kind, "text": text, "level": level, "data": data or {}, "sources": list(sources or ()),
           "item_root": item_root, "is_drafted": drafted}  # fmt: skip
    return add_all(report=report, rows=[row], after=after, by=by)[0]


@transaction.atomic
def add_all(
    *, report: Report, rows: Iterable[dict[str, Any]], after: ReportPart | None = None, by: User
) -> list[ReportPart]:
    """Put parts behind `after`, in their order: all or none of them. A row names what it has of COLUMNS.

    As many statements for one as for hundreds. Raises ValidationError as `add`.
    """
    opened(report)
    there, fresh = begun(report, by), [_row(report, each, by) for each in rows]
    if not fresh:
        return []
    if len(there) + len(fresh) > MOST:
        raise ValidationError(TOO_MANY.format(most=MOST, there=len(there), more=len(fresh)))
    in_order(there)  # closes gaps: nothing to do as a rule
    place = next((n for n, row in enumerate(there, start=1) if after is not None and row.pk == after.pk), len(there))
    report.parts.filter(order__gt=place).update(order=F("order") + len(fresh))
    quickly.insert(ReportPart, (row | {"order": place + n} for n, row in enumerate(fresh, start=1)), columns=WRITTEN)
    made = list(report.parts.filter(order__gt=place, order__lte=place + len(fresh)))
    rewrite(report=report, by=by)
    said = [{"part": part.pk, "kind": part.kind} for part in made]
    audit.record_many("总结·添加段落", [(report, report.unit)] * len(made), by=by, each=said)
    return made


def _row(report: Report, given: dict[str, Any], by: User) -> dict[str, Any]:
    row = {"report_id": report.pk, "changed_by_id": by.pk} | given
    return row | {"text": _tidied(given["text"]), "level": _level(given["kind"], given.get("level", 0))}


@transaction.atomic
def edit(*, part: ReportPart, text: str, version: int, by: User, level: int | None = None) -> ReportPart:
    """Change the words of a part; its numbers keep their sources, those that read otherwise now are marked.

    Raises StalePart when `version` is not the one in the database: the first one wins.
    """
    opened(part.report)
    now = ReportPart.objects.filter(pk=part.pk).first()
    text = _tidied(text)
    if now is None or now.version != version:
        raise StalePart(now, text)
    level = now.level if level is None else _level(now.kind, level)
    if (text, level) == (now.text, now.level):
        return now
    sources = part_sources.carried(now.text, text, now.sources)
    _written(now, by, text=text, level=level, sources=sources, is_drafted=False)
    audit.record("总结·修改段落", now.report, by=by, unit=now.report.unit, part=now.pk)
    return now


@transaction.atomic
def remove(*, part: ReportPart, version: int, by: User) -> None:
    """Take a part out; its words stay in the trail. Raises StalePart when somebody changed it meanwhile."""
    report = part.report
    opened(report)
    now = ReportPart.objects.filter(pk=part.pk).first()
    if now is None or now.version != version:
        raise StalePart(now)
    kept = frozen(now) | {"order": now.order, "drafted": now.is_drafted, "item_root": str(now.item_root or "")}
    kept |= {"slot": now.data.get("slot", ""), "taken_unit": now.taken_unit_id, "taken_from": now.taken_from_id}
    now.delete()
    in_order(list(report.parts.all()))
    rewrite(report=report, by=by)
    audit.record(REMOVED, report, by=by, unit=report.unit, **kept)


@transaction.atomic
def bring_back(*, report: Report, by: User) -> ReportPart | None:
    """Undo the last removal: the part stands again where it stood. None when it is there already, or none was."""
    opened(report)
    last = audit.history(report).filter(act=REMOVED).last()
    kept = last.details if last else {}
    if last is None or report.parts.filter(public_id=kept["id"]).exists():
        return None
    taken = {"taken_unit_id": kept["taken_unit"],
             "taken_from": ReportPart.objects.filter(pk=kept["taken_from"]).first()}  # fmt: skip
    rows = begun(report, by)
    part = ReportPart.objects.create(
        report=report, public_id=kept["id"], kind=kept["kind"], level=kept["level"], text=kept["text"],
        data=kept["data"], sources=kept["sources"], is_drafted=kept["drafted"], item_root=kept["item_root"] or None,
        changed_by=by, **taken,
    )  # fmt: skip
    in_order([*rows[: kept["order"] - 1], part, *rows[kept["order"] - 1 :]])
    rewrite(report=report, by=by)
    audit.record("总结·恢复段落", report, by=by, unit=report.unit, part=part.pk)
    return part


@transaction.atomic
def move(*, part: ReportPart, after: ReportPart | None, by: User) -> None:
    """Let a part stand behind another of the same report; None: at the beginning."""
    opened(part.report)
    rows = [row for row in part.report.parts.all() if row.pk != part.pk]
    place = 0 if after is None else 1 + next((n for n, row in enumerate(rows) if row.pk == after.pk), len(rows) - 1)
    in_order([*rows[:place], part, *rows[place:]])
    rewrite(report=part.report, by=by)
    audit.record("总结·移动段落", part.report, by=by, unit=part.report.unit, part=part.pk)


@transaction.atomic
def to_change(*, obligation: Obligation, part: ReportPart, by: User) -> ReportPart:
    """The part itself; where another office has the report, the one in its place in the copy that is mended."""
    report = begin(obligation=obligation, by=by)
    return part if report.pk == part.report_id else report.parts.get(order=part.order)


def rewrite(*, report: Report, by: User | None) -> None:
    """Write the report's text from its parts. The caller holds the lock and the transaction. Raises ValidationError
    when it is too long."""
    text = text_of(report.parts.all())
    if len(text) > WHOLE:
        raise ValidationError(f"总结全文最多{WHOLE}字，没有保存。请先精简，或把详细内容作为附件。")
    Report.objects.filter(pk=report.pk).update(
        text=text, version=F("version") + 1, changed_at=timezone.now(), written_by=by
    )
    report.refresh_from_db(fields=["text", "version", "changed_at", "written_by"])


def opened(report: Report) -> None:
    """Take the report's lock; ValidationError when its words may not change."""
    lock(report)
    if not is_open(report):
        raise ValidationError(FROZEN)


def begun(report: Report, by: User | None) -> list[ReportPart]:
    """The report's parts; words that were written without parts are the first of them, so that none is lost."""
    rows = list(report.parts.all())
    words = "" if rows else Report.objects.values_list("text", flat=True).get(pk=report.pk).strip()
    if words:
        rows = [ReportPart.objects.create(report=report, kind=PartKind.TEXT, text=words, changed_by=by)]
    return rows


def in_order(rows: Iterable[ReportPart]) -> None:
    """Number the parts as they stand in `rows`."""
    moved = []
    for place, row in enumerate(rows, start=1):
        if row.order != place:
            row.order = place
            moved.append(row)
    ReportPart.objects.bulk_update(moved, ["order"])


def _written(part: ReportPart, by: User, **values: Any) -> None:
    """Under the report's lock, so that nobody else can come between reading the version and writing the next."""
    for name, value in values.items():
        setattr(part, name, value)
    part.version, part.changed_by = part.version + 1, by
    part.save(update_fields=[*values, "version", "changed_by", "changed_at"])
    rewrite(report=part.report, by=by)


def _tidied(text: str) -> str:
    text = tidy(text)
    if len(text) > LONGEST:
        raise ValidationError(f"这一段超过{LONGEST}字，请分成几段。")
    return text


def _level(kind: str, level: int) -> int:
    return min(max(level, 1), 3) if kind == PartKind.HEADING else 0
