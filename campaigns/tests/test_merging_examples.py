"""Each rule of merging by the smallest example that shows it."""

import pytest

from campaigns.merging import WENT_ALONG, merge, restored, settle
from campaigns.resolving import Base, Own, Place, resolve
from campaigns.revising import revised

FIRST, SECOND = "arrangement-1", "arrangement-2"


def base(*, slogans=("甲", "乙", "丙"), actions=((FIRST, "计量行"), (FIRST, "交流"), (SECOND, "服务行"))) -> list[Base]:
    found = [Base(f"s{text[0]}", "slogan", None, None, n, "", text) for n, text in enumerate(slogans)]
    found += [Base(FIRST, "arrangement", None, None, 0, "质量强企"), Base(SECOND, "arrangement", None, None, 1, "惠民")]
    ranks = {FIRST: 0, SECOND: 0}
    for under, name in actions:
        found.append(Base(f"a{name[0]}", "action", None, under, ranks[under], name))
        ranks[under] += 1
    return found


def without(items: list[Base], *keys) -> list[Base]:
    return [item for item in items if item.key not in keys]


def read(new, merged):
    return resolve(new, merged.own, merged.places)


def adapted(key: str, text: str, kind: str = "slogan") -> Own:
    return Own(key, kind, "adapted", key, "", text)


def test_one_slogan_moved_to_the_front_is_one_move():
    old, new = base(slogans="甲乙丙丁戊"), base(slogans="戊甲乙丙丁")
    assert [(each.key, each.acts) for each in revised(old, new)] == [("s戊", ("moved",))]


def test_the_same_words_on_both_sides_are_no_conflict_and_stay_an_own_decision():
    new = base(slogans=("甲二", "乙", "丙"))
    merged = merge(base(), new, [adapted("s甲", "甲二")])
    assert merged.conflicts == ()
    assert read(new, merged).get("s甲").change == "adapted"


def test_an_emptied_text_stays_emptied_and_waits():
    old = [Base("x", "section", None, None, 0, "名", "长文")]
    new = [Base("x", "section", None, None, 0, "名", "更长的文")]
    merged = merge(old, new, [Own("x", "section", "adapted", "x", "名", "")])
    assert read(new, merged).get("x").text == ""
    assert [each.key for each in merged.conflicts] == ["x"]


@pytest.mark.parametrize("decision", ["keep", "take", "rewrite"])
def test_removed_above_and_adapted_here_waits_for_a_person(decision):
    new = without(base(), "s乙")
    merged = merge(base(), new, [adapted("s乙", "乙乙")])
    assert [i.text for i in read(new, merged).of("slogan")] == ["甲", "乙乙", "丙"], "where it stood"
    own, places = settle(new, merged.own, merged.places, key="s乙", kind="slogan", decision=decision, words=("", "新"))
    assert [i.text for i in resolve(new, own, places).of("slogan")] == {
        "keep": ["甲", "乙乙", "丙"], "take": ["甲", "丙"], "rewrite": ["甲", "新", "丙"]}[decision]  # fmt: skip


def test_an_arrangement_removed_above_stays_while_own_actions_stand_in_it():
    new = without(base(), FIRST, "a计", "a交")
    own = [Own("o", "action", "added", None, "大讲堂")]
    merged = merge(base(), new, own, [Place("o", FIRST, 2)])
    assert [each.key for each in merged.conflicts] == [FIRST]
    assert [i.heading for i in read(new, merged).of("action", FIRST)] == ["大讲堂"], "untouched actions went with it"
    rows, places = settle(new, merged.own, merged.places, key=FIRST, kind="arrangement", decision="take")
    found = resolve(new, rows, places)
    assert found.get(FIRST) is None
    assert [i.heading for i in found.of("action")] == ["大讲堂"], "the own action stays, under no arrangement"


def test_what_went_with_its_arrangement_does_not_come_back_when_moved_or_brought_back():
    moved = base(actions=((FIRST, "交流"), (SECOND, "服务行"), (SECOND, "计量行")))
    own = [Own(FIRST, "arrangement", "withdrawn", FIRST)]
    merged = merge(base(), moved, own)
    assert "a计" not in {i.key for i in read(moved, merged).items}
    assert {(o.key, o.reason) for o in merged.own} == {(FIRST, ""), ("a计", WENT_ALONG)}
    gone = without(base(), FIRST, "a计", "a交")
    asleep = merge(base(), gone, own)
    again = merge(gone, base(), asleep.own, asleep.places)
    assert {i.key for i in read(base(), again).withdrawn} == {FIRST, "a计", "a交"}


def test_left_out_here_and_reworded_above_stays_left_out():
    new = base(slogans=("甲二", "乙", "丙"))
    merged = merge(base(), new, [Own("s甲", "slogan", "withdrawn", "s甲")])
    assert (merged.conflicts, read(new, merged).get("s甲").change) == ((), "withdrawn")


def test_an_item_derived_from_what_is_gone_becomes_the_units_own_where_it_stood():
    new = without(base(), "s甲")
    merged = merge(base(), new, [Own("d", "slogan", "derived", "s甲", "", "细化")])
    assert merged.conflicts == ()
    assert [(each.key, each.base.key) for each in merged.orphans] == [("d", "s甲")]
    assert next((i.text, i.change) for i in read(new, merged).of("slogan")) == ("细化", "added")


def test_both_moved_an_action_and_only_the_place_is_in_dispute():
    new = base(actions=((FIRST, "交流"), (SECOND, "服务行"), (SECOND, "计量行")))
    merged = merge(base(), new, [], [Place("a计", FIRST, 1)])
    assert [(each.key, each.place) for each in merged.conflicts] == [("a计", True)]
    assert read(new, merged).get("a计").under == FIRST
    own, places = settle(new, merged.own, merged.places, key="a计", kind="action", decision="take", place=True)
    assert (own, places) == ((), ())
    alike = merge(base(), new, [], [Place("a计", SECOND, 1)])
    assert alike.conflicts == ()


def test_taking_theirs_keeps_it_beside_the_own_item_derived_from_it():
    new = base(slogans=("甲二", "乙", "丙"))
    own = [adapted("s甲", "甲甲"), Own("d", "slogan", "derived", "s甲", "", "细化")]
    merged = merge(base(), new, own)
    rows, places = settle(new, merged.own, merged.places, key="s甲", kind="slogan", decision="take")
    assert [i.text for i in resolve(new, rows, places).of("slogan")] == ["甲二", "细化", "乙", "丙"]


def test_own_words_stand_although_their_arrangement_is_left_out():
    own = [Own(FIRST, "arrangement", "withdrawn", FIRST), Own("a计", "action", "adapted", "a计", "计量服务")]
    found = resolve(base(), own)
    assert [(i.heading, i.under) for i in found.of("action")] == [("计量服务", None)]
    assert {i.key for i in found.withdrawn} == {FIRST, "a交"}


def test_a_placed_item_stays_behind_its_neighbour():
    new = base(slogans=("乙", "丙", "丁"))
    merged = merge(base(), new, [Own("o", "slogan", "added", None, "", "本级")], [Place("o", None, 2)])
    assert [i.text for i in read(new, merged).of("slogan")] == ["乙", "本级", "丙", "丁"]


def test_what_is_derived_from_a_moved_item_is_no_guide_either():
    """The parent moved 丙 up; the unit had put 甲 last, behind what it derived from 乙 and 丙."""
    old, new = base(slogans=("甲", "乙", "丙")), base(slogans=("甲", "丙", "乙"))
    own = [Own(f"own{name}", "slogan", "derived", f"s{name}", "", f"{name}细化") for name in "乙丙"]
    merged = merge(old, new, own, [Place("s甲", None, 2)])
    assert [i.text for i in read(new, merged).of("slogan")] == ["丙细化", "乙细化", "甲"]


def test_an_item_kept_as_own_meets_the_parents_when_it_comes_back():
    gone = without(base(), "s乙")
    kept = merge(base(), gone, [adapted("s乙", "乙乙")])
    again = merge(gone, base(), kept.own, kept.places)
    assert [(each.key, each.old) for each in again.conflicts] == [("s乙", None)]
    rows, places = settle(base(), again.own, again.places, key="s乙", kind="slogan", decision="take", place=True)
    assert resolve(base(), rows, places) == resolve(base(), [])


@pytest.mark.parametrize("gone", [True, False])
def test_taking_theirs_can_be_taken_back(gone):
    new = without(base(), "s乙") if gone else base(slogans=("甲", "乙二", "丙"))
    merged = merge(base(), new, [adapted("s乙", "乙乙")], [Place("s乙", None, 2)])
    before = read(new, merged)
    item = before.get("s乙")
    own, places = settle(new, merged.own, merged.places, key="s乙", kind="slogan", decision="take")
    stood = {"heading": "", "text": "乙乙", "change": item.change, "under": "", "position": 2, "placed": True}
    own, places = restored(new, own, places, key="s乙", kind="slogan", stood=stood)
    assert [i.text for i in resolve(new, own, places).of("slogan")] == [i.text for i in before.of("slogan")]
