"""A region's figures beside those of the campaign a year before: the same function for both, differences in numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from activities import figures
from activities.by_day import Days, rows_of, spread
from activities.choices import Sort
from activities.quantities import ABOUT, Quantity
from activities.rolling import UNSORTED, Figures
from campaigns.models import Campaign
from orgs.models import Region
from orgs.together import together


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in both years; a difference only where both were given."""

    label: str
    unit: str
    now: Quantity
    then: Quantity
    is_part: bool = False

    @property
    def difference(self) -> str:
        if self.now.value is None or self.then.value is None:
            return "—"
        less = self.now.value - self.then.value
        about = ABOUT if self.now.qualifier or self.then.qualifier else ""
        return f"{about}{less:+,d}" if less else "0"


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    code: str
    now: Figures
    then: Figures


@dataclass(frozen=True, slots=True)
class DayBeside:
    """Activities held up to a day of the campaign and up to the same day a year before, each from the beginning."""

    label: str
    now: int
    then: int


@dataclass(frozen=True, slots=True)
class Beside:
    last: Campaign | None
    rows: tuple[Row, ...] = ()
    places: tuple[Place, ...] = ()
    days: tuple[DayBeside, ...] = ()


def year_before(campaign: Campaign, known: Iterable[Campaign]) -> Campaign | None:
    """The campaign of the year before, of the same kind (a demonstration's beside a demonstration's)."""
    wanted = (campaign.year - 1, campaign.is_demo)
    return next((each for each in known if (each.year, each.is_demo) == wanted), None)


def beside(region: Region, campaign: Campaign, last: Campaign | None) -> Beside:
    """Two queries, six when both years changed since they were added up; none without a campaign a year before."""
    if last is None:
        return Beside(None)
    now, then = figures.roll_up_years((campaign, last), region.path)
    below, days_now, days_then = Region.objects.just_below(region), rows_of(region, campaign), rows_of(region, last)
    together(below, days_now, days_then)
    return Beside(
        last,
        tuple(rows(now.of(region.path), then.of(region.path))),
        tuple(Place(each.name, each.code, now.of(each.path), then.of(each.path)) for each in below),
        tuple(
            _side_by_side(
                spread(days_now, campaign.starts_on, campaign.ends_on), spread(days_then, last.starts_on, last.ends_on)
            )
        ),
    )


def rows(now: Figures, then: Figures) -> Iterator[Row]:
    """The figures of domain.md, in its order; the kinds stand under the activities they add up to."""
    yield Row("已开展活动", "项", Quantity(now.activities), Quantity(then.activities))
    for sort, label in [*Sort.choices, ("", UNSORTED)]:
        yield Row(label, "项", Quantity(now.by_sort[sort]), Quantity(then.by_sort[sort]), is_part=True)
    yield Row("参加单位", "家", Quantity(now.units), Quantity(then.units))
    yield Row("经营主体", "家次", now.enterprises, then.enterprises)
    yield Row("一线员工", "人次", now.workers, then.workers)
    yield Row("群众", "人次", now.residents, then.residents)
    yield Row("照片", "张", Quantity(now.photos), Quantity(then.photos))


def _side_by_side(now: Days, then: Days) -> Iterator[DayBeside]:
    """The campaign's days by their number, the longer of both years deciding how many."""
    sums = (list(accumulate(_totals(now))), list(accumulate(_totals(then))))
    dates = [day.date for day in (*now.days, *then.days[len(now.days) :])]
    for n, date in enumerate(dates):
        yield DayBeside(f"{date.month}月{date.day}日", *(each[min(n, len(each) - 1)] for each in sums))


def _totals(days: Days) -> list[int]:
    """Of each day, what was held before the campaign with the first."""
    before = sum(days.before)
    return [day.total + (0 if n else before) for n, day in enumerate(days.days)]
