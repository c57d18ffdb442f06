"""From one year to the next, as pure rules."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.yearly import Named, answering, move_year, names_days, same_day


def test_the_year_moves_where_it_is_a_year():
    assert move_year("关于开展2024年全市“质量月”活动的通知", 2024, 2025) == "关于开展2025年全市“质量月”活动的通知"
    assert move_year("（2023—2025年）", 2024, 2025) == "（2023—2025年）"
    assert move_year("国市监质发〔2024〕74号", 2024, 2025) == "国市监质发〔2025〕74号"
    assert move_year("电话12024年", 2024, 2025) == "电话12024年"
    assert move_year("2024个单位", 2024, 2025) == "2024个单位"


@pytest.mark.parametrize(
    ("day", "moved"), [("2024-09-01", "2025-09-01"), ("2024-02-29", "2025-02-28"), ("2025-01-10", "2026-01-10")]
)
def test_days_stay_the_same_day_of_the_month(day, moved):
    assert same_day(dt.date.fromisoformat(day), 2024, 2025) == dt.date.fromisoformat(moved)


def test_no_day_stays_no_day():
    assert same_day(None, 2024, 2025) is None


def test_words_that_name_days_are_told():
    assert names_days("9月上旬在思茅区举办")
    assert names_days("于5日前完成")
    assert not names_days("质量月活动，全年365天")


def test_items_answer_by_lineage_then_name_then_likeness():
    last = [Named(1, "action", "计量服务中小企业行"), Named(2, "action", "2024年“质量月”启动仪式"),
            Named(3, "action", "开展质量强链行动"), Named(4, "slogan", "质量强国")]  # fmt: skip
    now = [Named("a", "action", "2025年“质量月”启动仪式"), Named("b", "action", "计量帮扶", previous=1),
           Named("c", "action", "大力开展质量强链行动"), Named("d", "action", "质量强国")]  # fmt: skip
    assert answering(last, now) == {1: "b", 2: "a", 3: "c"}


names = st.text("质量强国企链月", max_size=5)
named = st.lists(st.builds(Named, st.integers(), st.sampled_from(["slogan", "action"]), names), max_size=8,
                 unique_by=lambda each: each.key)  # fmt: skip


@given(named, named)
def test_nobody_is_answered_twice_and_kinds_never_mix(last, now):
    found = answering(last, now)
    assert len(set(found.values())) == len(found)
    kinds_then, kinds_now = {e.key: e.kind for e in last}, {e.key: e.kind for e in now}
    assert all(kinds_then[a] == kinds_now[b] for a, b in found.items())


@given(named)
def test_the_same_year_answers_itself(items):
    found = answering(items, items)
    words = {e.key: e.words for e in items}
    named_items = [e for e in items if e.words]
    assert all(e.key in found and words[found[e.key]] == e.words for e in named_items)
