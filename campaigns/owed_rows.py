"""上报情况, row by row: who owes what to whom, until when, and where it stands; and the requests' own fields.

Of a report's text nothing is told: that is between the two. An answer to a field is, like a report, the unit's own and
that of the office it was handed in to.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from campaigns.ask_words import words_of
from campaigns.choices import GIVEN, Answer, Ask, Extending, FieldKind
from campaigns.models import Extension, FieldAnswer, Obligation, ReportHandIn
from campaigns.standing import Standing, label, stands
from orgs.models import User
from orgs.tables import MACHINES, PEOPLE, Said, Table

CODE = "GB/T 2260 区划代码，全国为100000"
EXTENSIONS = {"": "", "asked": "已申请", Extending.GRANTED: "已同意", Extending.REFUSED: "未同意"}

OWED = Table("obligations", "上报情况", (
    Said("region_code", "地区代码", about=CODE, only=MACHINES),
    Said("region", "地区", 12),
    Said("unit", "单位", 25),
    Said("request", "报送要求", 26),
    Said("request_kind", "种类", 9, dict(Ask.choices)),
    Said("asker", "要求单位", 25),
    Said("due_on", "截止日期", 11, of=dt.date, about="含当日，至北京时间24时"),
    Said("locks_on", "停止接收日期", 11, of=dt.date | None, about="没有的为空"),
    Said("extension", "延期", 8, EXTENSIONS),
    Said("extended_until", "延期至", 11, of=dt.date | None, about="同意的日期；未答复的为所申请的日期"),
    Said("standing", "上报情况", 18, dict(Standing.choices), only=MACHINES),
    Said("standing_words", "上报情况", 13, only=PEOPLE),
    Said("state", "办理状态", 11, dict(Answer.choices), only=MACHINES),
    Said("state_words", "办理状态", 11, only=PEOPLE),
    Said("first_handed_in_at", "首次报送时间", 16, of=dt.datetime | None),
    Said("hand_ins", "报送次数", 6, of=int),
    Said("decided_at", "审核时间", 16, of=dt.datetime | None, about="最近一次审核通过或请补充完善的时间"),
    Said("optional", "可不报", 7, {True: "可不报", False: "应报"}, of=bool),
    Said("on_behalf", "代录", 6, {True: "代录", False: ""}, of=bool),
), kept=2)  # fmt: skip

FIELDS = Table("field_answers", "填报项", (
    Said("region_code", "地区代码", about=CODE, only=MACHINES),
    Said("region", "地区", 16),
    Said("unit", "单位", 32),
    Said("request", "报送要求", 34),
    Said("field", "填报项", 30),
    Said("kind", "种类", 8, dict(FieldKind.choices)),
    Said("value", "填报", 36, of=Any, about="数字为数，表格为各行合成的文字"),
    Said("qualifier", "限定词", 8),
    Said("measure", "计量单位", 10),
    Said("is_known", "来源", 12, {True: "已有数据", False: "单位填写"}, of=bool, about="true为沿用系统已有数据"),
), kept=2)  # fmt: skip


def owed_rows(found: QuerySet[Obligation], pks: Sequence[int], today: dt.date, user: User) -> Iterator[tuple]:
    """The rows with these ids that are among `found`, in the order of the ids. Three queries.

    That a later date was asked for, or refused, is between the two sides; offices further above read only of one that
    was granted.
    """
    units = user.reach.units()
    extensions = Prefetch("extensions", Extension.objects.order_by("-asked_at", "-pk"))
    hand_ins = Prefetch("hand_ins", ReportHandIn.objects.only("obligation", "decision", "decided_at", "number"))
    full = found.filter(pk__in=pks).select_related("unit__region", "request__unit")
    by_pk = {row.pk: row for row in full.prefetch_related(extensions, hand_ins)}
    for row in (by_pk[pk] for pk in pks if pk in by_pk):
        yield _owed(row, today, is_side=not units.isdisjoint((row.unit_id, row.request.unit_id)))


def _owed(row: Obligation, today: dt.date, *, is_side: bool) -> tuple:
    asked, unit, each = row.request, row.unit, stands(row, today)
    given = list(row.hand_ins.all())
    decided = [one.decided_at for one in given if one.decided_at]
    return (
        unit.region.code, unit.region.name, unit.name, asked.title, asked.kind, asked.unit.name, row.due_on,
        row.locks_on, *_extension(row, is_side=is_side), each.value, label(each, words_of(asked).nil), row.state,
        row.get_state_display(), row.first_handed_in_at, max(len(given), int(row.first_handed_in_at is not None)),
        max(decided, default=None),
        row.optional, row.on_behalf,
    )  # fmt: skip


def _extension(row: Obligation, *, is_side: bool) -> tuple[str, dt.date | None]:
    """The latest word on a later date; one taken back is as if it had never been asked for."""
    told = [one for one in row.extensions.all() if one.decision != Extending.TAKEN_BACK]
    granted = [one for one in told if one.decision == Extending.GRANTED]
    if is_side and told and told[0].decision == Extending.ASKED:
        return "asked", told[0].until
    if granted:
        return Extending.GRANTED.value, granted[0].granted_until or granted[0].until
    return (Extending.REFUSED.value, None) if told and is_side else ("", None)


def answers_to(user: User, found: QuerySet[Obligation]) -> QuerySet[FieldAnswer]:
    """What was given for own fields: by the user's units, or handed in to them; in the order of the obligations."""
    units = user.reach.units()
    readable = Q(unit__in=units) | Q(request__unit__in=units, state__in=GIVEN)
    rows = FieldAnswer.objects.filter(obligation__in=found.filter(readable).order_by().values("pk"))
    return rows.order_by(
        "obligation__unit__region__path", "obligation__unit__order", "obligation__unit_id", "obligation__due_on",
        "obligation_id", "field__order", "pk",
    )  # fmt: skip


def field_rows(found: QuerySet[FieldAnswer], pks: Sequence[int]) -> Iterator[tuple]:
    """The answers with these ids that are among `found`, in the order of the ids. One query."""
    full = found.filter(pk__in=pks).order_by().select_related("field", "file", "obligation__request",
                                                               "obligation__unit__region")  # fmt: skip
    by_pk = {row.pk: row for row in full}
    yield from (_field(by_pk[pk]) for pk in pks if pk in by_pk)


def _field(row: FieldAnswer) -> tuple:
    unit, asked = row.obligation.unit, row.field
    value = row.file.name if row.file else plain(row.value)
    return (unit.region.code, unit.region.name, unit.name, row.obligation.request.title, asked.label, asked.kind,
            value, row.qualifier, asked.unit, row.is_known)  # fmt: skip


def plain(value: Any) -> Any:
    """A number or a text as it is; rows of cells as one text, a line each."""
    if isinstance(value, list):
        return "\n".join("，".join(map(_word, row)) if isinstance(row, list) else _word(row) for row in value)
    return _word(value) if isinstance(value, dict) else value


def _word(value: Any) -> str:
    if isinstance(value, dict):
        return "，".join(map(_word, value.values()))
    return "" if value is None else str(value)
