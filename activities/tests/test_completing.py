"""Annex entries are completed from the list in one or two taps; planned and held stand side by side."""

import datetime as dt

import pytest
from django.urls import reverse

from activities.models import Activity
from activities.tests.diary import held, planned
from orgs.models import AuditEvent

ANNEX = "/work/activities/annex/"


@pytest.fixture
def entry(world, national):
    day, end = dt.date(2024, 9, 10), dt.date(2024, 9, 11)
    return planned(
        national, world.fuzhou, "质量月启动仪式", starts_on=day, ends_on=end, place="五一广场", content="内容"
    )


def tap(client, entry, **more):
    return client.post(reverse("activities:complete", args=[entry.pk]), more, follow=True)


def test_one_tap_takes_the_plans_words(as_, entry):
    page = tap(as_("fuzhou.reporter"), entry, outcome="held").content.decode()
    activity = Activity.objects.get()
    assert (activity.title, activity.place, activity.text, activity.held_on) == (
        "质量月启动仪式", "五一广场", "内容", dt.date(2024, 9, 10))  # fmt: skip
    assert (activity.planned_as, activity.plan, activity.state) == (entry, entry.edition.plan, "draft")
    assert "已登记 <b>1</b> 项" in page
    assert "存为草稿" in page


def test_another_day_stands_beside_the_planned_one(as_, entry):
    client = as_("fuzhou.reporter")
    page = tap(client, entry, outcome="held", held_on="2024-09-12").content.decode()
    assert "原计划9月10日 → 实际9月12日" in page
    activity = Activity.objects.get()
    assert "原计划9月10日 → 实际9月12日" in client.get(f"/work/activities/{activity.pk}/").content.decode()


def test_postponed_then_held_is_one_record(as_, entry):
    client = as_("fuzhou.reporter")
    page = tap(client, entry, outcome="postponed", held_on="2024-09-20", reason="台风影响").content.decode()
    assert "原计划9月10日 → 改为9月20日" in page
    assert "台风影响" in page
    tap(client, entry, outcome="held", held_on="2024-09-21")
    activity = Activity.objects.get()
    assert (activity.outcome, activity.held_on, activity.outcome_reason) == ("held", dt.date(2024, 9, 21), "")
    assert (activity.planned_as, activity.place) == (entry, "五一广场")
    assert AuditEvent.objects.filter(act__in=("活动·登记", "活动·修改")).count() == 2


def test_cancelled_needs_its_reason_and_keeps_what_was_typed(as_, entry):
    client = as_("fuzhou.reporter")
    answer = tap(client, entry, outcome="cancelled", held_on="2024-09-13")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请简要写明延期或取消的原因" in page
    assert 'value="2024-09-13"' in page
    assert not Activity.objects.exists()
    assert "取消" in tap(client, entry, outcome="cancelled", reason="场地停用").content.decode()


@pytest.mark.parametrize(("more", "said"), [({"outcome": "held", "held_on": "九月"}, "日期不能识别"),
                                            ({"outcome": "planned"}, "选择"), ({}, "请点")])  # fmt: skip
def test_what_cannot_be_read_is_said(as_, entry, more, said):
    answer = tap(as_("fuzhou.reporter"), entry, **more)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_without_a_planned_day_a_day_is_asked_for(as_, world, national):
    entry = planned(national, world.fuzhou, "质量咨询")
    answer = tap(as_("fuzhou.reporter"), entry, outcome="held")
    assert "请填写活动日期" in answer.content.decode()


def test_foreign_entries_are_unknown(as_, world, national, entry):
    theirs = planned(national, world.xiamen, "厦门的计划", starts_on=dt.date(2024, 9, 10))
    assert tap(as_("fuzhou.reporter"), theirs, outcome="held").status_code == 404
    assert tap(as_("fuzhou.viewer"), entry, outcome="held").status_code == 403
    assert not Activity.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(as_, world, national, django_assert_num_queries, rows):
    campaign = national.plan.campaign
    for n in range(rows):
        each = planned(national, world.fuzhou, f"计划{n}", starts_on=dt.date(2024, 9, 10))
        held(world.fuzhou, campaign, planned_as=each, plan=national.plan, outcome="postponed", outcome_reason="雨")
    client = as_("fuzhou.reporter")
    client.get(ANNEX)
    with django_assert_num_queries(10):
        client.get(ANNEX)
