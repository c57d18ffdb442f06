"""Comparing two documents: the pure rules, whatever the documents."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from campaigns.comparing import Marker, Span, coarse, mirrored, spans
from campaigns.comparison import compare, longest_rising
from campaigns.matching import match
from campaigns.resolving import Base, Contents, Own, Place, Resolved, resolve

WORDS = st.text("质量强国省建设福中品牌活动 ", min_size=1, max_size=12)


def numbered(items: list[Resolved]) -> Contents:
    """In document order, positions counted anew among siblings."""
    seen: dict[tuple, int] = {}
    found = []
    for item in items:
        place = seen.get((item.kind, item.under), 0)
        seen[item.kind, item.under] = place + 1
        found.append(replace(item, position=place))
    return Contents(tuple(found))


@st.composite
def documents(draw, keys: range = range(12)) -> Contents:
    """Any document: some kinds, actions under arrangements or under none, words that repeat."""
    chosen = draw(st.lists(st.sampled_from(keys), unique=True, max_size=9))
    tops, actions = [], []
    for key in chosen:
        kind = ("slogan", "section", "arrangement", "action")[key % 4]
        item = Resolved(key, draw(st.sampled_from((key, key % 3))), kind, "added", draw(WORDS), draw(WORDS))
        (actions if kind == "action" else tops).append(item)
    homes = [None, *(item.key for item in tops if item.kind == "arrangement")]
    return numbered([*tops, *(replace(item, under=draw(st.sampled_from(homes))) for item in actions)])


def seen(contents: Contents) -> list:
    return sorted(item.key for item in contents.items)


@given(documents())
def test_with_itself_all_is_the_same(document):
    found = compare(document, document)
    assert found.changes == 0
    assert found.counts == {"same": len(document.items), "changed": 0, "added": 0, "removed": 0, "moved": 0}


@given(documents(), documents(range(4, 16)))
def test_every_item_of_both_stands_in_exactly_one_row(left, right):
    rows = compare(left, right).rows
    assert sorted(row.left.key for row in rows if row.left) == seen(left)
    assert sorted(row.right.key for row in rows if row.right) == seen(right)
    assert [row.number for row in rows if row.differs] == list(range(1, sum(r.differs for r in rows) + 1))


@given(documents(), documents(range(4, 16)))
def test_the_other_way_round_is_the_mirror(left, right):
    there, back = compare(left, right, mark=Marker(60)), compare(right, left, mark=Marker(60))
    mirror = {"added": "removed", "removed": "added", "same": "same", "changed": "changed", "moved": "moved"}
    assert {mirror[name]: n for name, n in there.counts.items()} == back.counts
    turned = {(r.left and r.left.key, r.right and r.right.key): r for r in back.rows}
    for row in there.rows:
        other = turned[row.right and row.right.key, row.left and row.left.key]
        assert list(row.heading) == mirrored(list(other.heading))
        assert list(row.text) == mirrored(list(other.text))


@given(documents(), documents(range(4, 16)))
def test_the_marks_hold_both_texts_whole(left, right):
    for row in compare(left, right, mark=Marker(60)).rows:
        if row.left and row.right:
            assert "".join(s.text for s in row.text if s.op != "inserted") == row.left.text
            assert "".join(s.text for s in row.text if s.op != "deleted") == row.right.text


@given(st.integers(2, 20), st.data())
def test_moving_one_item_marks_that_one_alone(size, data):
    items = [Resolved(n, n, "slogan", "added", text=f"口号{n}") for n in range(size)]
    taken = data.draw(st.integers(0, size - 1))
    others = [item for item in items if item.key != taken]
    put = data.draw(st.integers(0, size - 1))
    after = [*others[:put], items[taken], *others[put:]]
    found = compare(numbered(items), numbered(after))
    moved = [row.right.key for row in found.rows if row.moved]
    if put == taken:
        assert moved == []
    else:
        assert len(moved) == 1
        assert moved == [taken] or abs(put - taken) == 1  # of two neighbours that changed places, either may be named


@given(st.lists(st.integers(0, 50), unique=True, max_size=30))
def test_the_longest_rising_run(numbers):
    found = [numbers[place] for place in sorted(longest_rising(numbers))]
    assert found == sorted(found)
    best = [1] * len(numbers)
    for n, number in enumerate(numbers):
        best[n] = 1 + max((best[m] for m in range(n) if numbers[m] < number), default=0)
    assert len(found) == max(best, default=0)


def test_an_action_under_another_arrangement_is_a_move_with_its_old_place():
    one, two = Resolved(1, 1, "arrangement", "added", "甲"), Resolved(2, 2, "arrangement", "added", "乙")
    action = Resolved(3, 3, "action", "added", "计量服务中小企业行")
    left = numbered([one, two, replace(action, under=1)])
    found = compare(left, numbered([one, two, replace(action, under=2)]))
    row = next(row for row in found.rows if row.item.key == 3)
    assert (row.status, row.moved, row.before, row.inner) == ("same", True, "“甲”第1项", True)


def test_only_the_character_that_changed_is_marked():
    left = Contents((Resolved(1, 1, "slogan", "added", text="建设质量强国"),))
    right = Contents((Resolved(1, 1, "slogan", "adapted", text="建设质量强省"),))
    marks = compare(left, right).rows[0].text
    assert [(s.op, s.text) for s in marks if s.op != "same"] == [("deleted", "国"), ("inserted", "省")]


def test_the_ways_of_pairing_in_order_of_trust():
    old = [Resolved(1, 1, "action", "added", "质量专项整治行动"), Resolved(2, 2, "action", "added", "铁拳行动"),
           Resolved(3, 3, "action", "added", "计量服务中小企业行"), Resolved(4, 4, "action", "added", "质量大讲堂"),
           Resolved(5, 5, "theme", "added", text="加强质量支撑")]  # fmt: skip
    new = [Resolved(11, 11, "action", "added", "质量惠民行动"), Resolved(12, 12, "action", "added", "亮剑执法"),
           Resolved(13, 13, "action", "added", "计量服务企业行"), Resolved(14, 14, "action", "added", "质量 大讲堂"),
           Resolved(15, 15, "theme", "added", text="推动全面管理")]  # fmt: skip
    found = {(p.left.key, p.right.key): p.by for p in match(old, new, {12: 2})}
    assert found == {(2, 12): "previous", (3, 13): "similar", (4, 14): "words", (5, 15): "only"}


def test_likeness_never_pairs_across_kinds():
    section = Resolved(1, 1, "section", "added", "推动质量社会共治")
    assert match([section], [replace(section, key=2, root=2, kind="requirement")]) == []


def test_against_the_parent_nothing_is_guessed():
    """What the unit decided counts: a left-out item and an own one with the same words stay apart."""
    base = [Base(1, "slogan", position=0, text="甲"), Base(2, "slogan", position=1, text="乙"),
            Base(3, "arrangement", position=0, heading="丙")]  # fmt: skip
    own = [Own(1, "slogan", "withdrawn", 1), Own(7, "slogan", "added", text="甲"), Own(8, "action", "derived", 3, "丁")]
    above = Contents(tuple(resolve(base, []).items))
    found = compare(above, resolve(base, own, [Place(2, None, 1)]), against_parent=True)
    assert found.counts == {"inherited": 1, "adapted": 0, "derived": 1, "added": 1, "withdrawn": 1, "moved": 0}
    carried_out = next(row for row in found.rows if row.item.key == 3)
    assert (carried_out.change, carried_out.replaced_by) == ("derived", ("丁",))


def test_a_hostile_page_is_marked_in_bounded_time():
    import random
    import time

    chance = random.Random(1)  # noqa: S311  (text to compare, no secrets)

    def text():
        return "".join(chance.choice("质量月") for _ in range(4000))

    def many(first: int):
        return Contents(
            tuple(Resolved(n, n, "section", "added", f"第{n}", text(), position=n) for n in range(first, 60))
        )

    start = time.perf_counter()
    compare(many(0), many(0), mark=Marker(1.0))
    assert time.perf_counter() - start < 8


@given(st.text("质量强国省", max_size=20), st.text("质量强国省", max_size=20))
def test_coarse_marks_hold_both_texts_whole(old, new):
    for found in (coarse(old, new), Marker(0)(old, new)):
        assert "".join(s.text for s in found if s.op != "inserted") == old
        assert "".join(s.text for s in found if s.op != "deleted") == new
        assert all(isinstance(s, Span) and s.text for s in found)
    assert mirrored(mirrored(spans(old, new))) == spans(old, new)
