"""Titles are broken between words, into lines of like length."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaigns.official.elements import width_of
from campaigns.official.titles import WIDEST, title_lines


@pytest.mark.parametrize(
    "lines",
    [
        ("关于开展2024年全国“质量月”活动的通知",),
        ("市场监管总局等27个部门", "关于开展2024年全国“质量月”活动的通知"),
        ("岳阳市市场监督管理局关于印发", "《岳阳市市场监管系统2024年", "“质量月”活动方案》的通知"),
        ("福建省质量强省工作领导小组办公室", "关于开展2024年全省“质量月”活动的通知"),
        ("2024年全省“质量月”", "部分主办单位开展的主要活动"),
        (),
    ],
)
def test_titles_of_2024(lines):
    assert title_lines("".join(lines)) == lines


@given(st.text("关于开展质量月活动的《“”》通知、，（）a1 年", max_size=90))
@example("11““““““” 的““““““““““")
def test_nothing_is_lost_and_no_line_is_too_wide(title):
    found = title_lines(title)
    assert "".join(found).replace(" ", "") == title.replace(" ", "")
    assert len(found) <= 1 or all(width_of(line) <= WIDEST for line in found)
    assert not any(line[0] in "》”）、，的" for line in found[1:] if line)
