"""Tables that people have: three shapes of plans, CSV, formulas; nothing is dropped silently."""

import csv
import datetime as dt
import io

import pytest

from activities import importing
from activities.models import Activity
from activities.tests.workbooks import URL, book, confirm, counts, page, read

DAY = dt.date(2024, 9, 10)


@pytest.fixture
def reporter(as_, national):
    return as_("fuzhou.reporter")


def test_yueyangs_shape(reporter, world):
    """序号 · 活动名称 · 活动主要内容 · 备注: no time at all, so each row asks for it; a title above the headings."""
    made = book(
        [1, "质量月启动仪式", "举行启动仪式，发布倡议。", "市局"],
        [2, "质量开放日", "组织市民参观。", None],
        headings=["序号", "活动名称", "活动主要内容", "备注"], sheet="附件2", before=[["2024年“质量月”活动计划表"]],
    )  # fmt: skip
    job = read(reporter, made)
    assert counts(job) == {"new": 0, "changed": 0, "same": 0, "wrong": 2, "left": 0}
    assert "请填写活动日期" in page(reporter, job)


def test_a_countys_shape(reporter, world):
    """序号 · 活动内容 · 活动时间 · 牵头部门 · 协助部门, with a vague time and rows that another body leads."""
    made = book(
        ["一、宣传活动", None, None, None, None],
        [1, "开展质量咨询服务", "9月10日", "福州市市场监督管理局", "市住建局、某某协会"],
        [2, "计量进社区", "9月上旬", None, None],
        [3, "学校质量教育", "9月12日", "市教育局", None],
        [4, "质量培训", "9月—10月", "市市场局、福州市市场监督管理局", None],
        [5, "另行安排的活动", "另行通知", None, None],
        headings=["序号", "活动内容", "活动时间", "牵头部门", "协助部门"], sheet="Sheet1",
    )  # fmt: skip
    job = read(reporter, made)
    assert counts(job) == {"new": 1, "changed": 0, "same": 0, "wrong": 3, "left": 2}
    shown = page(reporter, job)
    assert "“9月上旬”不是确切日期，可按2024-09-01至2024-09-10登记" in shown
    assert "“另行通知”没有写明可以识别的日期" in shown
    left = page(reporter, job, kind="left")
    assert "牵头的是“市教育局”，由该单位登记" in left
    assert "一、宣传活动" in left
    reporter.post(f"{URL}{job.public_id}/options/", {"takes_spans": "1"})
    importing.work()
    job.refresh_from_db()
    assert counts(job) == {"new": 3, "changed": 0, "same": 0, "wrong": 1, "left": 2}
    assert "是计划表" in page(reporter, job)


def test_a_citys_shape_with_merged_cells(reporter, world):
    made = book(
        ["9月10日", "质量宣传进社区", "各社区", "福州市市场监督管理局", "市住建局"],
        [None, "质量宣传进企业", "开发区", None, None],
        headings=["时间", "活动", "地点或范围", "牵头", "配合"],
    )  # fmt: skip
    made.active.merge_cells("A2:A3")
    made.active.merge_cells("D2:D3")
    job = read(reporter, made)
    assert counts(job)["new"] == 2, page(reporter, job)
    confirm(reporter, job)
    first, second = Activity.objects.order_by("pk")
    assert (first.held_on, second.held_on, first.place) == (DAY, DAY, "各社区")
    assert (first.outcome, second.outcome) == ("planned", "planned")
    assert [each.unit for each in first.co_holders.all()] == [world.housing]
    assert counts(read(reporter, made))["same"] == 2


def test_what_is_vague_stays_in_words(reporter, world):
    made = book(["计量进社区", "9月上旬"], headings=["活动名称", "活动时间"])
    job = read(reporter, made)
    reporter.post(f"{URL}{job.public_id}/options/", {"takes_spans": "1"})
    importing.work()
    confirm(reporter, job)
    made = Activity.objects.get()
    assert (made.held_on, made.ends_on, made.text) == (dt.date(2024, 9, 1), DAY, "时间：9月上旬")


def test_csv_in_both_encodings_with_guarded_formulas(reporter, world):
    for encoding in ("utf-8-sig", "gb18030"):
        file = io.StringIO()
        csv.writer(file).writerows([["活动", "日期", "情况", "编号"], [f"甲{encoding}", "2024/9/10", "'=1+1", ""],
                                    ["示例行", "2024-09-10", "", "示例"]])  # fmt: skip
        job = read(reporter, file.getvalue().encode(encoding), name="活动.csv")
        assert counts(job)["new"] == 1
        confirm(reporter, job)
    assert list(Activity.objects.values_list("text", flat=True)) == ["=1+1", "=1+1"]


def test_formulas_are_never_evaluated(reporter, world):
    made = book(["甲", DAY, "=1+1"], ["乙", DAY, "x"], headings=["活动", "日期", "地点"])
    made.active["C3"].value, made.active["C3"].data_type = "=1+1", "s"
    job = read(reporter, made)
    shown = page(reporter, job)
    assert "含有公式：按文件中保存的结果读取" in shown
    assert "C列“地点”" in shown
    assert "没有保存计算结果" in shown
    assert counts(job) == {"new": 1, "changed": 0, "same": 0, "wrong": 1, "left": 0}


def test_unknown_and_doubled_columns_are_told(reporter, world):
    job = read(reporter, book(["甲", DAY, "丙", "乙"], headings=["活动", "日期", "满意度", "活动"]))
    shown = page(reporter, job)
    assert "“满意度”列无法对应，1个单元格的内容不会导入" in shown
    assert "有两列“活动”，只读取前一列" in shown
