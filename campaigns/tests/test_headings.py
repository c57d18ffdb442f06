"""Which lines of a text are headings."""

import pytest

from campaigns.headings import heading_of


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("一、主要做法", (1, "一、", "主要做法")),
        ("（十二）加强宣传", (2, "（十二）", "加强宣传")),
        ("3．开展培训", (3, "3.", "开展培训")),
        ("1.2万人参加", None),
        ("一、开展培训12场。", None),
        ("全区开展活动", None),
        ("一、" + "很长的标题" * 10, None),
    ],
)
def test_short_lines_with_a_sign(line, found):
    assert heading_of(line) == found
