"""数据汇总: the figures of a region and all below it, line by line, each line checked against its parts.

A line with others below it is added up a second time, from its own units and the lines below as they stand in the
table; the last line counts the activities of 活动明细 afresh. Nothing is a formula: the numbers are the portal's own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from activities import figures
from activities.choices import HANDED_IN, Outcome, Sort
from activities.models import Activity
from activities.resources.scope import Scope
from activities.resources.summary import NOTE, counted, top_of
from activities.rolling import COLUMNS, EMPTY, STEP, SUMS, Figures, Tally, plus
from orgs.models import Region, User
from orgs.sheetcells import Cell
from orgs.tables import MACHINES, Said, Table
from orgs.workbooks import Sheet

CODE = "GB/T 2260 区划代码，全国为100000"
PARTS = {"enterprises": "经营主体（家次）", "workers": "一线员工（人次）", "residents": "群众（人次）"}
CHECKED = "核对一列：下级各行与“本级单位”之和等于本行的，为相符。"
RIGHT, OWN_UNITS = "相符", "本级单位"

SUMMARY = Table("summary", "数据汇总", (
    Said("region_code", "地区代码", about=CODE, only=MACHINES),
    Said("region", "地区", 22),
    Said("level", "层次", of=int, about="0为本表最上一级，每下一级加1", only=MACHINES),
    Said("part", "范围", words={"whole": "本地区及以下", "own": "本级单位"}, only=MACHINES),
    Said("activities", "活动（项）", 9, of=int, about="已开展的，联合活动只计一次"),
    *(Said(sort.value, str(sort.label), 10, of=int) for sort in Sort),
    Said("unsorted", "未填类别", 9, of=int),
    Said("planned", "计划开展和延期（项）", 12, of=int, about="不计入活动数"),
    Said("units", "开展单位（家）", 10, of=int),
    Said("photos", "照片（张）", 9, of=int),
    *(each for name, label in PARTS.items() for each in (
        Said(name, label, 12, of=int | None, about="没有填报的为null"),
        Said(f"{name}_qualifier", "限定词", 7, about="约：其中有带约、余、近的数字"),
    )),
    Said("check", "核对", 13, about="下级各行与本级单位之和与本行比较"),
))  # fmt: skip


Place = tuple[str, bool]  # a region's tree path; whether only its own units are meant


@dataclass(frozen=True, slots=True)
class Line:
    """A region with all below it, or (`own`) what its own units did; `check` says how its parts compare."""

    code: str
    name: str
    level: int
    tally: Tally
    own: bool = False
    has_below: bool = False
    check: str = ""


def lines(scope: Scope, user: User) -> list[Line]:
    """The table's lines from the top down, in administrative order. Five queries at most."""
    if scope.unit.is_lead:
        roll, top = figures.roll_up(scope.campaign, scope.unit.region.path), scope.unit.region.path
    else:
        roll = figures.of_rows(counted(scope, scope.activities(user)))
        top = top_of(roll.tallies)
    places = _places(roll.own, top)
    return _lines(roll, places, places)


def page(scope: Scope, user: User, offset: int, limit: int) -> tuple[int, list[Line]]:
    """How many lines there are, and some of them; of a lead office's only what stands in these is added up, so that
    only a page with the line of the whole costs the whole. Four queries."""
    if not scope.unit.is_lead:
        found = lines(scope, user)
        return len(found), found[offset : offset + limit]
    top = scope.unit.region.path
    units = figures.counting(scope.campaign, top)
    places = _places(units.values(), top)
    wanted = places[offset : offset + limit]
    if not wanted:
        return len(places), []
    if wanted[0] == places[0]:
        return len(places), _lines(figures.roll_up(scope.campaign, top), places, wanted)
    regions = tuple(path for path, is_own in wanted if not is_own)
    alone = {path for path, is_own in wanted if is_own}
    inside = {unit: path for unit, path in units.items() if path in alone or path.startswith(regions)}
    return len(places), _lines(figures.roll_up_units(scope.campaign, inside), places, wanted)


def _places(own: Iterable[str], top: str) -> list[Place]:
    """Every region with figures from `top` down, those above included; where others lie below, its own units too."""
    own = {path for path in own if path.startswith(top)}
    every = {path[:length] for path in own for length in range(len(top), len(path) + 1, STEP)}
    above = {path[:-STEP] for path in every}
    return [place for path in sorted(every) for place in ((path, False), (path, True))
            if not place[1] or (path in above and path in own)]  # fmt: skip


def _lines(roll: figures.Roll, places: Sequence[Place], wanted: Sequence[Place]) -> list[Line]:
    """The lines of the places wanted, from a roll that holds at least these and all below them."""
    regions = {region.path: region for region in Region.objects.filter(path__in={path for path, _ in wanted})}
    below: dict[str, list[str]] = {}
    for path in sorted(roll.tallies):
        below.setdefault(path[:-STEP], []).append(path)
    found = []
    for path, is_own in wanted:
        region, level, own = regions[path], (len(path) - len(places[0][0])) // STEP, roll.own.get(path, EMPTY)
        if is_own:
            found.append(Line(region.code, OWN_UNITS, level + 1, own, own=True))
            continue
        whole, parts = roll.tallies.get(path, EMPTY), below.get(path, [])
        said = compared(whole, [own, *(roll.tallies[part] for part in parts)])
        found.append(Line(region.code, region.name, level, whole, has_below=bool(parts), check=said))
    return found


def compared(whole: Tally, parts: Sequence[Tally]) -> str:
    """相符 when the parts add up to the whole in every column, else in which columns they do not."""
    total = EMPTY
    for part in parts:
        total = plus(total, part)
    wrong = [name for name, one, other in zip(COLUMNS, whole, total, strict=True) if one != other]
    return f"不符：{'、'.join(wrong)}" if wrong else RIGHT


def recounted(scope: Scope, user: User, found: Sequence[Line]) -> str:
    """The activities of 活动明细 counted afresh, against the first line. One query."""
    held = {"state__in": HANDED_IN, "outcome": Outcome.HELD}
    number = Activity.objects.filter(pk__in=counted(scope, scope.activities(user)).order_by().values("pk"), **held)
    there, here = number.count(), Figures(found[0].tally).activities if found else 0
    if there == here:
        return f"核对：活动明细中已报送和审核通过、已开展的{there}项，与本表合计一致。"
    return f"核对：活动明细中已报送和审核通过、已开展的{there}项，与本表合计{here}项不一致。"


def summary_rows(found: Sequence[Line]) -> Iterator[tuple]:
    """The lines in the table's columns."""
    yield from ((line.code, line.name, line.level, "own" if line.own else "whole", *_numbers(line.tally), line.check)
                for line in found)  # fmt: skip


def tree_sheet(scope: Scope, user: User) -> Sheet:
    """For people: indented by level, lines with others below them in bold, the checks last."""
    found = lines(scope, user)
    shown = [each for each in SUMMARY.columns if each.only != MACHINES]
    blank = (Cell("", bare=True),) * (len(shown) - 1)

    def rows() -> Iterator[tuple]:
        for line in found:
            strong = line.has_below
            numbers = (Cell(value, strong=strong) for value in _numbers(line.tally))
            yield (Cell(line.name, strong=strong, indent=line.level), *numbers, Cell(line.check, strong=strong))
        for remark in ("", recounted(scope, user, found), CHECKED, NOTE):
            yield (Cell(remark, bare=True), *blank)

    headings, widths = [each.heading for each in shown], [each.width for each in shown]
    return Sheet(SUMMARY.title, headings, widths, rows(), filtered=False, kept=1)


def _numbers(tally: Tally) -> list:
    found = Figures(tally)
    sums = [getattr(found, name) for name in SUMS]
    counts = [found.activities, *found.by_sort.values(), found.planned, found.units, found.photos]
    return [*counts, *(part for each in sums for part in (each.value, each.qualifier))]
