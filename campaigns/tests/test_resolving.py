"""Inheritance, whatever a parent says and a unit decides: documents and decisions are drawn at random."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.resolving import KIND_ORDER, PARENT_KIND, Base, Contents, Own, Place, resolve

TOP = [kind for kind in KIND_ORDER if kind not in PARENT_KIND]
WORDS = st.sampled_from(["", "甲", "乙", "质量强国", "质量强省"])
EXAMPLES = settings(max_examples=120, deadline=None)


@st.composite
def parents(draw) -> list[Base]:
    """A parent's issued edition: top-level items, and actions under its arrangements or under none."""
    kinds = draw(st.lists(st.sampled_from(TOP), max_size=7))
    ranks: Counter = Counter()
    items = []
    for number, kind in enumerate(kinds):
        items.append(Base(f"p{number}", kind, f"r{number}", None, ranks[kind], f"名{number}", f"文{number}"))
        ranks[kind] += 1
    homes = [None, *(i.key for i in items if i.kind == "arrangement")]
    for number, home in enumerate(draw(st.lists(st.sampled_from(homes), max_size=7))):
        items.append(Base(f"a{number}", "action", f"ra{number}", home, ranks["action", home], f"行动{number}"))
        ranks["action", home] += 1
    return items


@st.composite
def decisions(draw, base: list[Base]) -> tuple[list[Own], list[Place]]:
    """Any mixture of adapted, kept, left out, derived, added and dangling rows; places may point anywhere."""
    own = []
    for item in base:
        change = draw(st.sampled_from([None, None, "adapted", "inherited", "withdrawn"]))
        if change:
            heading, text = (draw(WORDS), draw(WORDS)) if change == "adapted" else ("", "")
            own.append(Own(item.key, item.kind, change, item.key, heading, text))
        if draw(st.integers(0, 5)) == 0:
            kind = draw(st.sampled_from([item.kind, "action"]))
            own.append(Own(f"d-{item.key}", kind, "derived", item.key, draw(WORDS), "细化"))
    for number, kind in enumerate(draw(st.lists(st.sampled_from(KIND_ORDER), max_size=3))):
        own.append(Own(f"o{number}", kind, "added", None, "本级", draw(WORDS)))
    if draw(st.booleans()):
        own.append(Own("gone", "slogan", "adapted", "gone", "", "上级已删去的一条"))
    keys = [i.key for i in base] + [o.key for o in own]
    homes = [None, *keys]
    placed = draw(st.lists(st.sampled_from(keys), unique=True, max_size=4)) if keys else []
    order = [Place(key, draw(st.sampled_from(homes)), draw(st.integers(0, 6))) for key in placed]
    return own, order


@st.composite
def cases(draw):
    base = draw(parents())
    return base, *draw(decisions(base))


def shape(found: Contents) -> list[tuple]:
    return [(i.kind, i.key, i.under, i.position, i.heading, i.text) for i in found.items]


def as_base(found: Contents) -> list[Base]:
    """An issued edition, as the level below sees it."""
    return [Base(i.key, i.kind, i.root, i.under, i.position, i.heading, i.text) for i in found.items]


@EXAMPLES
@given(parents())
def test_nothing_decided_reads_as_the_parent_word_for_word(base):
    found = resolve(base, [])
    assert {i.change for i in found.items} <= {"inherited"}
    assert not found.withdrawn
    assert not any(i.moved or i.is_own for i in found.items)
    assert Counter(shape(found)) == Counter((b.kind, b.key, b.under, b.position, b.heading, b.text) for b in base)
    for kind in KIND_ORDER:
        for under in {None, *(b.under for b in base)}:
            siblings = sorted((b for b in base if (b.kind, b.under) == (kind, under)), key=lambda b: b.position)
            assert [i.key for i in found.items if (i.kind, i.under) == (kind, under)] == [b.key for b in siblings]


@EXAMPLES
@given(cases())
def test_every_parent_item_ends_in_exactly_one_change(case):
    base, own, order = case
    found = resolve(base, own, order)
    taken = [i.key for i in found.items if i.change in ("inherited", "adapted")]
    left_out = [i.key for i in found.withdrawn]
    replaced = {i.base.key for i in found.items if i.change == "derived"}
    for item in base:
        assert taken.count(item.key) + left_out.count(item.key) <= 1
        ends = {"taken over": item.key in taken, "left out": item.key in left_out,
                "replaced": item.key in replaced and item.key not in taken}  # fmt: skip
        assert sum(ends.values()) == 1, (item.key, ends)
    assert len({i.key for i in (*found.items, *found.withdrawn)}) == len(found.items) + len(found.withdrawn)


@EXAMPLES
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_parents_rows_does_not_matter(case, random):
    base, own, order = case
    shuffled, places = base[:], order[:]
    random.shuffle(shuffled)
    random.shuffle(places)
    assert resolve(shuffled, own, places) == resolve(base, own, order)


@EXAMPLES
@given(cases())
def test_positions_count_from_nought_and_homes_exist(case):
    found = resolve(*case)
    keys = {i.key: i for i in found.items}
    groups: dict[tuple, list[int]] = {}
    for item in found.items:
        groups.setdefault((item.kind, item.under), []).append(item.position)
        assert item.under is None or keys[item.under].kind == PARENT_KIND[item.kind]
    assert all(ranks == list(range(len(ranks))) for ranks in groups.values())
    assert [KIND_ORDER.index(i.kind) for i in found.items] == sorted(KIND_ORDER.index(i.kind) for i in found.items)


@EXAMPLES
@given(cases())
def test_no_own_word_is_lost(case):
    """Except where the unit itself left out the arrangement in which an adapted action stood."""
    base, own, order = case
    found = {i.key: i for i in resolve(base, own, order).items}
    firm = {None, *(o.key for o in own if o.change == "adapted")}
    homes = {b.key: b.under for b in base}
    placed = {p.key for p in order}
    for row in own:
        safe = row.change == "adapted" and homes.get(row.key) in firm and row.key not in placed
        if row.change in ("added", "derived") or row.key == "gone" or safe:
            assert (found[row.key].heading, found[row.key].text) == (row.heading, row.text)


@EXAMPLES
@given(parents(), st.data())
def test_an_override_equal_to_the_parent_is_still_the_units_own(base, data):
    if not base:
        return
    chosen = data.draw(st.sampled_from(base))
    found = resolve(base, [Own(chosen.key, chosen.kind, "adapted", chosen.key, chosen.heading, chosen.text)])
    item = found.get(chosen.key)
    assert (item.change, item.is_own, item.heading, item.text) == ("adapted", True, chosen.heading, chosen.text)
    assert len(found.items) == len(base)


@EXAMPLES
@given(parents(), st.data())
def test_a_derived_item_takes_its_bases_place(base, data):
    if not base:
        return
    chosen = data.draw(st.sampled_from(base))
    before = resolve(base, [])
    after = resolve(base, [Own("d", chosen.kind, "derived", chosen.key, "本级的做法")])
    renamed = ["d" if key == chosen.key else key for key in (i.key for i in before.items)]
    assert [i.key for i in after.items] == renamed
    assert after.get("d").root == chosen.root
    beneath = [i.key for i in before.items if i.under == chosen.key]
    assert [i.key for i in after.items if i.under == "d"] == beneath
    assert not any(i.moved for i in after.items)
    kept = resolve(
        base, [Own("d", chosen.kind, "derived", chosen.key, "甲"), Own(chosen.key, chosen.kind, "inherited")]
    )
    siblings = [i.key for i in kept.items if i.key in ("d", chosen.key)]
    assert siblings == [chosen.key, "d"]


@EXAMPLES
@given(parents(), st.data())
def test_a_withdrawn_arrangement_takes_its_actions_except_those_placed(base, data):
    arrangements = [b.key for b in base if b.kind == "arrangement"]
    if not arrangements:
        return
    gone = data.draw(st.sampled_from(arrangements))
    actions = [b.key for b in base if b.under == gone]
    moved = data.draw(st.sets(st.sampled_from(actions))) if actions else set()
    homes = [None, *(key for key in arrangements if key != gone)]
    order = [Place(key, data.draw(st.sampled_from(homes)), 0) for key in sorted(moved)]
    found = resolve(base, [Own(gone, "arrangement", "withdrawn", gone)], order)
    assert {i.key for i in found.withdrawn} == {gone, *actions} - moved
    for place in order:
        assert (found.get(place.key).under, found.get(place.key).moved) == (place.under, True)
    assert len(found.items) == len(base) - len(found.withdrawn)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_chain_of_three_levels_keeps_roots_and_loses_nothing(data):
    base = data.draw(parents())
    roots = {b.root for b in base}
    for level in range(3):
        own, order = data.draw(decisions(base))
        own = [Own(f"{o.key}" if o.key in {b.key for b in base} else f"{level}-{o.key}", o.kind, o.change, o.base,
                   o.heading, o.text) for o in own]  # fmt: skip
        found = resolve(base, own, order)
        for item in found.items:
            if item.change in ("inherited", "adapted", "derived"):
                assert item.root in roots
            else:
                assert item.root == item.key
        again = resolve(as_base(found), [])
        assert shape(again) == shape(found)
        base = as_base(found)
        roots |= {i.root for i in found.items}


def test_a_rank_among_siblings_is_a_move_and_neighbours_are_not():
    base = [Base(f"s{n}", "slogan", f"s{n}", None, n, "", f"口号{n}") for n in range(4)]
    found = resolve(base, [], [Place("s3", None, 0)])
    assert [i.key for i in found.items] == ["s3", "s0", "s1", "s2"]
    without = resolve(base, [Own("s0", "slogan", "withdrawn", "s0")])
    assert not any(i.moved for i in without.items)
