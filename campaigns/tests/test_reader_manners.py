"""Habits of offices: no colon after the addressees, decimal numbers, points for stops, tables set apart by blanks."""

from datetime import date

import pytest

from campaigns.reader import duties, points, summaries
from campaigns.reader.document import read
from campaigns.reader.tidying import tidy

DISTRICT = """滨河区人民政府文件
滨政发(2018)31号
滨河区人民政府关于开展2018年“质量月”活动的实施意见
各街道办事处
区政府各委、办、局
为推动全区质量工作再上新台阶,现提出如下意见.
一、活动主题和时间
(一)活动主题:聚焦质量提升 建设质量强区
(二)活动时间:2018年9月1日起至9月30日止
二、重点任务
(一)区教育局
组织开展“质量在我心中”主题征文活动.
三、工作要求
一要统一思想,提高认识。二要加强配合,形成合力。
请于9月底前将总结报区质量办,邮箱:bh@example.cn.
滨河区人民政府
2018年8月16日
"""
COMPANY = """宏远建材有限公司2019年质量月活动计划
1 活动主题
精益求精 追求卓越
2 活动内容
2.1 质量月动员大会
时间:9月2日 责任部门:行政部
2.2 质量知识竞赛
责任部门:质检部;配合部门:各车间
3 活动要求
3.1 各车间负责人为第一责任人。
宏远建材有限公司
"""
TABLE = """关于开展2025年“质量月”活动的通知
各科室:
现将活动安排印发给你们。
附件:活动安排表
某县医院
2025年8月29日
附件
活动安排表
序号 时间 活动内容 地点 牵头科室
1 9月3日 启动会 会议室 办公室
2 9月18日 技能比武 礼堂 人事科
"""


def of(text: str):
    return read(text.encode(), "粘贴的文字")


def test_a_district_writes_without_colons_and_with_points_for_stops() -> None:
    found = of(DISTRICT)
    assert found.addressees == ["各街道办事处", "区政府各委、办、局"]
    assert (found.issuers, found.issued_on) == (["滨河区人民政府"], date(2018, 8, 16))
    assert found.theme == "聚焦质量提升 建设质量强区"
    assert (found.period.starts_on, found.period.ends_on) == (date(2018, 9, 1), date(2018, 9, 30))
    held = found.arrangements[0]
    assert [(d.name, d.role) for d in held.responsibilities] == [("区教育局", "负责")]
    assert [a.name for a in held.actions] == ["“质量在我心中”主题征文活动"]
    assert [r.heading for r in found.requirements][:2] == ["统一思想，提高认识", "加强配合，形成合力"]


def test_a_company_numbers_by_decimals_and_signs_without_a_date() -> None:
    found = of(COMPANY)
    assert found.theme == "精益求精 追求卓越"
    assert found.issuers == ["宏远建材有限公司"]
    told = {a.heading: [(d.name, d.role) for d in a.responsibilities] for a in found.arrangements}
    assert told["质量月动员大会"] == [("行政部", "负责")]
    assert told["质量知识竞赛"] == [("质检部", "负责"), ("各车间", "配合")]


def test_a_table_set_apart_by_blanks_has_rows() -> None:
    found = of(TABLE).activities
    assert [(a.title, a.starts_on, a.lead) for a in found] == [
        ("启动会", date(2025, 9, 3), ["办公室"]),
        ("技能比武", date(2025, 9, 18), ["人事科"]),
    ]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("请于10月8日（星期二）下班前将总结报市质量办。", date(2024, 10, 8)),
        ("请于9月26日下午5点前将总结报市质量办。", date(2024, 9, 26)),
        ("请于9月29日17:00前将总结报市质量办。", date(2024, 9, 29)),
        ("请在活动结束后10日内将总结报市质量办。", None),
    ],
)
def test_due_days_as_offices_write_them(text: str, due: date | None) -> None:
    assert summaries.read(text, 2024)[:2] == (due, "市质量办")


def test_a_period_without_a_first_day_is_left_open() -> None:
    assert of("某县2021年“质量月”活动方案\n一、活动时间\n自通知印发之日起至9月30日\n").period is None


def test_a_word_that_makes_sense_is_no_slip() -> None:
    found = of("某公司2018年“质量月”活动方案\n一、重点活动\n（一）供应商质量大会。与供应商签订协议。\n")
    assert "供应商质量大会" in [a.heading for a in found.arrangements] + [s.heading for s in found.sections]
    assert found.corrections == []


def test_points_and_notes() -> None:
    assert points.several("一是加强领导。二是注重宣传。") == ["一是加强领导。", "二是注重宣传。"]
    assert points.several("一是加强领导。三是注重宣传。") == []
    assert points.cut("第一，提高站位，加强领导。各镇要重视。") == ("提高站位，加强领导", "各镇要重视。")
    assert duties.parse("人事科会同市护理学会负责") == [("人事科", "负责"), ("市护理学会", "联合")]
    assert duties.parse("责任单位：各中小学；完成时限：9月20日前") == [("各中小学", "负责")]


@pytest.mark.parametrize("text", ["1.质量", "（一）.举办", "附件1.方案", "99.2%以上", "bh@example.cn"])
def test_points_that_are_no_stops_stay(text: str) -> None:
    assert "。" not in tidy(text)
