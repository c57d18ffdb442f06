"""Many numbers in one field: what is packed comes back, and a stranger's field names nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.ranges import packed, unpacked

numbers = st.sets(st.integers(1, 400))


@given(numbers, numbers)
def test_what_is_packed_comes_back_as_far_as_it_is_known(ticked, known):
    assert unpacked(packed(ticked), known) == ticked & known


@pytest.mark.parametrize(("ticked", "said"), [([], ""), ([7], "7"), ([3, 1, 2, 7, 9, 10], "1-3,7,9-10")])
def test_ranges(ticked, said):
    assert packed(ticked) == said


@given(st.text(max_size=60), numbers)
def test_any_words_name_only_what_is_known(said, known):
    assert unpacked(said, known) <= known


@pytest.mark.parametrize(
    "said", ["9-1", "-", "1--3", "a-b", "١-٣", "1-" + "9" * 40, "0x1-2", "1.5", " 1", "\0", ",,,", "-3"]
)
def test_what_cannot_be_read_names_nothing(said):
    assert unpacked(said, {1, 2, 3}) == set()


def test_everything_at_once_costs_nothing():
    assert unpacked("0-999999999999999999", {1, 5}) == {1, 5}
    assert unpacked("1-2," * 200_000, {1, 5}) == {1}
