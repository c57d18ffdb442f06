"""What is kept at each hand-in, and what the office is shown of it the next time."""

import pytest
from django.urls import reverse

from activities import logging, picturing, reviewing
from activities.differing import changed, photo_changes, rows
from activities.models import Activity, HandIn
from activities.tests.diary import held, picture, words
from orgs.models import Message


def one(activity, page="review_one"):
    return reverse(f"activities:{page}", args=[activity.pk])


@pytest.fixture
def returned(world, campaign, as_):
    """Handed in with one picture, and sent back once."""
    activity = held(world.housing, campaign, title="举办质量开放日", place="一号厅", text="市民走进实验室。")
    picturing.add(activity=activity, file=picture("一.jpg"), by=None)
    logging.hand_in(activity=activity, by=world.people["housing.reporter"])
    reviewing.send_back(activity=activity, reason="请补充参加人数", by=world.people["fuzhou.manager"])
    return activity


def test_every_hand_in_is_kept_with_its_decision(returned, world):
    first = HandIn.objects.get()
    assert (first.number, first.decision, first.reason) == (1, "returned", "请补充参加人数")
    assert (first.words["title"], first.words["held_on"], len(first.photos)) == ("举办质量开放日", "2024-09-10", 1)
    assert (first.by, first.decided_by) == (world.people["housing.reporter"], world.people["fuzhou.manager"])
    logging.hand_in(activity=returned, by=None)
    logging.withdraw(activity=returned, by=world.people["housing.reporter"])
    logging.hand_in(activity=returned, by=None)
    reviewing.accept(activity=returned, by=world.people["fuzhou.manager"])
    assert list(HandIn.objects.values_list("number", "decision")) == [
        (1, "returned"),
        (2, "withdrawn"),
        (3, "accepted"),
    ]


def test_the_office_sees_what_changed_since_the_last_return(returned, as_):
    reporter, office = as_("housing.reporter"), as_("fuzhou.manager")
    sent = words(
        version=0,
        title="举办质量开放周",
        place="一号厅",
        text="市民走进实验室。",
        residents="400余",
        holders="市教育局",
    )
    reporter.post(one(returned, "edit"), sent | {"photos": picture("二.jpg"), "hand_in": "1"})
    page = office.get(one(returned)).content.decode()
    assert "上次退回以来的改动" in page
    assert "举办质量开放<del>日</del><ins>周</ins>" in page
    assert "<ins>400余</ins>" in page
    assert "<ins>市教育局</ins>" in page
    assert "二.jpg" in page
    assert "<dt>地点</dt><dd><ins>" not in page  # which is as it was
    assert page.count("请补充参加人数") >= 2  # beside the changes, and among the returns
    assert "历次退回" in page


def test_handed_in_again_without_a_change_is_said(returned, as_):
    logging.hand_in(activity=returned, by=None)
    assert "内容和照片都没有改动" in as_("fuzhou.manager").get(one(returned)).content.decode()


def test_nothing_is_compared_at_the_first_hand_in(world, campaign, as_):
    activity = held(world.housing, campaign)
    logging.hand_in(activity=activity, by=None)
    page = as_("fuzhou.manager").get(one(activity)).content.decode()
    assert "以来的改动" not in page
    assert "历次退回" not in page


def test_what_was_handed_in_before_snapshots_were_kept_can_be_decided_on(world, campaign, as_):
    activity = held(world.housing, campaign, "handed_in")
    as_("fuzhou.manager").post(one(activity), {"send_back": "1", "reason": "请补充照片"})
    assert Activity.objects.get().state == "returned"


def test_the_history_of_returns_is_closed_to_outsiders(returned, as_, world, campaign):
    Activity.objects.filter(pk=returned.pk).update(
        state="accepted", openness="public", secrecy_reviewer="演示", secrecy_reviewed_on="2024-09-12"
    )
    assert "请补充参加人数" in as_("housing.reporter").get(one(returned, "work_activity")).content.decode()
    assert "请补充参加人数" not in as_("xiamen.manager").get(one(returned, "work_activity")).content.decode()


def test_the_reporter_is_told_in_the_same_transaction(returned):
    told = Message.objects.filter(kind="activity_returned", channel="portal").get()
    assert told.seat.user.username == "housing.reporter"
    assert "请补充参加人数" in told.body


BASE = {"title": "开放日", "held_on": "2024-09-10", "residents": 400, "residents_qualifier": "", "holders": [],
        "counters": [{"kind": "boards", "value": 3, "qualifier": ""}]}  # fmt: skip


def test_fields_are_compared_as_people_read_them():
    new = BASE | {"held_on": "2024-09-11", "residents_qualifier": "余", "counters": [], "sort": "brands"}
    found = {row.label: (row.old, row.new) for row in changed(BASE, new)}
    assert found == {
        "日期": ("2024年9月10日", "2024年9月11日"),
        "群众（人次）": ("400", "400余"),
        "类别": ("", "质量品牌宣传推介"),
        "其他数据": ("展板（块） 3", ""),
    }
    for row in rows(BASE, new):
        assert "".join(s.text for s in row.spans if s.op != "inserted") == (row.old if row.differs else "")


def test_photos_are_compared_one_by_one():
    def photo(key, **more):
        return {"id": key, "caption": "", "credit": "", "alt": "", "digest": key, "original_name": f"{key}.jpg"} | more

    old = [photo("a"), photo("b", caption="讲解"), photo("c")]
    new = [photo("b", caption="现场讲解"), photo("c", digest="x"), photo("d")]
    found = [(change.what, change.words) for change in photo_changes(old, new)]
    assert found == [("说明有改动", "现场讲解"), ("已替换或修改画面", "c.jpg"), ("新增", "d.jpg"), ("已删去", "a.jpg")]
