"""Many rows at once, from a pasted table: actions, responsibilities, annex rows. All of them are written or none."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from campaigns import annexing, editing, turns
from campaigns.choices import Duty, Kind
from campaigns.drafts import refuse
from campaigns.models import Edition
from campaigns.pasting import Line, names_in
from campaigns.reading import contents
from campaigns.resolving import Contents, Resolved
from campaigns.turns import DUTIES, ITEMS, recorded
from campaigns.yearly import Named, answering
from orgs.models import User

COLUMNS = {
    "actions": ("title", "content", "under", "lead", "support"),
    "duties": ("title", "unit_name", "lead", "support"),
    "annex": ("title", "content", "unit_name", "day", "place", "lead", "support", "note"),
}
ENTRY_WORDS = ("unit_name", "title", "content", "place", "lead", "support", "note")
LONGEST_NAME = 200
MOST = {"actions": 100, "duties": 300, "annex": 500}  # each is written by the verbs that lock and record


@dataclass
class Row:
    """A line with what it was found to be about; `problem` says why it cannot be written."""

    line: Line
    item: Resolved | None = None
    duties: list[tuple[str, str]] = field(default_factory=list)
    problem: str = ""


def rows_of(what: str, lines: Iterable[Line], found: Contents) -> list[Row]:
    """What each line would become in a draft with these contents; writes nothing."""
    return [_READERS[what](line, found) for line in lines]


@recorded((*ITEMS, *DUTIES))
def write(
    *, edition: Edition, what: str, lines: Iterable[Line], by: User, list_title: str = "", list: str = "2"
) -> int:
    """Write the lines that can be written; returns how many. Raises ValidationError naming the first that cannot."""
    rows = rows_of(what, lines, contents(edition))
    wrong = next((row for row in rows if row.problem), None)
    if wrong is not None:
        raise ValidationError(f"第{wrong.line.number}行：{wrong.problem}")
    refuse(not rows, "没有可以写入的行。")
    refuse(len(rows) > MOST[what], f"一次最多写入{MOST[what]}行，现在有{len(rows)}行。请分几次粘贴。")
    for row in rows:
        if what == "annex":
            _write_entry(edition, row, by, list_title, list)
        else:
            item = row.item.key if what == "duties" and row.item else _write_action(edition, row, by)
            _write_duties(edition, item, row.duties, by)
    turns.named("成批录入", f"{len(rows)}行")
    return len(rows)


def _action(line: Line, found: Contents) -> Row:
    row = Row(line, duties=_duties(line))
    under, name = line.values.get("under", ""), line.values.get("title", "")
    row.item = _item_called(under, found, (Kind.ARRANGEMENT,)) if under else None
    if under and row.item is None:
        row.problem = f"找不到重点安排“{under[:30]}”。请先在正文中新增，或改正名称。"
    elif not name:
        row.problem = "没有名称。"
    elif len(name) > LONGEST_NAME:
        row.problem = f"名称超过{LONGEST_NAME}个字，请把说明放到“内容”一列。"
    elif _item_called(name, found, (Kind.ACTION,), exactly=True):
        line.remarks.append("正文中已有同名的专项行动，将再增加一条")
    return row


def _duty(line: Line, found: Contents) -> Row:
    row = Row(line, duties=_duties(line))
    name = line.values.get("title", "")
    row.item = _item_called(name, found, (Kind.ACTION, Kind.ARRANGEMENT, Kind.SECTION))
    if row.item is None:
        row.problem = f"正文中找不到“{name[:30]}”。请改正名称，或先新增这一条。" if name else "没有写明是哪一项的分工。"
    elif not row.duties:
        row.problem = "没有责任单位。"
    elif (row.item.heading or row.item.text) != name:
        line.remarks.append(f"对应正文“{(row.item.heading or row.item.text)[:30]}”，请核对")
    return row


def _entry(line: Line, found: Contents) -> Row:
    if not line.values.get("title"):  # a row with an explanation alone is the activity itself
        line.values["title"] = line.values.pop("content", "")
    return Row(line)


_READERS = {"actions": _action, "duties": _duty, "annex": _entry}


def _duties(line: Line) -> list[tuple[str, str]]:
    roles = (("lead", Duty.LEAD), ("unit_name", Duty.IN_CHARGE), ("support", Duty.COOPERATE))
    return [(name[:80], role.value) for column, role in roles for name in names_in(line.values.get(column, ""))]


def _item_called(name: str, found: Contents, kinds: tuple[str, ...], *, exactly: bool = False) -> Resolved | None:
    candidates = [item for item in found.items if item.kind in kinds]
    same = next((item for item in candidates if (item.heading or item.text) == name), None)
    if same is not None or exactly or not name:
        return same
    alike = answering([Named(0, "", name)], [Named(i.key, "", i.heading or i.text) for i in candidates])
    return next((item for item in candidates if item.key == alike.get(0)), None)


def _write_action(edition: Edition, row: Row, by: User) -> UUID:
    values, under = row.line.values, row.item.key if row.item else None
    new = editing.add(edition=edition, kind=Kind.ACTION, by=by, under=under, heading=values["title"],
                      text=values.get("content", ""))  # fmt: skip
    return new.key


def _write_duties(edition: Edition, key: UUID, duties: list[tuple[str, str]], by: User) -> None:
    for name, role in duties:
        annexing.save_duty(edition=edition, by=by, keys=[str(key)], name=name, role=role)


def _write_entry(edition: Edition, row: Row, by: User, list_title: str, number: str) -> None:
    words: dict[str, Any] = {name: row.line.values.get(name, "") for name in ENTRY_WORDS}
    annexing.save_entry(edition=edition, by=by, list=number, list_title=list_title, item_key=None,
                        starts_on=row.line.starts_on, ends_on=row.line.ends_on, **words)  # fmt: skip
