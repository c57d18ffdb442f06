"""What an import would do, row by row: new, changed, same, wrong, left out — decided before anything is written.

The same function makes the preview and, once more inside the writing transaction, the result; `Planned.digest` says
whether both came to the same.
"""

import posixpath
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone

from activities.checking import problems
from activities.choices import EDITABLE, Outcome, State
from activities.choosing import against
from activities.importing_cells import Reader, Said
from activities.importing_differences import differences
from activities.importing_result import CHANGED, LEFT, SAME, WRONG, Planned, Row
from activities.importing_scope import LONGEST, NAMED, Ground, Stored
from activities.table_cells import one_line
from activities.table_dates import CellError
from activities.table_pictures import Picture, Pictures
from activities.table_reading import Book, Table

NOT_NOW = {
    State.HANDED_IN: "这项活动已报送，不能通过导入修改。请先在门户中“撤回修改”，或把本行改回原样",
    State.ACCEPTED: "这项活动已审核通过，不能通过导入修改。请在门户中申请更正，或把本行改回原样",
}
Progress = Callable[[int, int], None]


def plan(book: Book, *, ground: Ground, pictures: Pictures, takes_spans: bool, progress: Progress) -> Planned:
    """Decide on every row. Reads the database, writes nothing."""
    year, said, examples = ground.campaign.year, [], 0
    total = sum(len(table.rows) for table in book.tables)
    for table in book.tables:
        reader = Reader(table, year=year, takes_spans=takes_spans)
        for number, cells in table.rows:
            if reader.is_example(cells):
                examples += 1
            elif not reader.is_heading(cells):
                said.append((table, number, reader.read(number, cells)))
        progress(len(said), total)
    ground.load((s.public_id for _, _, s in said if s.public_id), (s.unit for _, _, s in said if s.unit))
    judge = Judge(ground, pictures)
    rows = []
    for at, (table, number, each) in enumerate(said):
        rows.append(judge.row(table, number, each))
        if at % 1000 == 0:
            progress(at, total)
    return Planned(rows, examples)


class Judge:
    def __init__(self, ground: Ground, pictures: Pictures) -> None:
        self.ground, self.pictures = ground, pictures
        self.campaign, self.today = ground.campaign, timezone.localdate()
        self.taken: dict[int, int] = {}  # activities that a row speaks of already → that row
        self.fresh: dict[tuple, int] = {}

    def row(self, table: Table, number: int, said: Said) -> Row:
        row = Row(table.sheet, number, title=said.words.get("title", ""), held_on=said.words.get("held_on"))
        row.faults, row.is_vague = said.faults, bool(said.vague)
        if table.layout.is_plan and self._is_left_out(table, row, said):
            return row
        self._find(table, row, said)
        self._name_holders(row, said)
        row.unit = row.owner.name if row.owner else row.stored.unit_name if row.stored else said.unit
        if row.stored is not None:
            self._compare(table, row, said)
        elif not row.faults or row.owner is not None:
            self._new(table, row, said)
        row.kind = WRONG if row.faults else row.kind
        return row

    def _is_left_out(self, table: Table, row: Row, said: Said) -> bool:
        """Rows of a plan's table that are no activity, or whose leading body is another: told, never dropped."""
        if not row.title or (said.filled < 2 and table.layout.place("held_on") is not None):
            row.kind, row.reason, row.title = LEFT, "只有一格文字，看作标题或说明行", row.title or said.start
        elif said.leads and not any(name in self.ground.units for name in said.leads):
            row.kind = LEFT
            row.reason = (
                f"牵头的是“{'、'.join(said.leads)}”，由该单位登记；确由本单位登记的，请在“填报单位”列写明本单位"
            )
        return row.kind == LEFT

    def _find(self, table: Table, row: Row, said: Said) -> None:
        """Whose row it is and which activity it speaks of: by 编号, else by unit, day and name."""
        ground, at = self.ground, table.layout.place("unit")
        name = said.unit or next((name for name in said.leads if name in ground.units), "")
        row.owner = ground.units.get(name) if name else ground.unit
        if said.public_id:
            row.stored = ground.by_id.get(said.public_id)
            if row.stored is None:
                row.faults.append((
                    table.layout.place("public_id"),
                    f"没有编号为“{said.public_id[:20]}”的活动，或它不属于您负责填报的单位。新的活动请清空编号",
                ))  # fmt: skip
            elif (
                said.unit
                and said.unit != row.stored.unit_name
                and (row.owner is None or row.owner.pk != row.stored.unit_id)
            ):
                row.faults.append((at, f"此编号的活动属于“{row.stored.unit_name}”，导入不能改变填报单位，请改回"))
        elif row.title and row.held_on:
            row.stored = self._known(row.owner.name if row.owner else said.unit, row, said)
        if row.stored is None and row.owner is None and not row.faults:
            names = "、".join(dict.fromkeys(unit.name for unit in ground.units.values()))
            row.faults.append(
                (at, f"“{said.unit[:30]}”不是您负责填报的单位，请改为：{names[:120]}，或由该单位自行填报")
            )
        if row.stored is not None:
            first = self.taken.setdefault(row.stored.pk, row.number)
            if first != row.number:
                row.faults.append((table.layout.place("title"), f"与第{first}行是同一项活动，请删去其中一行"))

    def _name_holders(self, row: Row, said: Said) -> None:
        """Short names become full ones; other leading bodies of a plan hold it too; nobody holds with itself."""
        if row.owner is None or not (said.holders or said.leads):
            return
        known = self.ground.named(row.owner.region_id)
        names = (known[name].name if name in known else name for name in (*said.leads, *(said.holders or ())))
        said.holders = tuple(dict.fromkeys(name for name in names if name != row.owner.name))

    def _known(self, unit: str, row: Row, said: Said) -> Stored | None:
        """Among several of the same name and day the one that is just the same, else the first not spoken of yet."""
        found = self.ground.by_key.get((unit, row.held_on, one_line(row.title)), [])  # type: ignore[arg-type]  # asked before
        free = [each for each in found if each.pk not in self.taken] or found
        same = (each for each in free if not differences(each, said))
        return next(same, free[0]) if len(free) > 1 else free[0] if free else None

    def _compare(self, table: Table, row: Row, said: Said) -> None:
        stored = row.stored
        assert stored is not None
        row.changes = differences(stored, said)
        row.pictures = self._pictures(table, row, said, stored.pictures)
        row.changes += [("照片", "", each.name) for each in row.pictures]
        row.title = row.title or stored.words["title"]
        row.held_on = row.held_on or stored.words["held_on"]
        if not row.changes:
            row.kind = SAME
            return
        row.kind = CHANGED
        if row.owner is None or row.owner.pk != stored.unit_id:
            row.owner = self.ground.owner_of(stored)
        if row.owner is None:
            row.faults.append((None, f"这项活动由“{stored.unit_name}”填报，您不能修改。请把本行改回原样或删去"))
        elif stored.state not in EDITABLE:
            row.faults.append((None, NOT_NOW[State(stored.state)]))
        else:
            self._fill(table, row, said, before=stored.words)

    def _new(self, table: Table, row: Row, said: Said) -> None:
        if row.owner is not None and not row.faults:
            key = (row.owner.pk, row.held_on, row.title)
            first = self.fresh.setdefault(key, row.number)
            if first != row.number:
                row.faults.append((table.layout.place("title"), f"与第{first}行同单位、同日期、同名称，请删去其中一行"))
        row.pictures = self._pictures(table, row, said, set())
        outcome = Outcome.PLANNED if table.layout.is_plan else Outcome.HELD
        self._fill(table, row, said, before={"outcome": outcome})
        row.words.setdefault("outcome", outcome)

    def _fill(self, table: Table, row: Row, said: Said, *, before: dict[str, Any]) -> None:
        """The columns to write, checked as the form checks them."""
        campaign, merged = self.campaign, {**before, **said.words}
        wrong_cells = {table.layout.columns[at].name for at, _ in row.faults if at in table.layout.columns}
        wrong = problems(merged, starts_on=campaign.starts_on, ends_on=campaign.ends_on, today=self.today)
        for name, sentence in wrong.items():
            if name not in wrong_cells:
                row.faults.append((table.layout.place(name), sentence.rstrip("。")))
        row.words = dict(said.words)
        if row.owner is None:
            return
        if said.action is not None and one_line(said.action) != one_line(row.stored.action if row.stored else ""):
            self._against(table, row, said.action)
        if said.holders is not None and (row.stored is None or said.holders != row.stored.holders):
            known = self.ground.named(row.owner.region_id) if said.holders else {}
            row.holders = [(known.get(name), name) for name in said.holders]
        if said.counted:
            kept = row.stored.counters if row.stored else {}
            row.counters = {k: v for k, v in kept.items() if k not in said.counted} | said.counters

    def _against(self, table: Table, row: Row, action: str) -> None:
        offered, labels = self.ground.offered(row.owner)
        value = labels.get(one_line(action)[:LONGEST], "") if action else ""
        if action and not value:
            sentence = f"方案中没有“{action[:30]}”，请从模板的下拉列表选择；自行开展的请清空此格"
            row.faults.append((table.layout.place("action"), sentence))
        row.words |= against(offered, value)

    def _pictures(self, table: Table, row: Row, said: Said, there: set[str]) -> list[Picture]:
        found: dict[str, Picture] = {}
        try:
            for name in said.photos:
                if self.pictures.archive is None and f"{NAMED}{posixpath.basename(name).lower()}" in there:
                    continue  # brought in before, and not sent again
                picture = self.pictures.named(name)
                found.setdefault(picture.digest, picture)
            for picture in self.pictures.lying(table.pictures.get(row.number, ())):
                found.setdefault(picture.digest, picture)
        except CellError as error:
            row.faults.append((table.layout.place("photos"), str(error)))
        fresh = [picture for digest, picture in found.items() if digest not in there]
        has = sum(1 for each in there if not each.startswith(NAMED))
        if fresh and has + len(fresh) > settings.PHOTOS_PER_ACTIVITY:
            sentence = f"每项活动最多{settings.PHOTOS_PER_ACTIVITY}张照片，请减少"
            row.faults.append((table.layout.place("photos"), sentence))
        return fresh
