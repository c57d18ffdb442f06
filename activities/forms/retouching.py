"""What the page of one photo posts: areas to hide and a cut, in percent of the picture, and how to turn it."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from activities.retouch import MOST_AREAS, TURNS, Area, Retouch
from orgs.scoping import number

SIDES = ("left", "top", "width", "height")
EMPTY = dict.fromkeys(SIDES, "")
WRONG = "请填写左、上、宽、高四个数，都在0到100之间，宽和高大于0"


@dataclass(frozen=True)
class Row:
    """Four numbers as they were typed, and the area they make, if any."""

    typed: dict[str, str]
    area: Area | None = None
    wrong: bool = False


@dataclass
class RetouchForm:
    """`rows` are the areas to hide, with a few empty ones for whoever types them; `errors` are sentences."""

    rows: list[Row] = field(default_factory=list)
    cut: Row = field(default_factory=lambda: Row(EMPTY))
    turn: int = 0
    errors: list[str] = field(default_factory=list)

    empty = EMPTY  # for the page's pattern of a row

    def retouch(self) -> Retouch:
        hidden = [row.area for row in self.rows if row.area]
        return Retouch(hidden, self.cut.area, self.turn)


def blank() -> RetouchForm:
    return RetouchForm(rows=[Row(EMPTY) for _ in range(3)])


def read(data: QueryDict) -> RetouchForm:
    """What was posted; an empty row is no area."""
    lists = [data.getlist(f"hide-{side}")[: MOST_AREAS + 1] for side in SIDES]
    rows = [_row(dict(zip(SIDES, values, strict=True))) for values in zip(*lists, strict=False)]
    cut = _row({side: data.get(f"cut-{side}", "") for side in SIDES})
    turn = number(data.get("turn"))
    form = RetouchForm(rows, cut, turn if turn in TURNS else 0)
    form.errors += [f"第{place}处遮挡：{WRONG}。" for place, row in enumerate(rows, start=1) if row.wrong]
    form.errors += [f"裁剪：{WRONG}。"] if cut.wrong else []
    form.errors += [f"一次最多遮挡{MOST_AREAS}处，请先保存，再继续遮挡其余部分。"] if len(rows) > MOST_AREAS else []
    form.errors += [] if form.retouch() or form.errors else ["还没有任何修改：请先画出要遮挡或裁剪的部分，或选择旋转。"]
    return form


def _row(typed: dict[str, str]) -> Row:
    if not any(text.strip() for text in typed.values()):
        return Row(typed)
    values = [_percent(text) for text in typed.values()]
    if None in values or not values[2] or not values[3]:
        return Row(typed, wrong=True)
    return Row(typed, Area(*(float(value) for value in values if value is not None)))


def _percent(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip()[:20])
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value <= 100 else None
