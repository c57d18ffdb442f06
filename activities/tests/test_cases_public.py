"""典型案例 made public by their unit after 保密审查, read by everybody, internal again once changed; and the to-dos."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from activities import case_disclosing, casework
from activities.models import Case
from activities.tests.diary import held
from activities.tests.test_cases import WORDS, do
from orgs.models import AuditEvent

pytestmark = pytest.mark.usefixtures("national")
LIST = "/2024/cases/"
REVIEW = {"openness": "public", "reviewer": "演示审查员", "reviewed_on": "2024-09-20", "version": 0}
CANARY = "内部金丝雀"
PHONE = "13800138000"


@pytest.fixture
def case(world, campaign):
    by = world.people["gulou.reporter"]
    return casework.write(unit=world.gulou, campaign=campaign, words=WORDS, by=by, activity=None)


def disclosed(case, by, **more):
    given = {"version": case.version, "openness": "public", "reviewer": "演示", "reviewed_on": dt.date(2024, 9, 20)}
    case_disclosing.disclose(case=case, by=by, **given | more)


def public_page(case):
    return f"/cases/{case.public_id}/"


def test_made_public_through_the_page_and_read_by_everybody(as_, client, world, case):
    leader, address = as_("gulou.manager"), reverse("activities:disclose_case", args=[case.pk])
    assert client.get(public_page(case)).status_code == 404
    assert WORDS["title"] not in client.get(LIST).text
    assert address in leader.get(f"/work/cases/{case.pk}/").text
    bare = leader.post(address, REVIEW | {"reviewer": ""})
    assert (bare.status_code, "主动公开前须完成保密审查" in bare.text, "2024-09-20" in bare.text) == (422, True, True)
    late = leader.post(address, REVIEW | {"reviewed_on": "2999-01-01"})
    assert "保密审查日期不能晚于今天" in late.text
    done = leader.post(address, REVIEW, follow=True)
    assert "已登记公开属性：主动公开" in done.text
    assert public_page(case) in done.text
    page = client.get(public_page(case))
    assert all(text in page.text for text in (*WORDS.values(), world.gulou.name))
    assert page["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in page.get("Vary", "")
    assert public_page(case) in client.get(LIST).text
    assert AuditEvent.objects.filter(act="案例·公开属性").get().details["reviewer"] == "演示审查员"


def test_changed_words_are_internal_again_at_once(as_, client, world, case):
    by = world.people["gulou.manager"]
    disclosed(case, by)
    assert client.get(public_page(case)).status_code == 200
    edit, writer = reverse("activities:edit_case", args=[case.pk]), as_("gulou.reporter")
    assert "保存修改后转为内部" in writer.get(edit).text
    saved = writer.post(edit, WORDS | {"results": CANARY, "version": 0}, follow=True)
    assert "修改后转为内部" in saved.text
    assert client.get(public_page(case)).status_code == 404
    assert WORDS["title"] not in client.get(LIST).text
    case.refresh_from_db()
    disclosed(case, by)
    assert CANARY in client.get(public_page(case)).text
    Case.objects.filter(pk=case.pk).update(openness="withheld")  # by whatever way: the trigger knows
    assert client.get(public_page(case)).status_code == 404
    assert WORDS["title"] not in client.get(LIST).text


def test_words_that_changed_meanwhile_are_not_made_public(as_, case, world):
    casework.change(case=case, words=WORDS | {"results": CANARY}, version=0, by=world.people["gulou.reporter"])
    answer = as_("gulou.manager").post(reverse("activities:disclose_case", args=[case.pk]), REVIEW)
    assert (answer.status_code, "案例又有修改" in answer.text, CANARY in answer.text) == (409, True, True)
    assert 'name="version" value="1"' in answer.text
    assert "演示审查员" in answer.text
    assert not Case.objects.get().is_public


def test_what_looks_personal_is_decided_on_find_by_find(as_, client, world, case):
    words = WORDS | {"results": f"咨询电话{PHONE}，联系邮箱a@example.test。"}
    casework.change(case=case, words=words, version=0, by=world.people["gulou.reporter"])
    address, leader = reverse("activities:disclose_case", args=[case.pk]), as_("gulou.manager")
    keys = [find.key for find in case_disclosing.found_in(case)]
    assert len(keys) == 2
    shown = leader.get(address).text
    assert f"<mark>{PHONE}</mark>" in shown
    half = leader.post(address, REVIEW | {"version": 1, "cleared": keys[:1]})
    assert (half.status_code, "还有1处" in half.text) == (422, True)
    assert not Case.objects.get().is_public
    leader.post(address, REVIEW | {"version": 1, "cleared": keys})
    assert PHONE in client.get(public_page(case)).text
    told = AuditEvent.objects.filter(act="案例·公开属性").get().details
    assert "可以公开" in told["screening"]
    assert PHONE not in str(told)


def test_only_whole_cases_of_ones_own_unit(as_, world, campaign, case):
    casework.put_forward(case=case, by=world.people["gulou.reporter"])
    address = reverse("activities:disclose_case", args=[case.pk])
    assert as_("xiamen.manager").get(address).status_code == 404
    for name in ("fuzhou.manager", "gulou.reporter", "gulou.viewer"):
        assert as_(name).post(address, REVIEW).status_code == 403, name
    assert not Case.objects.get().is_public
    by = world.people["gulou.reporter"]
    words = {"title": "只有标题"}
    bare = casework.write(unit=world.gulou, campaign=campaign, words=words, by=by, activity=None)
    answer = as_("gulou.manager").post(reverse("activities:disclose_case", args=[bare.pk]), REVIEW)
    assert "请先写明背景、做法、成效" in answer.text
    may = {name for name, user in world.people.items() if user.has_perm("activities.disclose_case", case)}
    assert may == {name for name, user in world.people.items() if Case.objects.disclosable_by(user).filter(pk=case.pk)}


def test_the_activity_is_named_only_where_it_is_public(client, world, campaign):
    by, about = world.people["gulou.reporter"], held(world.gulou, campaign, "accepted", title=f"{CANARY}活动")
    case = casework.write(unit=world.gulou, campaign=campaign, words=WORDS, by=by, activity=about)
    disclosed(case, world.people["gulou.manager"])
    assert CANARY not in client.get(public_page(case)).text
    given = {"openness": "public", "secrecy_reviewer": "演示", "secrecy_reviewed_on": "2024-09-11"}
    type(about).objects.filter(pk=about.pk).update(**given)
    assert f"/activities/{about.public_id}/" in client.get(public_page(case)).text
    assert public_page(case) in client.get(f"/activities/{about.public_id}/").text
    Case.objects.update(openness="withheld")
    assert WORDS["title"] not in client.get(f"/activities/{about.public_id}/").text


def test_the_public_search_finds_public_cases_alone(client, world, case):
    assert WORDS["title"] not in client.get("/2024/search/?q=上门").text
    disclosed(case, world.people["gulou.manager"])
    assert public_page(case) in client.get("/2024/search/?q=上门").text
    assert "没有找到" in client.get("/2024/search/?q=没有这样的字").text


@pytest.mark.parametrize("rows", [1, 3])
def test_public_lists_ask_a_fixed_number(world, national, django_assert_max_num_queries, rows):
    for _ in range(rows):
        by, campaign = world.people["gulou.reporter"], national.plan.campaign
        each = casework.write(unit=world.gulou, campaign=campaign, words=WORDS, by=by, activity=None)
        disclosed(each, world.people["gulou.manager"])
    with django_assert_max_num_queries(5):
        Client().get(LIST)


def test_the_desk_asks_the_office_for_an_answer_and_the_unit_for_more(as_, world, case):
    city, writer = as_("fuzhou.manager"), as_("gulou.reporter")
    assert "典型案例" not in city.get("/work/").text
    sent = casework.put_forward(case=case, by=world.people["gulou.reporter"])
    assert "1个典型案例待处理" in city.get("/work/").text
    assert "个典型案例待处理" not in as_("xiamen.manager").get("/work/").text
    do(city, "answer_case", sent, verdict="returned", note="请补充数据")
    assert "个典型案例待处理" not in city.get("/work/").text
    desk = writer.get("/work/").text
    assert f"补充完善典型案例：{WORDS['title']}" in desk
    assert "请补充数据" in desk
    assert reverse("activities:edit_case", args=[case.pk]) in desk
    do(writer, "put_forward_case", case)
    assert "补充完善典型案例" not in writer.get("/work/").text
    assert "1个典型案例待处理" in city.get("/work/").text


def test_what_an_upper_office_asked_for_goes_back_to_it_in_the_new_words(as_, world, case):
    writer, city, province = as_("gulou.reporter"), as_("fuzhou.manager"), as_("fujian.manager")
    first = casework.put_forward(case=case, by=world.people["gulou.reporter"])
    do(city, "answer_case", first, verdict="adopted")
    first.refresh_from_db()
    second = casework.forward(received=first, by=world.people["fuzhou.manager"])
    do(province, "answer_case", second, verdict="returned", note="请补充数据")
    assert "推荐至福建省" not in city.get(f"/work/cases/{case.pk}/").text
    assert "由撰写单位补充" in do(city, "forward_case", first).text
    writer.post(reverse("activities:edit_case", args=[case.pk]), WORDS | {"results": "帮扶52家。", "version": 0})
    assert "补充后重新报送" in writer.get(f"/work/cases/{case.pk}/").text
    do(writer, "put_forward_case", case)
    for row in (first, second):
        row.refresh_from_db()
    assert (second.answer, second.words["results"], second.sent_from) == ("", "帮扶52家。", world.fuzhou)
    assert (first.answer, first.words["results"]) == ("adopted", "帮扶40家。")


def test_the_rail_marks_activities_on_the_pages_of_cases(as_):
    rail = as_("gulou.reporter").get("/work/cases/").context["rail"]
    assert [entry["label"] for entry in rail if entry["current"]] == ["活动"]
