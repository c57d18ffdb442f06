import datetime as dt

import pytest

from activities.missing import gaps
from activities.overview import board
from activities.tests.exports import exported, rows_of
from activities.tests.logbook import log, make_children
from campaigns import planning
from campaigns.models import Obligation, Report, Request
from campaigns.tests.papers import issue
from orgs.models import Region, Unit

URL = "/work/overview/"
TODAY = dt.date(2024, 10, 14)
CANARY = "金丝雀甲乙丙"


def owe(unit, request, **values) -> Obligation:
    if values.get("state") in ("handed_in", "accepted"):
        values["report"] = Report.objects.create(campaign=request.campaign, unit=unit, title=CANARY)
    return Obligation.objects.create(request=request, unit=unit, due_on=request.due_on, **values)


@pytest.fixture
def asked(world, national):
    day = dt.date(2024, 10, 12)
    campaign = national.plan.campaign
    return Request.objects.create(campaign=campaign, unit=world.fujian, title="报送总结", due_on=day)


@pytest.fixture
def busy(world, national, asked):
    handed = dt.datetime(2024, 10, 12, 15, 59, tzinfo=dt.UTC)
    owe(world.fuzhou, asked, state="handed_in", first_handed_in_at=handed)
    owe(world.xiamen, asked)
    owe(world.section, asked, optional=True)
    city = Request.objects.create(campaign=asked.campaign, unit=world.fuzhou, title="报送总结", due_on=asked.due_on)
    owe(world.gulou, city, state="nil")
    planning.execute_directly(unit=world.xiamen, plan=national.plan, by=world.people["xiamen.drafter"])
    fuzhou = planning.start(unit=world.fuzhou, campaign=asked.campaign, parent=national.plan, by=None, title="福州通知")
    issue(fuzhou, public=False)
    planning.start(unit=world.gulou, campaign=asked.campaign, parent=fuzhou.plan, by=None, title=CANARY)
    log(world.gulou, asked.campaign, workers=10, workers_qualifier="余")
    log(world.gulou, asked.campaign, CANARY, state="draft")
    log(world.yueyang, asked.campaign)
    return world


def test_where_each_place_stands(busy, asked):
    found = board(busy.regions["fujian"], asked.campaign, TODAY)
    lines = {line.name: line for line in found.below}
    assert list(lines) == ["福州市", "厦门市"]
    assert [lines[name].plan.label for name in lines] == ["已印发", "直接执行上级方案"]
    assert [[answer.label for answer in lines[name].answers] for name in lines] == [["按时报送"], ["逾期未报"]]
    fuzhou = lines["福州市"]
    assert (fuzhou.plans.have, fuzhou.plans.total) == (0, 1)
    assert (fuzhou.reports.have, fuzhou.reports.total) == (1, 1)
    assert (fuzhou.figures.activities, str(fuzhou.figures.workers), found.figures.activities) == (1, "约10", 1)


def test_the_parts_add_up_and_those_who_have_not_reported_are_named(busy, asked):
    found = board(busy.regions["fujian"], asked.campaign, TODAY)
    assert (found.asked.total, found.all.total) == (3, 4)
    for split in (found.asked, found.all):
        assert sum(part["count"] for part in split.parts) == split.total
    waiting = gaps(busy.regions["fujian"], asked.campaign, busy.people["fujian.manager"], TODAY)
    assert [(gap.request, [unit.unit for unit in gap.units]) for gap in waiting.requests] == [
        (asked, ["厦门市市场监督管理局"])
    ]
    fuzhou = board(busy.regions["fuzhou"], asked.campaign, TODAY)
    assert [(line.name, line.answers[0].label) for line in fuzhou.here] == [("质量发展科", "可不报")]


def test_the_page_shows_no_draft(busy, as_):
    page = as_("fujian.viewer").get(URL).content.decode()
    assert "福建省" in page
    assert "已印发" in page
    assert CANARY not in page


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        ("fujian.manager", "350100", 200),
        ("fujian.manager", "350102", 200),
        ("fujian.manager", "430600", 404),
        ("fujian.manager", "100000", 404),
        ("fuzhou.drafter", "350000", 404),
        ("xiamen.manager", "350100", 404),
        ("hunan.manager", "350000", 404),
        ("housing.reporter", "350100", 404),
        ("outsider", "350000", 404),
        ("nation.viewer", "350102", 200),
        ("fujian.manager", "nowhere", 404),
    ],
)
def test_only_within_reach(world, campaign, as_, who, code, status):  # noqa: PLR0917  (a table of cases)
    assert as_(who).get(URL, {"region": code}).status_code == status


@pytest.mark.parametrize("who", ["housing.reporter", "outsider"])
def test_others_are_told_who_sees_it(world, campaign, as_, who):
    assert "由各级牵头单位查看" in as_(who).get(URL).content.decode()


@pytest.mark.parametrize("children", [10, 1000])
def test_the_number_of_queries_does_not_grow_with_the_tree(world, national, asked, children, django_assert_num_queries):
    for unit in make_children(world.regions["fujian"], children, asked.campaign)[:20]:
        owe(unit, asked)
    with django_assert_num_queries(4):
        found = board(world.regions["fujian"], asked.campaign, TODAY)
    assert len(found.below) == children + 2


def test_a_region_without_a_lead_office_stands_in_its_place_as_in_the_workbook(world, campaign, as_):
    """What its bodies did is its own, and not the city's: page and workbook say the same."""
    city = world.regions["fuzhou"]
    place = Region.objects.create(path=f"{city.path}0009", depth=city.depth + 1, numchild=0, code="350128",
                                  name="平潭县", short_name="平潭", level="county", rank=350128)  # fmt: skip
    body = Unit.objects.create(region=place, name="平潭县教育局", short_name="教育局", kind="member", order=1)
    log(body, campaign, residents=7)
    log(world.fuzhou, campaign)
    found = board(city, campaign, TODAY)
    assert [(line.name, line.figures.activities) for line in found.below] == [("鼓楼区", 0), ("平潭县", 1)]
    assert (found.tree.own.activities, found.figures.activities) == (1, 2)
    shown = as_("fuzhou.manager").get("/work/overview/").content.decode()
    assert "未设牵头单位" in shown
    assert "?region=350128" in shown
    book = exported(as_("fuzhou.manager"), world.fuzhou, "book")
    rows = {row["地区"]: row["活动（项）"] for row in rows_of(book, "数据汇总")}
    assert (rows["福州市"], rows["本级单位"], rows["平潭县"]) == (2, 1, 1)
