import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.comparing import spans

chinese = st.text("质量强国省建设福中品牌 ，。\n", max_size=60)
texts = chinese | st.text(max_size=30)


def old_of(found):
    return "".join(text for op, text in found if op != "inserted")


def new_of(found):
    return "".join(text for op, text in found if op != "deleted")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("质量强国", "质量强省", [("same", "质量强"), ("deleted", "国"), ("inserted", "省")]),
        (
            "贯彻质量强国建设纲要 推进质量强企强链强县",
            "贯彻质量强省建设纲要 推进质量强企强链强县",
            [("same", "贯彻质量强"), ("deleted", "国"), ("inserted", "省"), ("same", "建设纲要 推进质量强企强链强县")],
        ),
        (
            "塑造中国品牌 建设质量强国",
            "塑造福建品牌 建设质量强省",
            [
                ("same", "塑造"),
                ("deleted", "中国"),
                ("inserted", "福建"),
                ("same", "品牌 建设质量强"),
                ("deleted", "国"),
                ("inserted", "省"),
            ],
        ),
        ("", "", []),
        ("", "质量", [("inserted", "质量")]),
        ("质量", "", [("deleted", "质量")]),
        ("质量", "质量", [("same", "质量")]),
    ],
)
def test_only_what_changed_is_marked(old, new, expected):
    assert spans(old, new) == expected


def test_chance_matches_do_not_tear_a_rewritten_clause_apart():
    found = spans("开展质量月宣传活动", "组织各类群众性质量竞赛")
    assert len(found) <= 4


@given(texts, texts)
def test_both_texts_are_whole(old, new):
    found = spans(old, new)
    assert old_of(found) == old
    assert new_of(found) == new
    assert all(text for _, text in found)
    assert all(before.op != after.op for before, after in pairwise(found))


@given(texts)
def test_the_same_text_has_no_changes(text):
    assert {op for op, _ in spans(text, text)} <= {"same"}


@given(chinese, chinese, chinese, chinese)
def test_one_replaced_part_leaves_what_stands_around_it(before, old, new, after):
    found = spans(before + old + after, before + new + after)
    changed = sum(len(text) for op, text in found if op != "same")
    assert changed <= len(old) + len(new)


def test_long_texts_without_likeness_stay_quick():
    old = "".join(chr(0x4E00 + n * 7 % 4001) for n in range(8000))
    new = "".join(chr(0x4E00 + n * 11 % 3989) for n in range(8000))
    start = time.perf_counter()
    found = spans(old, new)
    assert time.perf_counter() - start < 10
    assert (old_of(found), new_of(found)) == (old, new)
