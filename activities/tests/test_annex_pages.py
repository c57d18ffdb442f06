"""Planned annex entries are ticked off, never retyped; planned and held stand side by side; to-dos count the rest."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from activities.models import Activity
from activities.tests.diary import held, planned
from orgs import todo
from orgs.models import User

ANNEX, NEW = "/work/activities/annex/", "/work/activities/new/"


@pytest.fixture
def entries(world, national):
    day = dt.date(2024, 9, 12)
    ours = [planned(national, world.fuzhou, f"计划{n}", starts_on=day, place="五一广场") for n in "甲乙丙"]
    planned(national, world.xiamen, "厦门的计划")
    return ours


def test_the_page_lists_the_units_own_entries(as_, entries):
    page = as_("fuzhou.reporter").get(ANNEX).content.decode()
    assert all(text in page for text in ("计划甲", "计划乙", "计划丙", "共 <b>3</b> 项，已登记 <b>0</b> 项"))
    assert "厦门的计划" not in page


def test_ticking_off_retypes_nothing(as_, entries):
    client = as_("fuzhou.reporter")
    form = client.get(NEW, {"entry": entries[0].pk, "outcome": "held"}).context["form"]
    fields = ("title", "held_on", "place", "under", "outcome")
    assert [form[name].value() for name in fields] == [
        "计划甲",
        dt.date(2024, 9, 12),
        "五一广场",
        f"e{entries[0].pk}",
        "held",
    ]
    client.post(NEW, {name: form[name].value() for name in fields} | {"hand_in": "1"})
    activity = Activity.objects.get()
    assert (activity.planned_as, activity.plan, activity.state) == (entries[0], entries[0].edition.plan, "handed_in")
    page = client.get(ANNEX).content.decode()
    assert "已登记 <b>1</b> 项" in page
    assert "9月12日" in page


def test_the_entrys_words_serve_when_no_title_is_typed(as_, entries):
    as_("fuzhou.reporter").post(NEW, {"held_on": "2024-09-13", "under": f"e{entries[1].pk}"})
    assert Activity.objects.get().title == "计划乙"


@pytest.mark.parametrize("outcome", ["postponed", "cancelled"])
def test_postponed_and_cancelled_need_a_reason(as_, entries, outcome):
    client = as_("fuzhou.reporter")
    typed = {"held_on": "2024-09-12", "under": f"e{entries[0].pk}", "outcome": outcome}
    assert "请简要写明" in client.post(NEW, typed).content.decode()
    client.post(NEW, typed | {"outcome_reason": "台风影响"})
    page = client.get(ANNEX).content.decode()
    assert "台风影响" in page
    assert "已登记 <b>1</b> 项" in page


def test_one_logged_as_planned_is_completed(as_, world, campaign, entries):
    activity = held(world.fuzhou, campaign, planned_as=entries[0], plan=entries[0].edition.plan, outcome="planned")
    page = as_("fuzhou.reporter").get(ANNEX).content.decode()
    assert f"{reverse('activities:edit', args=[activity.pk])}?outcome=held" in page
    form = as_("fuzhou.reporter").get(f"/work/activities/{activity.pk}/edit/?outcome=held").context["form"]
    assert form["outcome"].value() == "held"


def test_a_further_edition_keeps_what_is_ticked_off(as_, world, campaign, entries):
    from campaigns import planning
    from campaigns.tests.papers import issue

    held(world.fuzhou, campaign, planned_as=entries[0], plan=entries[0].edition.plan)
    plan = entries[0].edition.plan
    issue(planning.start_again(plan=plan, issue="reissue", reason="补充", by=world.people["nation.drafter"]))
    page = as_("fuzhou.reporter").get(ANNEX).content.decode()
    assert "共 <b>3</b> 项，已登记 <b>1</b> 项" in page


def fresh(world, name):
    return User.objects.get(pk=world.people[name].pk)


def test_todos(world, campaign, entries, django_assert_max_num_queries):
    held(world.fuzhou, campaign, "returned", title="待补充的活动", return_reason="请补照片")
    held(world.housing, campaign, "handed_in")
    with time_machine.travel("2024-09-20 10:00+08:00", tick=False), django_assert_max_num_queries(20):
        titles = [found.title for found in todo.todos(fresh(world, "fuzhou.reporter"))]
    assert "补充完善：待补充的活动" in titles
    assert "方案附件所列活动还有3项未登记开展情况" in titles
    with time_machine.travel("2024-12-20 10:00+08:00", tick=False):
        manager = [found.title for found in todo.todos(fresh(world, "fuzhou.manager"))]
        assert "1项活动待审核" in manager
        assert not [title for title in manager if "附件" in title]
        assert not [found for found in todo.todos(fresh(world, "xiamen.manager")) if "活动" in found.title]
