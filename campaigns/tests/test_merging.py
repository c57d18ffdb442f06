"""Merging a parent's new edition: documents, revisions and decisions drawn at random, and each rule by an example."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.merging import merge, settle
from campaigns.resolving import MARKS, Base, Own, Place, resolve
from campaigns.revising import revised
from campaigns.tests.test_resolving import WORDS, decisions, parents

EXAMPLES = settings(max_examples=200, deadline=None)
MANY = settings(max_examples=5000, deadline=None)


@st.composite
def next_edition(draw, base: list[Base]) -> list[Base]:
    """What the parent may have made of its edition: words, order and homes changed, items removed and added."""
    kept = [item for item in base if draw(st.integers(0, 4))]
    homes = [None, *(item.key for item in kept if item.kind == "arrangement")]
    fresh = draw(st.lists(st.sampled_from(["slogan", "section", "arrangement", "action"]), max_size=3))
    kept += [Base(f"n{number}", kind, f"n{number}", heading="新") for number, kind in enumerate(fresh)]
    ranked = draw(st.permutations(kept)) if draw(st.booleans()) else kept
    found, ranks = [], {}
    for item in ranked:
        act = draw(st.sampled_from(["", "", "words", "home"]))
        under = item.under if item.under in homes else None
        if item.kind == "action" and (act == "home" or item.key.startswith("n")):
            under = draw(st.sampled_from(homes))
        heading, text = (draw(WORDS), draw(WORDS)) if act == "words" else (item.heading, item.text)
        rank = ranks.setdefault((item.kind, under), 0)
        ranks[item.kind, under] += 1
        found.append(replace(item, under=under, position=rank, heading=heading, text=text))
    return found


@st.composite
def cases(draw):
    old = draw(parents())
    return old, draw(next_edition(old)), *draw(decisions(old))


def words(found) -> dict:
    return {item.key: (item.heading, item.text) for item in found.items}


def shape(found) -> list[tuple]:
    return [(i.kind, i.key, i.under, i.position, i.heading, i.text) for i in found.items]


def read(new, merged):
    return resolve(new, merged.own, merged.places)


def take_all(new, merged, decision="take"):
    own, places = merged.own, merged.places
    for each in merged.conflicts:
        own, places = settle(new, own, places, key=each.key, kind=each.kind, decision=decision, place=each.place,
                             words=("另行", "起草"))  # fmt: skip
    return own, places


def merging_nothing_changes_nothing(case):
    old, _, own, places = case
    merged = merge(old, list(reversed(old)), own, places)
    assert (list(merged.own), list(merged.places), merged.conflicts) == (own, places, ())


def no_word_goes_and_nothing_comes_back(case):
    old, new, own, places = case
    before, merged = resolve(old, own, places), merge(*case)
    after = words(read(new, merged))
    for row in own:
        if row.change not in MARKS and row.key in words(before):
            assert after[row.key] == (row.heading, row.text)
    assert not {item.key for item in before.withdrawn} & after.keys()
    assert {each.key for each in merged.conflicts} <= after.keys()
    assert {each.key for each in merged.conflicts} <= {each.key for each in revised(old, new)}


def untouched_items_follow(case):
    old, new, own, places = case
    merged = merge(*case)
    after, touched = read(new, merged), {o.key for o in own} | {o.base for o in own} | {p.key for p in places}
    left_out = {item.key for item in after.withdrawn}
    here = words(after)
    homes = {item.under for item in after.items}
    for item in new:
        if item.key not in touched and item.key not in left_out:
            assert here[item.key] == (item.heading, item.text)
    for item in old:
        if item.key not in touched and item.key not in {i.key for i in new} and item.key in here:
            assert item.key in homes, "only a home of the unit's own things stays"


def following_twice_is_following_once(case):
    _, new, _, _ = case
    merged = merge(*case)
    again = merge(new, list(new), merged.own, merged.places)
    assert (again.own, again.places, again.conflicts) == (merged.own, merged.places, ())
    assert revised(new, new) == []


def keeping_all_is_what_stands(case):
    _, new, _, _ = case
    merged = merge(*case)
    kept = take_all(new, merged, "keep")
    assert shape(resolve(new, *kept)) == shape(read(new, merged))


def all_of_theirs_is_the_parent(case):
    """Every disputed item reads as the parent's, or is gone with it; no other word moves."""
    _, new, own, _ = case
    merged = merge(*case)
    taken = words(resolve(new, *take_all(new, merged)))
    now = {item.key: (item.heading, item.text) for item in new}
    disputed = {each.key for each in merged.conflicts}
    for key in disputed:
        assert taken.get(key) == now.get(key)
    for row in own:
        if row.change not in MARKS and row.key not in disputed:
            assert taken[row.key] == words(read(new, merged))[row.key]


def the_order_of_rows_does_not_matter(case, random):
    old, new, own, places = case
    one = merge(old, new, own, places)
    shuffled = [old[:], new[:], places[:]]
    for rows in shuffled:
        random.shuffle(rows)
    other = merge(shuffled[0], shuffled[1], own, shuffled[2])
    assert (other.own, {*other.places}, other.conflicts) == (one.own, {*one.places}, one.conflicts)
    assert shape(read(new, other)) == shape(read(new, one))


def what_nobody_moved_keeps_its_order(case):
    old, new, own, places = case
    before, merged = resolve(old, own, places), merge(*case)
    after = read(new, merged)
    bases = {o.key: o.base for o in own}
    loud = {each.key for each in revised(old, new) if each.acts != ("changed",)}
    place = {item.key: (item.kind, item.under) for item in after.items}
    for one in before.items:
        for two in before.items:
            quiet = not {one.key, two.key, bases.get(one.key), bases.get(two.key)} & loud
            together = (one.kind, one.under) == (two.kind, two.under) and one.position < two.position
            home = one.under is not None or one.kind != "action"  # loose actions come from many arrangements
            if quiet and together and home and place.get(one.key) == place.get(two.key) == (one.kind, one.under):
                assert after.get(one.key).position < after.get(two.key).position


PROPERTIES = [
    merging_nothing_changes_nothing, no_word_goes_and_nothing_comes_back, untouched_items_follow,
    following_twice_is_following_once, keeping_all_is_what_stands, all_of_theirs_is_the_parent,
    what_nobody_moved_keeps_its_order,
]  # fmt: skip


@pytest.mark.slow
@EXAMPLES
@given(cases(), st.randoms(use_true_random=False))
def test_merging_keeps_its_promises(case, random):
    for holds in PROPERTIES:
        holds(case)
    the_order_of_rows_does_not_matter(case, random)


@pytest.mark.slow
@pytest.mark.pure
@MANY
@given(cases(), st.randoms(use_true_random=False))
def test_merging_keeps_its_promises_in_thousands_of_cases(case, random):
    for holds in PROPERTIES:
        holds(case)
    the_order_of_rows_does_not_matter(case, random)


@EXAMPLES
@given(parents(), st.data())
def test_taking_all_where_everything_is_disputed_equals_the_parent_and_the_own_additions(old, data):
    """Decisions only on what the parent changed: taken back one by one, nothing but the additions is left."""
    new = data.draw(next_edition(old))
    changes = {each.key: each for each in revised(old, new) if each.old is not None}
    own = [Own(k, c.item.kind, "adapted", k, "本级", "文字") for k, c in changes.items() if c.reworded or not c.new]
    own += [Own(f"o{n}", kind, "added", None, "新增") for n, kind in enumerate(("slogan", "requirement"))]
    places = [Place(k, c.old.under, 5) for k, c in changes.items() if c.moved or not c.new]
    merged = merge(old, new, own, places)
    found = resolve(new, *take_all(new, merged))
    assert [s for s in shape(found) if s[1] not in ("o0", "o1")] == shape(resolve(new, []))
    assert {"o0", "o1"} <= {i.key for i in found.items}
