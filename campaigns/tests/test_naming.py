"""Unit names as they are pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.naming import Called, find

UNITS = [
    Called(1, ["福州市市场监督管理局", "福州市局", "福州市", "福州", "福州市市场监管局"]),
    Called(2, ["厦门市市场监督管理局", "厦门市局", "厦门市", "厦门"]),
    Called(3, ["福州市住房和城乡建设局", "市住建局"]),
    Called(4, ["厦门市住房和城乡建设局", "市住建局"]),
    Called(5, ["鼓楼区市场监督管理局", "鼓楼区局", "鼓楼区", "鼓楼"]),
]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("福州市市场监管局\n厦门市", [1, 2]),
        ("福州、厦门，鼓楼区。", [1, 2, 5]),
        ("1. 福州市\n2、厦门市\n（三）鼓楼区", [1, 2, 5]),
        ("福州市\t张三\t0591-1234567\n厦门市\t李四\t0592-1234567", [1, 2]),
        ("序号\t单位\t联系人\n1\t福州市市场监督管理局\t张三", [1]),
        ("福　州　市", [1]),
        ("福州市 厦门市", [1, 2]),
        ("@福州市局 @厦门市局", [1, 2]),
        ("福州市\n福州市市场监督管理局\n福州", [1]),
        ("单位名称\n鼓楼区", [5]),
        ("", []),
    ],
)
def test_what_is_understood(text, units):
    found = find(text, UNITS)
    assert (found.units, found.complaints) == (units, [])


def test_each_name_that_is_not_understood_is_told_by_itself():
    found = find("福州市\n平潭\n市住建局、泉州市", UNITS)
    assert found.units == [1]
    assert found.unknown == ["平潭", "泉州市"]
    assert found.several == {"市住建局": ["厦门市住房和城乡建设局", "福州市住房和城乡建设局"]}
    assert len(found.complaints) == 3
    assert "“平潭”" in found.complaints[0]


def test_a_row_without_a_unit_says_its_first_words():
    assert find("7\t平潭综合实验区\t王五\t138", UNITS).unknown == ["平潭综合实验区"]


@given(st.lists(st.sampled_from(range(5)), max_size=8), st.sampled_from(["\n", "、", "，", ";", " ", "\n\n"]))
def test_any_order_and_any_mark_between(picks, mark):
    names = [UNITS[pick].names[0] for pick in picks]
    found = find(mark.join(names), UNITS)
    assert found.units == list(dict.fromkeys(UNITS[pick].pk for pick in picks))
    assert found.complaints == []


@given(st.text(max_size=300))
def test_nothing_pasted_breaks_it_or_invents_a_unit(text):
    found = find(text, UNITS)
    assert set(found.units) <= {1, 2, 3, 4, 5}
    assert len(found.units) == len(set(found.units))
