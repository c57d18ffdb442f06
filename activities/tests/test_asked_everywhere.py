"""Doubles and figures hardly meant are pointed out on every way in: contact links, workbooks, the interface by key."""

import datetime as dt

import pytest
from django.test import Client

from activities import importing_doubts
from activities.models import Activity
from activities.tests.diary import held
from activities.tests.keys import system
from activities.tests.test_contact_links import WORDS, make, post  # noqa: F401  (`make` is a fixture)
from activities.tests.test_importing_pages import reporter  # noqa: F401  (a fixture)
from activities.tests.workbooks import HEADINGS, book, confirm, counts, full, page, read
from orgs.models import AuditEvent

pytestmark = pytest.mark.usefixtures("national")
DAY = dt.date(2024, 9, 10)


def test_a_contact_is_asked_once_and_says_so_with_a_tick(make, world):  # noqa: F811
    path = make()
    asked = post(path, hand_in="1", residents="30000000")
    assert asked.status_code == 409
    assert "参加的群众填了3000万" in asked.text
    assert "已保存，尚未报送" in asked.text
    assert 'value="30000000"' in asked.text
    activity = Activity.objects.get()
    assert (activity.state, activity.residents) == ("draft", 30_000_000)
    again = post(path, hand_in="1", residents="30000000", version=activity.version, sure="residents=30000000")
    assert again.status_code == 302
    assert Activity.objects.get().state == "handed_in"
    assert "3000万" in AuditEvent.objects.get(act="活动·核对后确认无误").details["reason"]


def test_a_contact_hears_of_what_was_handed_in_never_of_drafts(make, world, campaign):  # noqa: F811
    held(world.housing, campaign, title="联络员写的一句话（内部草稿）", held_on=DAY)
    path = make()
    assert post(path, hand_in="1").status_code == 302
    held(world.housing, campaign, "handed_in", title="内部定的名称：联络员写的一句话", held_on=DAY)
    other = make()
    asked = post(other, hand_in="1")
    assert (asked.status_code, "可能已经登记过同一项活动" in asked.text) == (409, True)
    assert "内部定的名称" not in asked.text
    assert "内部草稿" not in asked.text
    keys = [twin.key for twin in asked.context["twins"]]
    assert post(other, hand_in="1", version=0, sure=keys).status_code == 302


def test_a_workbook_says_per_row_what_to_look_at_and_goes_in_all_the_same(reporter, world, campaign):  # noqa: F811
    held(world.fuzhou, campaign, title="举办质量开放日，市民走进实验室", held_on=DAY)
    held(world.fuzhou, campaign, title="已取消的计量讲堂", held_on=DAY, outcome="cancelled")
    rows = [
        full(活动="举办“质量开放日”活动，市民走进实验室", 日期=dt.date(2024, 9, 11)),
        full(活动="走访中小企业", 日期=DAY, **{"群众（人次）": 30_000_000}),
        full(活动="已取消的计量讲堂", 日期=dt.date(2024, 9, 12)),
        full(活动="电梯安全进校园", 日期=dt.date(2024, 9, 20)),
        full(活动="电梯安全进校园活动", 日期=dt.date(2024, 9, 21)),
    ]
    job = read(reporter, book(*rows, headings=HEADINGS))
    assert counts(job) == {"new": 5, "changed": 0, "same": 0, "wrong": 0, "left": 0}
    assert job.counts["doubt"] == 3
    assert "有3行的数字、日期或名称请核对" in page(reporter, job)
    shown = reporter.get(f"/work/activities/import/{job.public_id}/", {"kind": "doubt"}).text
    assert "与已登记的“举办质量开放日，市民走进实验室”（9月10日）" in shown
    assert "参加的群众填了3000万" in shown
    assert "第5行“电梯安全进校园”" in shown
    assert "讲堂" not in shown
    assert confirm(reporter, job).state == "done"
    assert Activity.objects.count() == 7


def test_comparing_a_long_table_is_bounded_and_says_so(reporter, monkeypatch):  # noqa: F811
    monkeypatch.setattr(importing_doubts, "MOST", 3)
    rows = [full(活动=f"第{n}次电梯安全进校园", 日期=DAY) for n in range(5)]
    assert "只核对了前面各行是否可能重复登记" in page(reporter, read(reporter, book(*rows, headings=HEADINGS)))


def test_the_interface_tells_what_to_look_at_and_refuses_nothing(world, campaign):
    platform = system(world)
    sent = {"title": "举办质量开放日", "held_on": "2024-09-10"}
    first = platform.post("/activities", sent).json()
    assert first["questions"] == []
    second = platform.post("/activities", sent | {"residents": 30_000_000})
    assert second.status_code == 201
    told = {each["field"]: each["text"] for each in second.json()["questions"]}
    assert "3000万" in told["residents"]
    assert first["id"] in told[""]
    done = platform.post(f"/activities/{second.json()['id']}/hand-in", match=0)
    assert (done.status_code, done.json()["state"], len(done.json()["questions"])) == (200, "handed_in", 2)
    assert [each["questions"] for each in platform.get("/activities").json()["items"]] == [None, None]


def test_the_interface_names_no_words_of_others(world, campaign):
    theirs = held(world.housing, campaign, "handed_in", title="内部金丝雀：举办质量开放日", held_on=DAY)
    theirs.co_holders.create(unit=world.fuzhou, name=world.fuzhou.name)
    made = system(world).post("/activities", {"title": "举办质量开放日", "held_on": "2024-09-10"})
    [asked] = made.json()["questions"]
    assert world.housing.name in asked["text"]
    assert "金丝雀" not in made.text


def test_void_links_ask_nothing(make, world, campaign):  # noqa: F811
    held(world.housing, campaign, "handed_in", title=WORDS["title"], held_on=DAY)
    path = make()
    Client().get(path)
    assert "可能已经登记过" not in Client().get(path).text
