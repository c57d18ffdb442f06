"""The queue: one activity beside the list, several at once, reasons to choose from."""

import datetime as dt

import pytest
from django.urls import reverse

from activities import picturing
from activities.models import Activity, Correction, ReturnReason
from activities.tests.diary import held, picture
from orgs.models import AuditEvent, Message

REVIEW, BULK, REASONS = "/work/review/", "/work/review/accept/", "/work/review/reasons/"
AT = dt.datetime(2024, 9, 11, tzinfo=dt.UTC)


def one(activity):
    return reverse("activities:review_one", args=[activity.pk])


def make(unit, campaign, names):
    return [
        held(unit, campaign, "handed_in", title=f"活动{n}", handed_in_at=AT + dt.timedelta(hours=hours))
        for hours, n in enumerate(names)
    ]


@pytest.fixture
def waiting(world, campaign):
    return make(world.housing, campaign, "甲乙丙")


def ticks(*activities, **seen):
    found = {"activity": [a.pk for a in activities]}
    for activity in activities:
        found |= {f"seen-{activity.pk}": activity.handed_in_at.isoformat(), f"name-{activity.pk}": activity.title}
    return found | seen


def test_the_first_stands_beside_the_list(as_, waiting):
    page = as_("fuzhou.manager").get(REVIEW).content.decode()
    assert page.count('name="activity"') == 3
    assert f'href="{one(waiting[1])}" data-key-next' in page
    assert '<h2 id="subject">活动甲</h2>' in page


def test_next_and_previous_go_through_the_list_and_round(as_, waiting):
    client = as_("fuzhou.manager")
    middle, last = (client.get(one(waiting[n])).content.decode() for n in (1, 2))
    assert f'href="{one(waiting[2])}" data-key-next' in middle
    assert f'href="{one(waiting[0])}" data-key-previous' in middle
    assert f'href="{one(waiting[0])}" data-key-next' in last
    assert client.post(one(waiting[1]), {"accept": "1"}).url == one(waiting[2])
    assert client.post(one(waiting[2]), {"accept": "1"}).url == one(waiting[0])


def test_several_are_accepted_at_once(as_, waiting):
    answer = as_("fuzhou.manager").post(BULK, ticks(*waiting[:2]), follow=True).content.decode()
    assert "已审核通过2项活动" in answer
    assert list(Activity.objects.order_by("pk").values_list("state", flat=True)) == [
        "accepted",
        "accepted",
        "handed_in",
    ]
    assert AuditEvent.objects.filter(act="活动·审核通过").count() == 2
    assert Message.objects.filter(kind="activity_accepted", channel="portal").count() == 2


def test_what_changed_meanwhile_is_named_and_left(as_, waiting, world):
    again, gone, fine = waiting
    sent = ticks(*waiting)
    Activity.objects.filter(pk=again.pk).update(handed_in_at=AT + dt.timedelta(days=2))
    Activity.objects.filter(pk=gone.pk).update(state="draft", title="撤回后改写的内部文字")
    answer = as_("fuzhou.manager").post(BULK, sent, follow=True).content.decode()
    assert "“活动甲”在您查看之后又有修改" in answer
    assert "“活动乙”已被撤回或已由其他人处理" in answer
    assert "内部文字" not in answer
    assert "已审核通过1项活动" in answer
    states = dict(Activity.objects.values_list("pk", "state"))
    assert states == {again.pk: "handed_in", gone.pk: "draft", fine.pk: "accepted"}


def test_nobody_accepts_what_is_not_theirs_to_decide(as_, waiting):
    for name in ("fuzhou.reporter", "fujian.manager", "xiamen.manager", "housing.reporter", "outsider"):
        as_(name).post(BULK, ticks(*waiting))
    assert not Activity.objects.filter(state="accepted").exists()
    assert "请先勾选" in as_("fuzhou.manager").post(BULK, {}, follow=True).content.decode()


def test_reasons_are_ticked_and_own_words_added(as_, waiting):
    client = as_("fuzhou.manager")
    client.post(
        one(waiting[0]),
        {"send_back": "1", "picked": ["请补充现场照片。", "请写明活动地点。"], "reason": "另请附签到表"},
    )
    waiting[0].refresh_from_db()
    assert waiting[0].return_reason == "请补充现场照片。\n请写明活动地点。\n另请附签到表"
    client.post(one(waiting[1]), {"send_back": "1", "picked": ["刚从清单中删去的一条"]})
    waiting[1].refresh_from_db()
    assert waiting[1].return_reason == "刚从清单中删去的一条"
    assert client.post(one(waiting[2]), {"send_back": "1", "picked": ["长" * 101]}).status_code == 422


def test_an_office_keeps_its_own_list(as_, world, waiting):
    client = as_("fuzhou.manager")
    answer = client.post(REASONS, {"texts": "请附签到表。\r\n\r\n请附签到表。\n请注明主办处室、协办单位。", "seen": ""})
    assert answer.status_code == 302
    own = ["请附签到表。", "请注明主办处室、协办单位。"]
    assert list(ReturnReason.objects.values_list("text", flat=True)) == own
    page = client.get(one(waiting[0])).content.decode()
    assert page.index(own[0]) < page.index("请补充现场照片。")
    assert own[0] not in as_("xiamen.manager").get(REASONS).content.decode()
    stale = client.post(REASONS, {"texts": "我写的一条", "seen": ""})
    assert stale.status_code == 409
    assert "请附签到表。" in stale.content.decode()
    assert "我写的一条" in stale.content.decode()
    assert list(ReturnReason.objects.values_list("text", flat=True)) == own
    again = client.post(REASONS, {"texts": "我写的一条", "seen": "\r\n".join(own)})
    assert again.status_code == 302
    assert client.post(REASONS, {"texts": "长" * 101, "seen": "我写的一条"}).status_code == 422
    assert as_("housing.reporter").get(REASONS).status_code == 403
    assert as_("fuzhou.reporter").get(REASONS).status_code == 403


@pytest.mark.parametrize(("page", "queries"), [("queue", 17), ("one", 16), ("bulk", 9)])
def test_queries_do_not_grow(as_, world, campaign, page, queries, *, django_assert_num_queries):
    for rows in (1, 3):
        while Activity.objects.filter(state="handed_in").count() < rows:
            activity = held(world.housing, campaign)
            picturing.add(activity=activity, file=picture(), by=None)
            Activity.objects.filter(pk=activity.pk).update(state="handed_in", handed_in_at=AT)
            fixed = held(world.housing, campaign, "accepted")
            Correction.objects.create(activity=fixed, state="handed_in", handed_in_at=AT, words={"title": "更正"})
        client = as_("fuzhou.manager")
        activity = Activity.objects.filter(state="handed_in").first()
        address = {"queue": REVIEW, "one": one(activity), "bulk": "/work/disclosures/"}[page]
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
