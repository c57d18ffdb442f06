"""Cutting pasted lists into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.splitting import split


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("1. 甲活动；2. 乙活动1.5万人；3. 丙活动。", ["甲活动", "乙活动1.5万人", "丙活动"]),
        ("一、组织宣传。二、开展检查。", ["组织宣传", "开展检查"]),
        ("甲\n\n　乙\r\n丙；", ["甲", "乙", "丙"]),
        ("1、甲\n续在下一行\n2、乙", ["甲续在下一行", "乙"]),
        ("①甲②乙。③丙", ["甲", "乙", "丙"]),
        ("（1）甲；（2）乙", ["甲", "乙"]),
        ("（一）甲。（二）乙。", ["甲", "乙"]),
        ("2024年9月1日举办", ["2024年9月1日举办"]),
        ("1.举办一、二级活动。2.乙", ["举办一、二级活动", "乙"]),
        ("1. 参加2. 5公里健走。2. 乙", ["参加2. 5公里健走", "乙"]),
        ("- 甲\n• 乙", ["甲", "乙"]),
        ("9. 甲；10. 乙；11. 丙", ["甲", "乙", "丙"]),
        ("厚植质量文化　弘扬工匠精神", ["厚植质量文化　弘扬工匠精神"]),
        ("先宣传。再检查。", ["先宣传。再检查。"]),
        ("", []),
        (" \n。\n", []),
    ],
)
def test_each_case(pasted, expected):
    assert split(pasted) == expected


@given(st.lists(st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=8), min_size=1, max_size=40))
def test_a_numbered_list_comes_back_whole_in_either_shape(entries):
    assert split("；".join(f"{n}. {each}" for n, each in enumerate(entries, start=1))) == entries
    assert split("\n".join(f"{n}、{each}" for n, each in enumerate(entries, start=1))) == entries
    assert split("\n".join(entries)) == entries


@given(st.text())
def test_no_paste_breaks_it_and_no_entry_is_blank(pasted):
    assert all(entry.strip() for entry in split(pasted))
