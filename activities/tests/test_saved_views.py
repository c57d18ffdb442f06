"""常用筛选: kept, opened, renamed, put in order, deleted; what is wrong is said and nothing typed is lost."""

import pytest
from django.urls import reverse

from activities import saved_views
from activities.models import SavedView

LIST, VIEWS = "/work/activities/", "/work/activities/views/"


def names(who):
    return list(SavedView.objects.visible_to(who).values_list("name", flat=True))


@pytest.fixture
def manager(world):
    return world.people["fuzhou.manager"]


def change(client, view, do, **more):
    return client.post(reverse("activities:saved_view", args=[view.pk]), {"do": do} | more, follow=True)


def test_a_list_is_kept_under_a_name_and_opened_again(as_, campaign, manager):
    client = as_("fuzhou.manager")
    query = "tab=region&view=cards&sort=brands&after=7&n=30&campaign=1999&evil=1"
    answer = client.post(VIEWS, {"name": " 品牌  照片 ", "query": query}, follow=True)
    assert "已保存为“品牌 照片”" in answer.content.decode()
    view = SavedView.objects.get()
    assert (view.query, view.user) == ("tab=region&view=cards&sort=brands", manager)
    assert answer.redirect_chain[0][0] == f"{LIST}?{view.query}"
    page = client.get(LIST).content.decode()
    assert '<a href="?tab=region&amp;view=cards&amp;sort=brands">品牌 照片</a>' in page


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "请给这个筛选起一个名称"), ("已有", "已有名为“已有”的常用筛选"), ("长" * 31, "请控制在30字以内，现有31字")],
)
def test_a_wrong_name_is_said_and_what_was_asked_for_stays(as_, campaign, manager, name, sentence):
    saved_views.keep(name="已有", query="tab=own", by=manager)
    answer = as_("fuzhou.manager").post(VIEWS, {"name": name, "query": "tab=region&q=质量"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{name}"' in page
    assert "tab=region&amp;q=%E8%B4%A8%E9%87%8F" in page
    assert names(manager) == ["已有"]


def test_there_are_not_more_than_one_keeps_track_of(as_, campaign, manager, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST", 1)
    saved_views.keep(name="一", query="", by=manager)
    answer = as_("fuzhou.manager").post(VIEWS, {"name": "二", "query": ""})
    assert "最多保存1个" in answer.content.decode()


def test_renaming_ordering_and_deleting(as_, campaign, manager):
    one, two, three = (saved_views.keep(name=name, query="tab=own", by=manager) for name in "甲乙丙")
    client = as_("fuzhou.manager")
    change(client, three, "up")
    change(client, one, "down")
    assert names(manager) == ["丙", "甲", "乙"]
    change(client, three, "up")  # the first stays first
    assert names(manager) == ["丙", "甲", "乙"]
    change(client, two, "rename", name="乙改")
    assert names(manager) == ["丙", "甲", "乙改"]
    answer = client.post(reverse("activities:saved_view", args=[two.pk]), {"do": "rename", "name": "甲"})
    assert answer.status_code == 422
    assert "已有名为“甲”" in answer.content.decode()
    assert "已删除常用筛选“甲”" in change(client, one, "delete").content.decode()
    assert names(manager) == ["丙", "乙改"]
    assert change(client, two, "nonsense").status_code == 200


def test_the_same_name_may_be_used_by_two_people(world, campaign):
    for who in ("fuzhou.manager", "xiamen.manager"):
        saved_views.keep(name="同名", query="tab=own", by=world.people[who])
    assert SavedView.objects.count() == 2


def test_the_page_has_the_same_queries_at_one_and_three(as_, campaign, manager, django_assert_num_queries):
    client = as_("fuzhou.manager")
    saved_views.keep(name="一", query="", by=manager)
    with django_assert_num_queries(5):
        client.get(VIEWS)
    for name in "二三":
        saved_views.keep(name=name, query="", by=manager)
    with django_assert_num_queries(5):
        client.get(VIEWS)
