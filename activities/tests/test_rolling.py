from hypothesis import given
from hypothesis import strategies as st

from activities.rolling import COLUMNS, EMPTY, SORTS, Figures, fold, plus, tally

steps = st.sampled_from(["0001", "0002", "0003"])
paths = st.lists(steps, max_size=3).map(lambda steps: "0001" + "".join(steps))
tallies = st.tuples(*[st.integers(0, 10**6)] * len(COLUMNS))
owns = st.lists(st.tuples(paths, tallies), max_size=30)


@given(owns)
def test_every_region_is_its_own_and_its_children(own):
    sums = fold(own)
    for path in sums:
        expected = EMPTY
        for place, each in own:
            expected = plus(expected, each) if place == path else expected
        for child in sums:
            if child[:-4] == path:
                expected = plus(expected, sums[child])
        assert sums[path] == expected


@given(owns)
def test_nothing_is_lost_on_the_way_to_the_root(own):
    whole = EMPTY
    for _, each in own:
        whole = plus(whole, each)
    assert fold(own).get("0001", EMPTY) == whole


@given(owns, st.randoms())
def test_the_order_of_the_rows_does_not_matter(own, random):
    mixed = list(own)
    random.shuffle(mixed)
    assert fold(mixed) == fold(own)


def test_regions_without_a_row_of_their_own_are_filled_in():
    sums = fold([("000100020003", tally(photos=2))])
    assert {path: Figures(each).photos for path, each in sums.items()} == {"0001": 2, "00010002": 2, "000100020003": 2}


@given(tallies)
def test_the_sorts_add_up_to_all(each):
    figures = Figures(each)
    assert sum(figures.by_sort.values()) == figures.activities
    assert list(figures.by_sort) == list(SORTS)


def test_a_sum_says_about_when_one_part_is_qualified_and_nothing_when_none_is_given():
    exact = tally(workers__value=30, workers__given=1)
    over = tally(workers__value=400, workers__given=1, workers__qualified=1)
    assert str(Figures(plus(exact, exact)).workers) == "60"
    assert str(Figures(plus(exact, over)).workers) == "约430"
    assert str(Figures(plus(exact, over)).residents) == "—"
    assert Figures(plus(exact, over)).as_dict()["workers"] == {"value": 430, "qualifier": "约"}
