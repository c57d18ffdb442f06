"""By day, by arrangement, by place: whatever is counted lands in exactly one part, and the parts add up."""

import datetime as dt
import uuid

from hypothesis import given
from hypothesis import strategies as st

from activities import by_arrangement as arranging
from activities import coverage as covering
from activities.beside import rows as figure_rows
from activities.by_day import NONE, spread
from activities.coverage import Place
from activities.region_plan import RegionPlan
from activities.rolling import COLUMNS, SORTS, Figures, fold, less
from campaigns.resolving import Contents, Resolved

FIRST, LAST = dt.date(2024, 9, 1), dt.date(2024, 9, 30)
KEYS = [uuid.UUID(int=n) for n in range(1, 9)]
days = st.dates(dt.date(2024, 8, 1), dt.date(2024, 11, 1))
by_days = st.lists(st.tuples(days, st.sampled_from(SORTS), st.integers(1, 50)), max_size=40)
keys = st.sampled_from([None, *KEYS])
counted = st.lists(st.tuples(keys, keys, st.integers(1, 50)), max_size=40)
paths = ("00010001", "00010002", "0001")
placed = st.lists(st.tuples(st.sampled_from(paths), keys, keys, st.integers(1, 50)), max_size=40)
tallies = st.tuples(*[st.integers(0, 1000)] * len(COLUMNS))
regions = st.lists(st.sampled_from(["0001", "0002"]), max_size=3).map(lambda steps: "0001" + "".join(steps))


def item(key, root, kind="action", **more) -> Resolved:
    return Resolved(KEYS[key], KEYS[root], kind, more.pop("change", "inherited"), heading=f"第{key}项", **more)


PLAN = RegionPlan(
    None,
    Contents(
        (
            item(0, 0, "arrangement"),
            item(1, 1, under=KEYS[0]),
            item(2, 1, under=KEYS[0], position=1, change="derived"),  # shares its root with the one before
            item(3, 3, "arrangement", position=1),
            item(4, 4),  # under no arrangement
        ),
        (item(5, 5, change="withdrawn"),),
    ),
)


@given(by_days)
def test_every_activity_stands_on_one_day_or_before_or_after(rows):
    found = spread(rows, FIRST, LAST)
    assert len(found.days) == 30
    assert found.total == sum(number for _, _, number in rows)
    assert sum(found.before) == sum(number for day, _, number in rows if day < FIRST)
    assert sum(found.after) == sum(number for day, _, number in rows if day > LAST)
    for sort, number in zip(SORTS, found.sums, strict=True):
        assert number == sum(each for _, kind, each in rows if kind == sort)


def test_days_without_activities_are_there():
    found = spread([(dt.date(2024, 9, 3), "brands", 2)], FIRST, LAST)
    assert [day.date.day for day in found.days if day.total] == [3]
    assert found.days[0].numbers == NONE


@given(counted)
def test_every_activity_stands_at_one_item_or_outside(rows):
    found = arranging.laid_out(PLAN, rows)
    assert found.total == sum(number for _, _, number in rows)
    assert found.nothing == sum(number for root, key, number in rows if root is None and key is None)


def test_the_very_item_goes_before_its_root_and_the_documents_order_holds():
    one, shared, other = (KEYS[1], KEYS[1], 1), (KEYS[1], KEYS[2], 10), (KEYS[1], KEYS[7], 100)
    found = arranging.laid_out(PLAN, [one, shared, other, (KEYS[0], KEYS[0], 3), (KEYS[6], None, 7)])
    first, second, alone = found.arrangements
    assert [action.held for action in first.actions] == [101, 10]
    assert (first.itself, first.held, second.held) == (3, 114, 0)
    assert [action.label[-3:] for action in alone.actions] == ["第4项"]
    assert found.elsewhere == 7
    linked = [action.root for action in (*first.actions, *alone.actions)]
    assert linked == [None, None, KEYS[4]], "the list of a root that two items share shows both: no number is its own"


@given(placed)
def test_coverage_counts_what_the_arrangements_count(rows):
    found = covering.laid_out(
        PLAN, [Place("一", paths[0], "1"), Place("二", paths[1], "2"), Place("本级", paths[2])], rows
    )
    keys, roots = set(KEYS[:6]), {KEYS[n] for n in (0, 1, 3, 4, 5)}
    expected = sum(n for _, root, key, n in rows if key in keys or root in roots)
    assert sum(line.total for line in found.rows) == expected
    for line in found.rows:
        assert line.places == sum(number > 0 for number in line.cells)
    assert not any(line.total for line in found.nowhere)


def test_what_was_carried_out_nowhere_is_named_in_the_documents_order():
    places = [Place("一", paths[0], "1"), Place("本级", paths[2])]
    found = covering.laid_out(PLAN, places, [(paths[0], KEYS[2], KEYS[2], 4), (paths[2], KEYS[5], KEYS[5], 1)])
    assert [line.item.key for line in found.nowhere] == [KEYS[1], KEYS[4]]
    assert [line.item.key for line in found.absent(places[1])] == [KEYS[1], KEYS[2], KEYS[4]]
    left_out = next(line for line in found.rows if line.is_left_out)
    assert (left_out.item.key, left_out.cells) == (KEYS[5], (0, 1))


@given(st.lists(st.tuples(regions, tallies), max_size=20))
def test_own_units_and_the_regions_below_are_the_whole(own):
    sums = fold(own)
    for path in sums:
        below = [Figures(each) for place, each in sums.items() if place[:-4] == path]
        left = less(Figures(sums[path]), below)
        assert left == Figures.sum(each for place, each in own if place == path)
        assert Figures.sum([left.tally, *(each.tally for each in below)]) == Figures(sums[path])


@given(tallies, tallies)
def test_beside_last_year_the_kinds_add_up_in_both_years(now, then):
    found = list(figure_rows(Figures(now), Figures(then)))
    kinds = [row for row in found if row.is_part]
    assert sum(row.now.value for row in kinds) == found[0].now.value
    assert sum(row.then.value for row in kinds) == found[0].then.value
    for row in found:
        both = row.now.value is not None and row.then.value is not None
        assert (row.difference != "—") == both
