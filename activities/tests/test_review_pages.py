"""The lead office: queue, accept, ask for more with a reason; and disclosure as a step of its own."""

import datetime as dt

import pytest
from django.urls import reverse

from activities import picturing
from activities.models import Activity
from activities.tests.diary import held, picture, planned, words
from campaigns import editing, planning
from campaigns.tests.papers import issue
from orgs.models import AuditEvent, Message

REVIEW, BULK = "/work/review/", "/work/disclosures/"


def one(activity, page="review_one"):
    return reverse(f"activities:{page}", args=[activity.pk])


@pytest.fixture
def waiting(world, campaign):
    at = dt.datetime(2024, 9, 11, tzinfo=dt.UTC)
    return [held(world.housing, campaign, "handed_in", title=f"活动{n}", handed_in_at=at) for n in "甲乙"]


def test_the_queue_is_for_the_deciding_office_alone(as_, waiting):
    for name, seen in (("fuzhou.manager", True), ("fuzhou.approver", True), ("fuzhou.reporter", False),
                       ("fujian.manager", False), ("xiamen.manager", False), ("yueyang.manager", False)):  # fmt: skip
        assert ("活动甲" in as_(name).get(REVIEW).content.decode()) is seen, name


def test_accepting_leads_to_the_next(as_, world, waiting):
    answer = as_("fuzhou.manager").post(one(waiting[0]), {"accept": "1"})
    assert answer.url == one(waiting[1])
    waiting[0].refresh_from_db()
    assert (waiting[0].state, waiting[0].accepted_by) == ("accepted", world.people["fuzhou.manager"])
    told = Message.objects.filter(kind="activity_accepted", channel="portal")
    assert {message.seat.user.username for message in told} == {"housing.reporter"}
    assert as_("fuzhou.manager").post(one(waiting[1]), {"accept": "1"}).url == REVIEW


def test_asking_for_more_needs_a_reason_and_keeps_it(as_, waiting):
    client = as_("fuzhou.manager")
    answer = client.post(one(waiting[0]), {"send_back": "1", "reason": " "})
    assert answer.status_code == 422
    assert "请选择或写明需要补充的内容" in answer.content.decode()
    client.post(one(waiting[0]), {"send_back": "1", "reason": "请补充参加人数"})
    waiting[0].refresh_from_db()
    assert (waiting[0].state, waiting[0].return_reason) == ("returned", "请补充参加人数")
    page = as_("housing.reporter").get(one(waiting[0], "edit")).content.decode()
    assert "请补充参加人数" in page
    assert client.get(one(waiting[0])).status_code == 404


def test_mended_and_handed_in_again(as_, world, waiting):
    as_("fuzhou.manager").post(one(waiting[0]), {"send_back": "1", "reason": "请补充参加人数"})
    as_("housing.reporter").post(one(waiting[0], "edit"), words(version=0, residents="400余", hand_in="1"))
    waiting[0].refresh_from_db()
    assert (waiting[0].state, waiting[0].residents_qualifier) == ("handed_in", "余")
    acts = list(AuditEvent.objects.filter(act__startswith="活动").order_by("pk").values_list("act", flat=True))
    assert acts == ["活动·请补充完善", "活动·修改", "活动·报送"]


def test_nobody_else_decides(as_, waiting):
    for name, status in (("fuzhou.reporter", 403), ("fujian.manager", 403), ("xiamen.manager", 404),
                         ("yueyang.manager", 404), ("housing.reporter", 403), ("outsider", 404)):  # fmt: skip
        assert as_(name).post(one(waiting[0]), {"accept": "1"}).status_code == status, name
    waiting[0].refresh_from_db()
    assert waiting[0].state == "handed_in"


def test_second_to_decide_is_told(as_, waiting):
    as_("fuzhou.manager").post(one(waiting[0]), {"accept": "1"})
    answer = as_("fuzhou.approver").post(one(waiting[0]), {"accept": "1"}, follow=True)
    assert "不能再审核通过" in answer.content.decode()


def test_sending_back_what_is_public_makes_it_internal(as_, world, campaign):
    activity = held(world.housing, campaign, "accepted", openness="public")
    as_("fuzhou.manager").post(one(activity), {"send_back": "1", "reason": "照片有误"})
    activity.refresh_from_db()
    assert (activity.state, activity.openness) == ("returned", "")


def test_public_only_after_a_recorded_review(as_, world, campaign):
    activity, client = held(world.housing, campaign, "accepted"), as_("fuzhou.manager")
    page = client.post(one(activity, "disclose"), {"openness": "public"})
    assert page.status_code == 422
    assert "须完成保密审查" in page.content.decode()
    future = {"openness": "public", "reviewer": "演示审查", "reviewed_on": "2999-01-01"}
    assert "不能晚于今天" in client.post(one(activity, "disclose"), future).content.decode()
    client.post(one(activity, "disclose"), future | {"reviewed_on": "2024-09-12"})
    activity.refresh_from_db()
    assert (activity.openness, activity.secrecy_reviewer) == ("public", "演示审查")
    assert activity.disclosed_by == world.people["fuzhou.manager"]


def test_what_is_not_accepted_cannot_be_disclosed(as_, waiting):
    assert as_("fuzhou.manager").get(one(waiting[0], "disclose")).status_code == 403
    assert as_("xiamen.manager").get(one(waiting[0], "disclose")).status_code == 404


def test_several_at_once(as_, world, campaign):
    ours = [held(world.housing, campaign, "accepted", title=f"活动{n}") for n in "甲乙丙"]
    foreign = held(world.xiamen, campaign, "accepted", title="外地活动")
    client = as_("fuzhou.manager")
    assert "外地活动" not in client.get(BULK).content.decode()
    form = {"openness": "public", "reviewer": "演示审查", "reviewed_on": "2024-09-12"}
    nothing = client.post(BULK, form)
    assert "请先勾选活动" in nothing.content.decode()
    mixed = client.post(BULK, form | {"activity": [ours[0].pk, foreign.pk]})
    assert "有的已不能办理" in mixed.content.decode()
    assert not Activity.objects.public().exists()
    client.post(BULK, form | {"activity": [ours[0].pk, ours[1].pk]})
    assert set(Activity.objects.public()) == set(ours[:2])


@pytest.mark.parametrize("page", [REVIEW, "/work/activities/?tab=region", BULK])
def test_queries_do_not_grow(as_, world, campaign, page, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for rows in (1, 3):
        while Activity.objects.count() < rows * 2:
            for state in ("handed_in", "accepted"):
                activity = held(world.housing, campaign, "draft")
                picturing.add(activity=activity, file=picture(), by=None)
                Activity.objects.filter(pk=activity.pk).update(state=state, handed_in_at="2024-09-11T00:00Z")
        client = as_("fuzhou.manager")
        client.get(page)
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(page)
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_filters_live_in_the_address(as_, world, campaign):
    held(world.housing, campaign, "handed_in", title="住建活动", sort="publicity")
    held(world.gulou, campaign, "accepted", title="鼓楼活动", sort="brands", place="三坊七巷")
    client = as_("fuzhou.manager")

    def shown(**asked):
        page = client.get("/work/activities/", {"tab": "region"} | asked).content.decode()
        return {name for name in ("住建活动", "鼓楼活动") if name in page}

    assert shown() == {"住建活动", "鼓楼活动"}
    assert shown(region="350102") == {"鼓楼活动"}
    assert shown(sort="publicity") == {"住建活动"}
    assert shown(state="accepted") == {"鼓楼活动"}
    assert shown(q="三坊") == {"鼓楼活动"}
    assert shown(unit=world.housing.pk) == {"住建活动"}
    assert shown(photos="1") == set()
    assert shown(photos="0") == {"住建活动", "鼓楼活动"}
    assert shown(since="2024-09-11") == set()
    assert shown(region="430600") == {"住建活动", "鼓楼活动"}  # not one's own: said to be ignored
    assert shown(since="昨天") == {"住建活动", "鼓楼活动"}


def test_a_public_activity_does_not_open_its_internal_plan(as_, world, campaign, national):
    """A sister city may read the activity, not the words of the internal plan it belongs to."""
    draft = planning.start(
        unit=world.fuzhou, campaign=campaign, parent=national.plan, by=world.people["fuzhou.drafter"]
    )
    action = editing.add(edition=draft, kind="arrangement", heading="内部安排的名称", by=world.people["fuzhou.drafter"])
    edition = issue(draft, public=False)
    entry = planned(edition, world.housing, "内部附件的文字")
    key = {"plan": edition.plan, "item_key": action.key, "planned_as": entry}
    activity = held(world.housing, campaign, "accepted", openness="public", **key)
    inside = as_("housing.reporter").get(one(activity, "work_activity")).content.decode()
    outside = as_("xiamen.reporter").get(one(activity, "work_activity")).content.decode()
    assert "内部安排的名称" in inside
    assert "内部附件的文字" in inside
    assert activity.title in outside
    assert "内部" not in outside
    assert "办理记录" not in outside
