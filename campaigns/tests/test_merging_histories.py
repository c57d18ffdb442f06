"""Any history of edits, reissues and follow-ups at three levels, in any order: nothing is lost, nothing comes back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.resolving import MARKS
from campaigns.tests.histories import WORDS, Level, three_levels

STEP = st.tuples(
    st.integers(0, 2),  # which level
    st.sampled_from(["edit"] * 6 + ["issue", "follow", "follow", "keep", "take", "rewrite"]),
    st.integers(0, 6),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(WORDS),
)
HISTORY = st.lists(STEP, min_size=8, max_size=60)


def words_here(level: Level) -> dict:
    return {item.key: (item.heading, item.text) for item in level.contents().items}


def written_here(level: Level) -> dict:
    """Own words by key: what a person of this unit wrote."""
    return {o.key: (o.heading, o.text) for o in level.own if o.change not in MARKS}


def follow(level: Level) -> None:
    before, mine, left_out = level.contents(), written_here(level), {*level.ever_left_out}
    then = {item.key: item for item in level.base}
    conflicts = {conflict.key for conflict in level.follow()}
    after, here = level.contents(), words_here(level)
    for key, words in mine.items():
        assert here[key] == words, "a word of the unit's own went without a decision"
    assert not {item.key for item in before.withdrawn} & here.keys(), "what was left out came back"
    assert not (left_out & here.keys()) - mine.keys()
    now = {item.key: item for item in level.base}
    for item in after.items:
        if item.key in now and item.key not in mine and item.change == "inherited":
            assert (item.heading, item.text) == (now[item.key].heading, now[item.key].text)
    for key in conflicts:
        assert key in here, "a conflict stands in the draft until it is decided"
    for item in before.items:
        if not item.is_own and item.key in now and item.key not in level.ever_left_out:
            same = (then[item.key].heading, then[item.key].text) == (now[item.key].heading, now[item.key].text)
            assert item.key not in conflicts or not same or item.placed
    rows = (level.own, level.places)
    assert level.follow() == []
    assert (level.own, level.places) == rows, "following twice is following once"


def decide(level: Level, decision: str, word: str) -> None:
    if not level.waiting:
        return
    key, conflict = next(iter(level.waiting.items()))
    mine, here = written_here(level), words_here(level)
    level.decide(decision, (word, "另行起草"))
    now = words_here(level)
    lost = {k for k in mine if k not in now or now[k] != mine[k]}
    assert lost <= {key}, "a decision touches the words of its own item alone"
    in_base = {item.key: (item.heading, item.text) for item in level.base}
    if decision == "keep":
        assert now == here
    elif decision == "rewrite":
        assert now[key] == (word, "另行起草")
    elif key in in_base:
        assert now.get(key, in_base[key]) == in_base[key]
    else:
        assert key not in now
    assert conflict.key == key


def play(history) -> None:
    levels = three_levels()
    for where, act, which, one, two, word in history:
        level = levels[where]
        if act == "edit":
            level.edit(which, one, two, word)
        elif act == "issue":
            level.issue()
        elif act == "follow":
            follow(level)
        else:
            decide(level, act, word)
        for each in levels:
            assert {o.key for o in each.own if o.change not in MARKS} <= {i.key for i in each.contents().items}


@settings(max_examples=150, deadline=None)
@given(HISTORY)
def test_any_history_keeps_every_word(history):
    play(history)


@pytest.mark.slow
@pytest.mark.pure
@settings(max_examples=6000, deadline=None)
@given(HISTORY)
def test_thousands_of_histories_keep_every_word(history):
    play(history)
