"""Undoing, pure: a step taken back leaves exactly the rows before it, and no other key is ever touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.turning import Overtaken, applied, difference, joined, undone

KEYS = st.sampled_from("abcdef")
WORDS = st.fixed_dictionaries({"text": st.sampled_from(("一", "二", "三"))})
PLACE = st.fixed_dictionaries({"under": st.none(), "position": st.integers(0, 3)})
ROW = st.fixed_dictionaries({}, optional={"item": WORDS, "place": PLACE})
ROWS = st.dictionaries(KEYS, ROW, max_size=6)


def tidy(rows) -> dict:
    """Without keys and parts that hold nothing: how the database would say it."""
    found = {key: {part: values for part, values in parts.items() if values is not None} for key, parts in rows.items()}
    return {key: parts for key, parts in found.items() if parts}


def put(rows, written) -> dict:
    return tidy(applied(rows, written))


@given(ROWS, ROWS)
def test_a_step_taken_back_leaves_exactly_what_was_before(old, new):
    before, after = difference(old, new)
    assert put(old, after) == tidy(new)
    assert put(new, undone(new, before, after)) == tidy(old)


@given(ROWS, ROWS)
def test_taking_back_the_taking_back_brings_the_change_again(old, new):
    before, after = difference(old, new)
    back = put(new, undone(new, before, after))
    again = difference(new, back)
    assert put(back, undone(back, *again)) == tidy(new)


@given(ROWS, ROWS, ROWS)
def test_other_changes_since_stay_or_it_is_refused(old, new, later):
    step, since = difference(old, new), difference(new, later)
    same = any(part in step[1].get(key, {}) for key, parts in since[1].items() for part in parts)
    if same:
        with pytest.raises(Overtaken) as told:
            undone(later, *step)
        assert set(told.value.keys) <= set(step[1])
        return
    found = put(later, undone(later, *step))
    for key in "abcdef":
        for part in ("item", "place"):
            source = old if part in step[1].get(key, {}) else later
            assert found.get(key, {}).get(part) == tidy(source).get(key, {}).get(part)


@given(ROWS, ROWS, ROWS)
def test_two_steps_joined_are_one_from_the_first_to_the_last(old, middle, new):
    both = joined(difference(old, middle), difference(middle, new))
    assert both == difference(old, new) or (tidy(both[0]), tidy(both[1])) == tuple(
        map(tidy, difference(tidy(old), tidy(new)))
    )
    assert put(new, undone(new, *both)) == tidy(old)


def test_what_others_put_things_beneath_does_not_go_silently():
    own = {"text": "安排", "change": "added"}
    added = difference({}, {"home": {"item": own}})
    now = {"home": {"item": own}, "theirs": {"item": {"text": "行动"}, "place": {"under": "home"}}}
    with pytest.raises(Overtaken):
        undone(now, *added)
