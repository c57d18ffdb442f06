"""汇总: figures by the tree of regions, each line with all below it, and by kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.db.models import Count, Q, QuerySet, Sum

from activities import figures
from activities.choices import HANDED_IN, Outcome, Sort
from activities.models import Activity
from activities.quantities import ABOUT
from activities.resources.scope import Scope
from activities.rolling import STEP, SUMS, Figures, Tally
from orgs.models import Region, User
from orgs.sheetcells import Cell
from orgs.workbooks import Sheet

HEADINGS = (
    "地区", "活动（项）", *Sort.labels, "未填类别", "计划开展和延期（项）", "开展单位（家）", "照片（张）",
    "经营主体（家次）", "限定词", "一线员工（人次）", "限定词", "群众（人次）", "限定词",
)  # fmt: skip
WIDTHS = (30, 9, 9, 12, 12, 12, 12, 9, 9, 12, 10, 9, 12, 7, 12, 7, 12, 7)
KINDS = ("类别", "活动（项）", "经营主体（家次）", "限定词", "一线员工（人次）", "限定词", "群众（人次）", "限定词")
NOTE = (
    "只计已报送和审核通过的活动，取消的不计；联合活动计在填报单位，各级只计一次。"
    "各地区的数字含其以下全部单位；带“约”的，其中有带约、余、近的数字。"
)

BLANK = (Cell("", bare=True),) * len(HEADINGS)


def summary_sheet(scope: Scope, asker: Callable[[], User], begin: Callable[[], None]) -> Sheet:
    def rows() -> Iterator[tuple]:
        begin()
        user = asker()
        found = counted(scope, scope.activities(user))
        yield from map(_padded, _regions(_tallies(scope, found)))
        yield BLANK
        yield _padded(Cell(words, strong=True) for words in KINDS)
        yield from map(_padded, _kinds(found))
        yield BLANK
        yield (Cell(NOTE, bare=True), *BLANK[1:])

    return Sheet("汇总", HEADINGS, WIDTHS, rows(), filtered=False)


def counted(scope: Scope, rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """A unit's figures are of what it logged; what it only co-held counts where it was logged."""
    if scope.query or scope.unit.is_lead:
        return rows
    return rows.filter(Q(unit=scope.unit) | Q(unit__within=scope.unit))


def _tallies(scope: Scope, rows: QuerySet[Activity]) -> dict[str, Tally]:
    """By tree path, from the unit's region downwards; for a list, from the region that holds all of it."""
    if scope.unit.is_lead and not scope.query:
        top = scope.unit.region.path
        roll = figures.roll_up(scope.campaign, top)
    else:
        roll = figures.of_rows(rows)
        top = top_of(roll.tallies)
    return {path: found for path, found in roll.tallies.items() if path.startswith(top)}


def top_of(tallies: Mapping[str, Tally]) -> str:
    """The path of the lowest region that holds everything."""
    top = min(tallies, key=len, default="")
    while below := [path for path in tallies if len(path) == len(top) + STEP and path.startswith(top)]:
        if len(below) > 1 or tallies[below[0]] != tallies[top]:
            break
        top = below[0]
    return top


def _regions(tallies: dict[str, Tally]) -> Iterator[list]:
    """A line for each region; where regions below it stand, first what its own units did."""
    names = dict(Region.objects.filter(path__in=list(tallies)).values_list("path", "name"))
    depth = min(map(len, tallies), default=0)
    children: dict[str, list[str]] = {}
    for path in sorted(tallies):
        children.setdefault(path[:-STEP], []).append(path)
    for path in sorted(tallies):
        level, below = (len(path) - depth) // STEP, children.get(path, [])
        yield [Cell(names[path], strong=bool(below), indent=level), *_line(tallies[path], strong=bool(below))]
        if below and any(own := _less(tallies[path], [tallies[child] for child in below])):
            yield [Cell("本级单位", indent=level + 1), *_line(own)]


def _less(whole: Tally, parts: Iterable[Tally]) -> Tally:
    return tuple(total - sum(each) for total, each in zip(whole, zip(*parts, strict=True), strict=True))


def _line(tally: Tally, *, strong: bool = False) -> list:
    found = Figures(tally)
    counts = [found.activities, *found.by_sort.values(), found.planned, found.units, found.photos]
    sums = [getattr(found, name) for name in SUMS]
    said = [*counts, *(part for each in sums for part in (each.value, each.qualifier))]
    return [Cell(value, strong=strong) for value in said]


def _kinds(rows: QuerySet[Activity]) -> Iterator[list]:
    """What was held, by kind, in the order of the kinds; the last line is the sum."""
    held = Activity.objects.filter(pk__in=rows.order_by().values("pk"), state__in=HANDED_IN, outcome=Outcome.HELD)
    asked: dict[str, Count | Sum] = {"number": Count("pk")}
    for name in SUMS:
        asked |= {f"{name}_sum": Sum(name), f"{name}_about": Count(name, filter=~Q(**{f"{name}_qualifier": ""}))}
    found = {sort: values for sort, *values in held.order_by().values_list("sort").annotate(**asked)}
    for sort, label in [*Sort.choices, ("", "未填类别")]:
        if sort in found:
            yield [label, *_said(found[sort])]
    if found:
        columns = zip(*found.values(), strict=True)
        total = [sum(given) if (given := [v for v in column if v is not None]) else None for column in columns]
        yield [Cell(value, strong=True) for value in ("合计", *_said(total))]


def _said(values: list) -> list:
    number, *pairs = values
    said = [number]
    for value, about in zip(pairs[::2], pairs[1::2], strict=True):
        said += [value, ABOUT if about and value is not None else ""]
    return said


def _padded(cells: Iterable) -> tuple:
    row = tuple(cells)
    return row + (None,) * (len(HEADINGS) - len(row))
