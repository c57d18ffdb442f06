"""各地列入情况, the pure part: every item ends in exactly one stance, and nothing is said that was not issued."""

from hypothesis import given
from hypothesis import strategies as st

from campaigns.adoption import Held, Taken, counted, taken_over
from campaigns.resolving import Resolved

ITEMS = [Resolved(n, n, "action", "added", f"行动{n}") for n in range(4)]
ROWS = st.builds(
    Held,
    key=st.integers(0, 12),
    root=st.integers(0, 6),
    kind=st.just("action"),
    change=st.sampled_from(("inherited", "adapted", "derived", "added", "withdrawn")),
    heading=st.sampled_from(("行动0", "行动1", "甲", "乙")),
    text=st.sampled_from(("", "文字")),
    reason=st.sampled_from(("", "原因")),
    origin=st.none() | st.integers(0, 5),
)


@given(st.lists(ROWS, unique_by=lambda row: row.key, max_size=12))
def test_every_item_has_exactly_one_stance(rows):
    found = taken_over(ITEMS, rows)
    if not rows:
        assert found is None
        return
    assert set(found) == {item.key for item in ITEMS}
    assert sum(n for _, _, n in counted(found.values())) == len(ITEMS)
    for taken in found.values():
        assert taken.stance in ("inherited", "adapted", "derived", "withdrawn")
        assert bool(taken.words) == (taken.stance in ("adapted", "derived"))
        assert not taken.reason or taken.stance == "withdrawn"


def one(*rows: Held) -> Taken:
    return taken_over(ITEMS[:1], rows)[0]


def test_what_counts_is_the_wording_against_the_edition_asked_about():
    """A county that takes over its city's wording unchanged has, to the nation, adapted."""
    assert one(Held(0, 0, "action", "inherited", "行动0")) == Taken("inherited")
    assert one(Held(0, 0, "action", "inherited", "本市行动")) == Taken("adapted", (("本市行动", ""),))
    assert one(Held(0, 0, "action", "adapted", "行动0")).stance == "inherited"


def test_what_stands_for_an_item_at_two_removes():
    """Derived by the city under a key of its own, taken over by the county: the root tells."""
    assert one(Held(9, 0, "action", "inherited", "细化一", origin=9)) == Taken("derived", (("细化一", ""),))
    assert one(Held(9, 0, "action", "withdrawn", "细化一", "", "不办", 9)) == Taken("withdrawn", reason="不办")
    assert one(Held(0, 0, "action", "withdrawn", "行动0", "", "另行部署")) == Taken("withdrawn", reason="另行部署")
    kept = (Held(0, 0, "action", "inherited", "行动0"), Held(9, 0, "action", "derived", "细化一", origin=0))
    assert one(*kept) == Taken("inherited")


def test_two_items_of_one_root_are_told_apart_by_origin():
    items = [Resolved(1, 7, "action", "derived", "甲"), Resolved(2, 7, "action", "derived", "乙")]
    rows = [Held(1, 7, "action", "inherited", "甲", origin=1), Held(9, 7, "action", "derived", "丙", origin=2)]
    found = taken_over(items, rows)
    assert (found[1].stance, found[2].stance) == ("inherited", "derived")
