"""Pasted tables, as rules: what Word, Excel and WPS put on the clipboard."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.bulk import COLUMNS
from campaigns.pasting import MOST_ROWS, Unreadable, asked_columns, lines_of, names_in, table_of

ANNEX = COLUMNS["annex"]
YUEYANG = "序号\t活动名称\t活动主要内容\t备注\n1\t质量强企行\t走进企业\t\n2\t质量开放日\t参观实验室\t预约"
COUNTY = (
    "序号\t活动内容\t活动时间\t牵头部门\t协助部门\n"
    "1\t启动仪式\t9月2日\t市场监管局\t总工会、教育局\n2\t夜市宣传\t9月上旬\t商务局\t"
)


def lines(text, wanted=ANNEX):
    table = table_of(text, wanted)
    return lines_of(table, table.columns, 2024)


def test_columns_are_known_by_their_headings():
    assert table_of(YUEYANG, ANNEX).columns == ("skip", "title", "content", "note")
    assert table_of(COUNTY, ANNEX).columns == ("skip", "title", "day", "lead", "support")
    assert [line.values["title"] for line in lines(YUEYANG)] == ["质量强企行", "质量开放日"]


def test_days_are_days_and_vague_times_stay_words():
    first, second = lines(COUNTY)
    assert (first.starts_on, first.ends_on) == (dt.date(2024, 9, 2), None)
    assert second.starts_on is None
    assert second.values["note"] == "时间：9月上旬"
    assert "不是确定的日期" in second.remarks[0]


def test_cells_with_line_breaks_come_in_quotation_marks():
    text = '活动名称\t主要内容\t时间\n"质量\n大讲堂"\t"第一讲\n第二讲 ""质量强县"""\t9月3日至9月5日'
    line = lines(text)[0]
    assert line.values["title"] == "质量\n大讲堂"
    assert line.values["content"] == '第一讲\n第二讲 "质量强县"'
    assert line.ends_on == dt.date(2024, 9, 5)


def test_a_single_quotation_mark_is_only_a_mark():
    assert lines('活动名称\t备注\n"铁拳"行动\t"是\n剑网"行动\t')[0].values["title"]


def test_without_headings_the_columns_are_guessed_from_what_stands_in_them():
    table = table_of("1\t质量强企行\t9月2日\t走进企业\n2\t开放日\t9月3日\t参观", ANNEX)
    assert table.columns == ("skip", "title", "day", "content")
    assert table.head == ()


def test_merged_cells_are_filled_and_say_so():
    found = lines("单位\t活动名称\n市教育局\t质量第一课\n\t质量征文\n市总工会\t技能竞赛")
    assert [line.values["unit_name"] for line in found] == ["市教育局", "市教育局", "市总工会"]
    assert "按上一行填“市教育局”" in found[1].remarks[0]


def test_what_is_too_long_for_its_column_is_not_cut_off():
    line = lines("活动名称\t备注\n开放日\t" + "长" * 300)[0]
    assert len(line.values["note"]) == 200
    assert line.values["content"] == "长" * 300


def test_the_person_may_say_what_a_column_is():
    table = table_of(YUEYANG, ANNEX)
    columns = asked_columns({"column-2": "note", "column-3": "skip", "column-0": "../x"}, table, ANNEX)
    assert columns == ("skip", "title", "note", "skip")
    assert lines_of(table, columns, 2024)[0].values["note"] == "走进企业"


@pytest.mark.parametrize("text", ["", "\n\t\n", "x\n" * (MOST_ROWS + 1), "\t".join("x" * 30), "长" * 200_001])
def test_what_cannot_be_read_is_said(text):
    with pytest.raises(Unreadable, match=r"粘贴|没有读到|最多"):
        table_of(text, ANNEX)


def test_names_are_parted():
    assert names_in("市教育局、市总工会；团市委，\n妇联/科协") == ["市教育局", "市总工会", "团市委", "妇联", "科协"]


@given(st.text(max_size=200))
def test_anything_pasted_is_read_or_refused(text):
    try:
        table = table_of(text, ANNEX)
    except Unreadable:
        return
    assert len({len(row) for row in table.rows} | {len(table.columns)}) <= 2
    lines_of(table, table.columns, 2024)


cells = st.lists(
    st.lists(st.text("质量月,、x1", min_size=1, max_size=6), min_size=3, max_size=3), min_size=1, max_size=5
)


@given(cells)
def test_no_row_is_lost_and_none_made_up(rows):
    text = "活动名称\t主要内容\t备注\n" + "\n".join("\t".join(row) for row in rows)
    found = lines(text)
    assert [(line.values["title"], line.values["content"], line.values["note"]) for line in found] == [
        tuple(row) for row in rows
    ]
