"""Finding activities: every condition in the address, numbers that add up, five ways of showing, few queries."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from activities import facets, gallery_page, listing_page
from activities.filters import rows_for
from activities.models import Activity, CoHolder
from activities.tests.diary import held
from activities.tests.logbook import picture
from campaigns.reading import contents
from orgs.models import AuditEvent

LIST, FILE = "/work/activities/", "/work/activities/calendar.ics"
SHOWN = ("list", "cards", "calendar", "timeline", "gallery")


@pytest.fixture
def year(world, campaign):
    """Activities of 福州, its housing bureau, 鼓楼 and 厦门, unlike each other in all that can be asked for."""
    day = dt.date(2024, 9, 10)
    world.open_day = held(world.fuzhou, campaign, "accepted", title="质量开放日", sort="publicity", place="市民广场")
    world.mine = held(world.fuzhou, campaign, "draft", title="还在写的草稿", sort="brands")
    world.house = held(
        world.housing, campaign, "handed_in", title="住宅工程质量观摩", sort="methods", held_on=day.replace(day=12)
    )
    later = {"held_on": day.replace(day=20), "ends_on": day.replace(day=22), "outcome": "postponed"}
    world.drum = held(world.gulou, campaign, "accepted", title="鼓楼QC小组竞赛", sort="grassroots", **later)
    world.sea = held(world.xiamen, campaign, "accepted", title="厦门品牌展", sort="brands", text="展出老字号")
    picture(world.drum)
    return world


def titles(client, query):
    return [activity.title for activity in client.get(f"{LIST}?{query}").context["page"].rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["住宅工程质量观摩", "质量开放日", "鼓楼QC小组竞赛"]),
        ("&q=观摩", ["住宅工程质量观摩"]),
        ("&q=qc小组", ["鼓楼QC小组竞赛"]),
        ("&q=QC", ["鼓楼QC小组竞赛"]),
        ("&q=广场", ["质量开放日"]),
        ("&q=住房", ["住宅工程质量观摩"]),
        ("&q=质量 住宅", ["住宅工程质量观摩"]),
        ("&q=%25", []),
        ("&region=350102", ["鼓楼QC小组竞赛"]),
        ("&sort=methods", ["住宅工程质量观摩"]),
        ("&state=handed_in", ["住宅工程质量观摩"]),
        ("&outcome=postponed", ["鼓楼QC小组竞赛"]),
        ("&since=2024-09-12", ["住宅工程质量观摩", "鼓楼QC小组竞赛"]),
        ("&until=2024-09-12&since=2024-09-12", ["住宅工程质量观摩"]),
        ("&photos=1", ["鼓楼QC小组竞赛"]),
        ("&photos=0", ["住宅工程质量观摩", "质量开放日"]),
        ("&case=1", []),
        ("&sort=none", []),
    ],
)
def test_each_condition_in_the_address(as_, year, query, found):
    assert sorted(titles(as_("fuzhou.manager"), f"tab=region{query}")) == sorted(found)


def test_an_action_is_found_by_its_root_at_every_level(as_, world, national):
    action = next(item for item in contents(national).items if item.heading == "计量服务中小企业行")
    for unit in (world.fujian, world.fuzhou, world.gulou):
        held(unit, national.plan.campaign, "accepted", title=f"{unit.short_name}计量", item_root=action.root)
    held(world.gulou, national.plan.campaign, "accepted", title="别的")
    for who, number in (("nation.manager", 3), ("fujian.manager", 3), ("fuzhou.manager", 2), ("gulou.manager", 1)):
        page = as_(who).get(LIST, {"tab": "region", "action": action.root})
        assert page.context["listing"].total == number, who
        assert f'<option value="{action.root}" selected>计量服务中小企业行</option>' in page.content.decode()


def test_what_cannot_be_read_is_told_and_changes_nothing(as_, year):
    page = as_("fuzhou.manager").get(f"{LIST}?tab=region&sort=nonsense&since=昨天&region=430600&unit=x&action=1")
    text = page.content.decode()
    assert "无法识别，没有采用：地区及以下 单位 类别 专项行动 自" in text
    assert page.context["listing"].total == 3


def test_facets_say_what_another_choice_would_give(as_, year):
    page = as_("fuzhou.manager").get(f"{LIST}?tab=region&sort=methods")
    told = {facet["label"]: {v["label"]: v["count"] for v in facet["values"]} for facet in page.context["facets"]}
    assert told["类别"] == {"质量宣贯": 1, "质量管理模式方法推广": 1, "群众性质量活动": 1}
    assert "状态" not in told  # of this sort there is but one state: no choice
    chosen = next(v for facet in page.context["facets"] for v in facet["values"] if v["current"])
    assert chosen["url"] == "?tab=region"  # the chosen value leads back to all
    assert page.context["listing"].total == 1


def test_a_search_that_finds_very_many_shows_the_latest(as_, year, monkeypatch):
    monkeypatch.setattr(facets, "FIRST_FINDS", 2)
    page = as_("fuzhou.manager").get(f"{LIST}?tab=region&q=质量")
    assert [row.title for row in page.context["page"].rows] == ["住宅工程质量观摩", "质量开放日"]
    held(year.gulou, year.open_day.campaign, "accepted", title="更早的质量活动", held_on=dt.date(2024, 9, 1))
    page = as_("fuzhou.manager").get(f"{LIST}?tab=region&q=质量")
    assert "只列出日期最近的" in page.content.decode()
    assert len(page.context["page"].rows) == 2


@pytest.mark.parametrize("order", ["", "day", "handed_in", "changed", "place"])
def test_pages_hold_every_row_once_forward_and_back(as_, world, campaign, order, monkeypatch):
    monkeypatch.setitem(listing_page.SIZES, "list", 3)
    for n in range(10):
        row = held(world.fuzhou if n % 2 else world.gulou, campaign, "accepted", title=f"第{n}项",
                   held_on=dt.date(2024, 9, 1 + n // 3))  # fmt: skip
        if n % 4:
            Activity.objects.filter(pk=row.pk).update(handed_in_at=f"2024-09-{10 + n // 2}T10:00+08:00")
    client, query, seen, places = as_("fuzhou.manager"), f"?tab=region&order={order}", [], []
    while query:
        page = client.get(LIST + query)
        seen.append([row.pk for row in page.context["page"].rows])
        places.append((page.context["page"].first, page.context["page"].last))
        query, last = page.context["pages"].get("next"), page
    rows = rows_for(user=world.people["fuzhou.manager"], campaign=campaign, query=f"tab=region&order={order}")
    assert [pk for page in seen for pk in page] == list(rows.values_list("pk", flat=True))
    assert places == [(1, 3), (4, 6), (7, 9), (10, 10)]
    for expected in reversed(seen[:-1]):
        last = client.get(LIST + last.context["pages"]["previous"])
        assert [row.pk for row in last.context["page"].rows] == expected
    assert "previous" not in last.context["pages"]


@time_machine.travel("2024-09-12 10:00+08:00", tick=False)
def test_the_calendar_shows_days_and_what_goes_on(as_, year):
    page = as_("fuzhou.manager").get(f"{LIST}?tab=region&view=calendar")
    days = {day.date.day: day for week in page.context["calendar"]["weeks"] for day in week if day.inside}
    assert (len(days), page.context["calendar"]["total"]) == (30, 3)
    assert [entry["title"] for entry in days[21].entries] == ["鼓楼QC小组竞赛"]
    assert (days[20].count, days[21].count) == (1, 0)
    assert days[12].is_today
    assert "9月12日" not in page.context["around"]["before"]
    week = as_("fuzhou.manager").get(f"{LIST}?tab=region&view=calendar&week=2024-09-12").context["calendar"]
    assert (str(week["first"]), str(week["last"]), week["total"]) == ("2024-09-09", "2024-09-15", 2)


@pytest.mark.parametrize("query", ["month=2024-13", "month=x", "week=2024-99-01", "month=0001-01", "week=9999-12-31"])
def test_a_calendar_of_no_month_shows_the_campaigns(as_, year, query):
    page = as_("fuzhou.manager").get(f"{LIST}?tab=region&view=calendar&{query}")
    assert page.status_code == 200
    assert page.context["calendar"]["first"].year == 2024


def test_a_day_with_very_many_shows_how_many(as_, world, campaign):
    for n in range(41):
        held(world.fuzhou, campaign, "accepted", title=f"第{n}项")
    page = as_("fuzhou.manager").get(f"{LIST}?tab=own&view=calendar&month=2024-09")
    assert "41项" in page.content.decode()
    assert "第1项" not in page.content.decode()
    assert "since=2024-09-10&amp;until=2024-09-10" in page.content.decode()


def test_the_calendar_file_is_one_that_calendars_read(as_, year):
    answer = as_("fuzhou.manager").get(f"{FILE}?tab=region")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    found = {str(event["summary"]): event for event in events}
    assert set(found) == {"质量开放日", "住宅工程质量观摩", "鼓楼QC小组竞赛"}
    drum = found["鼓楼QC小组竞赛"]
    assert (drum["dtstart"].dt, drum["dtend"].dt) == (dt.date(2024, 9, 20), dt.date(2024, 9, 23))
    assert drum["status"] == "TENTATIVE"
    assert str(drum["uid"]).startswith(year.drum.public_id)
    assert AuditEvent.objects.filter(act="活动·日历文件", actor=year.people["fuzhou.manager"]).count() == 1


def test_a_calendar_file_of_too_many_is_refused_with_a_sentence(as_, year, monkeypatch):
    monkeypatch.setattr("activities.calendar_file.MOST", 2)
    answer = as_("fuzhou.manager").get(f"{FILE}?tab=region", follow=True)
    assert "日历文件最多2项" in answer.content.decode()
    assert answer.redirect_chain[0][0].endswith("?tab=region")
    assert not AuditEvent.objects.filter(act="活动·日历文件").exists()


def test_the_list_can_be_exported_by_who_may(as_, year):
    assert (
        "exports/?query=tab%3Dregion%26q%3D" in as_("fuzhou.manager").get(f"{LIST}?tab=region&q=质量").content.decode()
    )
    assert "导出当前列表" not in as_("fuzhou.viewer").get(f"{LIST}?tab=region").content.decode()


def test_the_wall_of_an_action_and_of_all(as_, world, national):
    action = next(item for item in contents(national).items if item.kind == "action")
    shots = [
        picture(held(world.fuzhou, national.plan.campaign, "accepted", item_root=root)) for root in (action.root, None)
    ]
    page = as_("fuzhou.manager").get(f"{LIST}?tab=own&view=gallery")
    assert [photo.pk for photo in page.context["page"].rows] == [shots[1].pk, shots[0].pk]
    page = as_("fuzhou.manager").get(f"{LIST}?tab=own&view=gallery&action={action.root}")
    assert [photo.pk for photo in page.context["page"].rows] == [shots[0].pk]


@pytest.mark.parametrize(
    ("view", "queries"), [("list", 13), ("cards", 13), ("calendar", 13), ("timeline", 14), ("gallery", 13)]
)
def test_the_number_of_queries_is_the_same_at_one_and_three_rows(as_, world, national, view, queries):
    client, campaign = as_("fuzhou.manager"), national.plan.campaign
    address = f"{LIST}?tab=region&view={view}&month=2024-09&region=350100"
    counted = []
    for number in (1, 2):
        for n in range(number):
            row = held(world.gulou, campaign, "accepted", title=f"活动{n}", held_on=dt.date(2024, 9, 3 + n + number))
            picture(row)
            CoHolder.objects.create(activity=row, unit=world.housing, name="市住建局")
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counted.append(len(captured))
    assert counted == [queries, queries]


@pytest.mark.parametrize("order", ["", "day"])
def test_pages_of_the_wall_hold_every_photo_once_forward_and_back(as_, world, campaign, order, monkeypatch):
    monkeypatch.setattr(gallery_page, "SIZE", 3)
    shots = []
    for n in range(4):
        row = held(world.fuzhou, campaign, "accepted", title=f"第{n}项", held_on=dt.date(2024, 9, 4 - n // 2))
        shots += [(row.held_on, row.pk, picture(row).pk) for _ in range(2)]
    expected = sorted(shots, key=lambda shot: (shot[0], shot[1], shot[2] if order else -shot[2]), reverse=not order)
    client, query, seen = as_("fuzhou.manager"), f"?tab=own&view=gallery&order={order}", []
    while query:
        page = client.get(LIST + query)
        seen.append([photo.pk for photo in page.context["page"].rows])
        query, last = page.context["pages"].get("next"), page
    assert [pk for page in seen for pk in page] == [pk for _, _, pk in expected]
    for before in reversed(seen[:-1]):
        last = client.get(LIST + last.context["pages"]["previous"])
        assert [photo.pk for photo in last.context["page"].rows] == before
