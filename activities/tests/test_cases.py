"""典型案例: written once, put forward level by level in the words of that moment, answered, and the unit is told."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities import casework
from activities.models import Case, PutForward
from activities.tests.diary import held
from orgs.models import Message

LIST, NEW = "/work/cases/", "/work/cases/new/"
QUERIES = (10, 8)
pytestmark = pytest.mark.usefixtures("national")
WORDS = {"title": "质量体检进园区", "background": "小微企业缺人手。", "measures": "组队上门。", "results": "帮扶40家。"}


def page(client, case):
    return client.get(reverse("activities:case", args=[case.pk])).content.decode()


def do(client, name, thing, **more):
    return client.post(reverse(f"activities:{name}", args=[thing.pk]), more, follow=True)


def told(name, kind):
    return Message.objects.filter(kind=kind, seat__user__username=name, channel="portal")


@pytest.fixture
def case(world, campaign):
    by = world.people["gulou.reporter"]
    return casework.write(unit=world.gulou, campaign=campaign, words=WORDS, by=by, activity=None)


@pytest.fixture
def sent(world, case):
    return casework.put_forward(case=case, by=world.people["gulou.reporter"])


def test_from_an_activity_nothing_is_typed_again(as_, world, campaign):
    activity = held(world.gulou, campaign, "accepted", title="质量体检进园区", text="组队上门。")
    client = as_("gulou.reporter")
    assert f"{NEW}?activity={activity.pk}" in client.get(f"/work/activities/{activity.pk}/").content.decode()
    form = client.get(NEW, {"activity": activity.pk}).context["form"]
    assert (form["title"].value(), form["measures"].value()) == ("质量体检进园区", "组队上门。")
    client.post(NEW, WORDS | {"activity": activity.pk})
    case = Case.objects.get()
    assert (case.unit, case.activity, case.results) == (world.gulou, activity, "帮扶40家。")
    assert "全文 26 字" in page(client, case)


def test_up_level_by_level_and_back_to_who_wrote_it(as_, world, case):
    writer, city, province = as_("gulou.reporter"), as_("fuzhou.manager"), as_("fujian.manager")
    assert page(city, case) == page(as_("xiamen.manager"), case)  # 404 both
    do(writer, "put_forward_case", case)
    first = PutForward.objects.get()
    assert (first.office, first.sent_from) == (world.fuzhou, world.gulou)
    assert told("fuzhou.manager", "case_put_forward").get().url == f"/work/cases/{case.pk}/"
    do(city, "answer_case", first, verdict="adopted", note="编入简报")
    assert "采用" in page(writer, case)
    assert "福州市市场监督管理局</strong>于" in page(writer, case)
    assert "编入简报" in page(writer, case)
    assert "采用" in told("gulou.reporter", "case_answered").get().subject
    assert "推荐至福建省市场监督管理局" in page(city, case)
    do(city, "forward_case", first)
    second = PutForward.objects.exclude(pk=first.pk).get()
    assert (second.office, second.sent_from, second.words) == (world.fujian, world.fuzhou, WORDS)
    do(province, "answer_case", second, verdict="kept")
    assert {m.subject for m in told("gulou.reporter", "case_answered")} == {
        "典型案例采用：质量体检进园区", "典型案例留存：质量体检进园区"}  # fmt: skip
    assert told("fuzhou.manager", "case_answered").exists()
    do(province, "forward_case", second)
    assert PutForward.objects.filter(office=world.nation, sent_from=world.fujian).exists()


def test_offices_read_what_was_put_forward_never_what_is_written_since(as_, world, case, sent):
    by = world.people["gulou.reporter"]
    casework.change(case=case, words=WORDS | {"title": "内部新标题", "results": "内部新成效"}, version=0, by=by)
    for shown in (
        page(as_("fuzhou.manager"), case),
        as_("fuzhou.manager").get(LIST + "?tab=received").content.decode(),
    ):
        assert "质量体检进园区" in shown
        assert "内部新" not in shown
    assert "内部新成效" in page(as_("gulou.viewer"), case)


def test_returned_mended_and_put_forward_again(as_, world, case, sent):
    city, writer = as_("fuzhou.manager"), as_("gulou.reporter")
    refused = do(city, "answer_case", sent, verdict="returned")
    assert (refused.status_code, "请写明需要补充的内容" in refused.content.decode()) == (422, True)
    do(city, "answer_case", sent, verdict="returned", note="请补充数据")
    assert "请补充数据" in page(writer, case)
    writer.post(reverse("activities:edit_case", args=[case.pk]), WORDS | {"results": "帮扶52家。", "version": 0})
    do(writer, "put_forward_case", case)
    sent.refresh_from_db()
    assert (sent.answer, sent.words["results"], sent.note) == ("", "帮扶52家。", "")
    assert "不必重复推荐" in do(writer, "put_forward_case", case).content.decode()
    assert PutForward.objects.count() == 1


def test_missing_parts_and_a_second_answer_are_said(as_, world, campaign, case, sent):
    bare = casework.write(
        unit=world.gulou,
        campaign=campaign,
        words={"title": "只有标题"},
        by=world.people["gulou.reporter"],
        activity=None,
    )
    assert "请先写明背景、做法、成效" in do(as_("gulou.reporter"), "put_forward_case", bare).content.decode()
    stale = PutForward.objects.get(pk=sent.pk)
    casework.answer(received=sent, verdict="adopted", note="", by=world.people["fuzhou.manager"])
    with pytest.raises(casework.StaleCase):
        casework.answer(received=stale, verdict="kept", note="", by=world.people["fuzhou.approver"])
    assert PutForward.objects.get().answer == "adopted"
    highest = national_case(world, campaign)
    with pytest.raises(ValidationError, match="没有可以推荐"):
        casework.put_forward(case=highest, by=world.people["nation.reporter"])


def national_case(world, campaign):
    by = world.people["nation.reporter"]
    return casework.write(unit=world.nation, campaign=campaign, words=WORDS, by=by, activity=None)


def test_the_first_to_save_wins_and_both_texts_are_shown(as_, world, case):
    edit = reverse("activities:edit_case", args=[case.pk])
    as_("gulou.reporter").post(edit, WORDS | {"results": "先保存的", "version": 0})
    answer = as_("gulou.manager").post(edit, WORDS | {"results": "后写的", "version": 0})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert all(text in shown for text in ("先保存的", "后写的", 'name="version" value="1"'))
    case.refresh_from_db()
    assert case.results == "先保存的"
    as_("gulou.manager").post(edit, WORDS | {"results": "后写的", "version": 1})
    case.refresh_from_db()
    assert case.results == "后写的"


def test_wrong_input_loses_nothing(as_):
    answer = as_("gulou.reporter").post(NEW, WORDS | {"title": "", "results": "长" * 3001})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "请写明案例的标题" in shown
    assert "长" * 3001 in shown
    assert not Case.objects.exists()


def test_twins_agree(world, campaign, case, sent):
    public = {"openness": "public", "secrecy_reviewer": "演示", "secrecy_reviewed_on": "2024-09-11"}
    Case.objects.create(unit=world.xiamen, campaign=campaign, title="公开案例", **public)
    for unit in (world.section, world.housing, world.yueyang):
        Case.objects.create(unit=unit, campaign=campaign, title="案例")
    cases = Case.objects.prefetch_related("put_forward")
    for name, user in world.people.items():
        allowed = {c.pk for c in cases if user.has_perm("activities.view_case", c)}
        assert set(Case.objects.visible_to(user).values_list("pk", flat=True)) == allowed, name
    answers = {name for name, user in world.people.items() if user.has_perm("activities.answer_case", sent)}
    assert answers == {"fuzhou.manager", "fuzhou.approver"}
    assert set(PutForward.objects.visible_to(world.people["xiamen.manager"])) == set()
    assert set(PutForward.objects.visible_to(world.people["gulou.viewer"])) == {sent}


def test_rights_through_the_pages(as_, world, case, sent):
    assert as_("xiamen.manager").get(reverse("activities:case", args=[case.pk])).status_code == 404
    assert as_("yueyang.manager").post(reverse("activities:answer_case", args=[sent.pk])).status_code == 404
    assert as_("fuzhou.viewer").post(reverse("activities:answer_case", args=[sent.pk])).status_code == 403
    assert as_("gulou.reporter").post(reverse("activities:answer_case", args=[sent.pk])).status_code == 403
    assert as_("fuzhou.manager").get(reverse("activities:edit_case", args=[case.pk])).status_code == 403
    assert as_("gulou.viewer").get(reverse("activities:edit_case", args=[case.pk])).status_code == 403
    assert as_("fuzhou.manager").post(reverse("activities:put_forward_case", args=[case.pk])).status_code == 403
    assert "质量体检" not in as_("xiamen.manager").get(LIST).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("asked", [("gulou.reporter", "own", QUERIES[0]), ("fuzhou.manager", "received", QUERIES[1])])
def test_lists_ask_a_fixed_number(world, national, django_assert_num_queries, rows, asked):
    (who, tab, queries), by, campaign = asked, world.people["gulou.reporter"], national.plan.campaign
    for _ in range(rows):
        each = casework.write(unit=world.gulou, campaign=campaign, words=WORDS, by=by, activity=None)
        casework.put_forward(case=each, by=by)
    client = Client()
    client.force_login(world.people[who], backend="django.contrib.auth.backends.ModelBackend")
    client.get(LIST)
    with django_assert_num_queries(queries):
        client.get(LIST, {"tab": tab})
