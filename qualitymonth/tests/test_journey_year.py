"""One campaign from county to city, province and nation, through the pages: asked, logged, extended, handed in,
returned, late, nothing to report, optional, adopted, accepted, exported. What each office is told adds up everywhere.
"""

import datetime as dt
import io
import re
from collections.abc import Iterator
from types import SimpleNamespace

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from activities import overview
from activities.models import Activity
from activities.tests.diary import words
from activities.tests.exports import exported, rows_of
from activities.tests.keys import system
from campaigns.models import Extension, FieldAnswer, Obligation, Request
from campaigns.workdays import today
from orgs.beijing import BEIJING
from orgs.models import Message

pytestmark = pytest.mark.usefixtures("national")
ASK = "/work/reports/ask/"
COUNTY, CITY, PROVINCE = dt.date(2024, 10, 11), dt.date(2024, 10, 18), dt.date(2024, 10, 25)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(dt.datetime(2024, 9, 10, 9, tzinfo=BEIJING)) as traveller:
        yield traveller


@pytest.fixture
def year(world, as_, clock) -> SimpleNamespace:
    """`year.on(10, 13)` moves to that morning; `year.owed("gulou")` is what the unit owes the office above."""

    def on(month: int, day: int) -> None:
        clock.move_to(dt.datetime(2024, month, day, 9, tzinfo=BEIJING))

    def owed(unit: str) -> Obligation:
        return Obligation.objects.select_related("report", "request").get(unit=getattr(world, unit))

    return SimpleNamespace(on=on, owed=owed, as_=as_, world=world)


def go(client: Client, name: str, owed: Obligation, data: dict | None = None) -> None:
    """A step of an answer's page; it must have been taken."""
    answer = client.post(reverse(f"campaigns:{name}", args=[owed.pk]), data or {})
    assert (answer.status_code, "login" in answer.get("Location", "")) == (302, False), answer.content.decode()


def shown(client: Client, owed: Obligation) -> str:
    return client.get(reverse("campaigns:obligation", args=[owed.pk])).content.decode()


def ask(client: Client, due_on: dt.date, **more) -> None:
    asked = {"kind": "summary", "title": "报送2024年“质量月”活动总结", "why": "汇总上报", "due_on": due_on} | more
    assert client.post(ASK, asked).status_code == 302


def hand_in(client: Client, owed: Obligation, text: str, **more) -> None:
    owed.refresh_from_db()
    version = owed.report.version if owed.report else 0
    given = {"title": f"{owed.unit}总结", "text": text, "version": version, "do": "hand_in"}
    go(client, "report_write", owed, given | more)


def adopt(client: Client, owed: Obligation, *wanted: str) -> None:
    """Take over the paragraphs that say so, then hand in."""
    address = reverse("activities:compose", args=[owed.pk])
    offered = [row for _, rows in client.get(address).context["groups"] for row in rows]
    picks = [row.id for row in offered if any(word in row.text for word in wanted)]
    assert len(picks) == len(wanted)
    assert client.post(address, {"pick": picks}).status_code == 302


def log(year, who: str, office: str, title: str, **more) -> None:
    """Logged and handed in by the unit, accepted by the office that decides."""
    year.as_(who).post("/work/activities/new/", words(title=title, hand_in="1", sort="publicity", **more))
    activity = Activity.objects.get(title=title)
    assert activity.state == "handed_in"
    year.as_(office).post(f"/work/review/{activity.pk}/", {"accept": "1"})
    activity.refresh_from_db()
    assert activity.state == "accepted"


def september(year) -> None:
    """Activities, then each office asks those below it, each by an earlier date than its own."""
    log(year, "gulou.reporter", "fuzhou.manager", "鼓楼质量开放日", residents="400余")
    log(year, "housing.reporter", "fuzhou.manager", "样板工地观摩", workers="60")
    log(year, "xiamen.reporter", "fujian.manager", "厦门计量咨询", residents="100")
    year.on(9, 20)
    world, as_ = year.world, year.as_
    ask(as_("nation.manager"), PROVINCE, rules=["below"])
    own = {"own-TOTAL_FORMS": 1, "own-INITIAL_FORMS": 0, "own-0-kind": "number", "own-0-label": "质量小组",
           "own-0-unit": "个", "own-0-hint": "", "own-0-options": "", "own-0-known": "", "do": "ask"}  # fmt: skip
    ask(as_("fujian.manager"), CITY, units=[world.fuzhou.pk, world.xiamen.pk], **own)
    ask(as_("fuzhou.manager"), COUNTY, units=[world.gulou.pk])
    ask(as_("fuzhou.manager"), COUNTY, units=[world.housing.pk], optional="on")
    assert Request.objects.count() == 4


def the_county(year) -> None:
    """Asks for three days more, hands in, is returned, hands in again, is accepted: in time."""
    owed = year.owed("gulou")
    year.on(10, 9)
    county, city = year.as_("gulou.reporter"), year.as_("fuzhou.manager")
    until = {"extension-until": "2024-10-14", "extension-reason": "数据尚在核对"}
    go(county, "report_extension", owed, until)
    extension = Extension.objects.get()
    granted = {"do": "grant", "decide-extension": extension.pk, "decide-until": "2024-10-14", "decide-note": ""}
    go(city, "report_extension_decide", owed, granted)
    year.on(10, 13)
    county, city = year.as_("gulou.reporter"), year.as_("fuzhou.manager")
    hand_in(county, owed, "开展质量开放日1场，市民400余人参加。\n还存在宣传面不够广的问题。")
    go(city, "report_return", owed, {"reason": "请补充下一步打算"})
    year.on(10, 15)
    county, city = year.as_("gulou.reporter"), year.as_("fuzhou.manager")
    assert "请补充下一步打算" in shown(county, owed)
    hand_in(county, owed, "开展质量开放日1场，市民400余人参加。\n下一步将继续办好质量开放日。")
    go(city, "report_accept", owed)


def the_cities(year) -> None:
    """福州 writes its own from the county's and is accepted; 厦门 comes two days late."""
    year.on(10, 16)
    city, owed = year.as_("fuzhou.reporter"), year.owed("fuzhou")
    adopt(city, owed, "市民400余人")
    owed.refresh_from_db()
    [field] = owed.request.fields.all()
    number = {f"own-f{field.pk}": "约12"}
    hand_in(city, owed, owed.report.text, **number)
    assert FieldAnswer.objects.get().qualifier == "约"
    go(year.as_("fujian.manager"), "report_accept", owed)
    assert "被福州市市场监督管理局采用" in shown(year.as_("gulou.reporter"), year.owed("gulou"))
    year.on(10, 20)
    late = year.owed("xiamen")
    assert "逾期" in shown(year.as_("xiamen.reporter"), late)
    hand_in(year.as_("xiamen.reporter"), late, "厦门开展计量咨询。", **number)


def the_provinces(year) -> None:
    """福建 hands in although a city's was not decided yet; 湖南 had nothing; the nation accepts."""
    year.on(10, 22)
    province, owed = year.as_("fujian.reporter"), year.owed("fujian")
    adopt(province, owed, "市民400余人", "计量咨询")
    owed.refresh_from_db()
    hand_in(province, owed, owed.report.text)
    go(year.as_("hunan.reporter"), "report_nil", year.owed("hunan"))
    go(year.as_("nation.manager"), "report_accept", owed)
    for unit in ("gulou", "fuzhou", "xiamen"):
        told = Message.objects.filter(kind="adopted", channel="portal", seat__unit=getattr(year.world, unit))
        assert told.exists(), unit
    assert "被福建省市场监督管理局采用" in shown(year.as_("gulou.reporter"), year.owed("gulou"))


def test_a_year_from_county_to_nation(year):
    september(year)
    the_county(year)
    the_cities(year)
    the_provinces(year)
    year.on(10, 28)
    the_book_tells_it(year)


STOOD = {"gulou": "按时报送", "housing": "可不报", "fuzhou": "按时报送", "xiamen": "逾期报送", "fujian": "按时报送",
         "hunan": "本单位无相关活动"}  # fmt: skip


def the_book_tells_it(year) -> None:
    """The nation's workbook, its overview and its key say the same."""
    world = year.world
    book = exported(year.as_("nation.manager"), world.nation, "book")
    owed = {row["单位"]: row for row in rows_of(book, "上报情况")}
    assert {name: owed[getattr(world, name).name]["上报情况"] for name in STOOD} == STOOD
    assert len(owed) == len(STOOD)
    county = owed[world.gulou.name]
    assert (county["延期"], county["延期至"].date(), county["办理状态"]) == (
        "已同意",
        dt.date(2024, 10, 14),
        "审核通过",
    )
    parts = overview.board(world.regions["nation"], Request.objects.earliest("pk").campaign, today()).all.parts
    counted = {part["label"]: part["count"] for part in parts if part["count"]}
    assert counted == {word: list(STOOD.values()).count(word) for word in STOOD.values()}
    tree = {row["地区"]: row for row in rows_of(book, "数据汇总")}
    top = tree["中华人民共和国"]
    assert (top["活动（项）"], top["群众（人次）"], top["一线员工（人次）"], top["核对"]) == (3, 500, 60, "相符")
    key = system(world, "nation", scope="region", by="nation.manager")
    assert key.get("/summary").json()["items"][0]["residents"] == 500
    assert key.get("/obligations").json()["count"] == len(STOOD)
    page = year.as_("nation.viewer").get("/work/overview/").content.decode()
    assert re.search(r"500\s*人次|500", page)
    assert "质量小组" not in str(list(openpyxl.load_workbook(io.BytesIO(book)).sheetnames)), "the province's own field"
    province = exported(year.as_("fujian.manager"), world.fujian, "book")
    [field, *others] = rows_of(province, "填报项")
    assert (field["填报"], field["限定词"], field["单位"]) == (12, "约", world.fuzhou.name)
    assert [row["单位"] for row in others] == [world.xiamen.name]
