"""The pages of 进度总览 as people see them: what stands there, in which order, and what stays hidden."""

import datetime as dt
import re

import pytest
import time_machine

from activities.models import Activity
from activities.owing import groups, owed_within
from activities.tests.logbook import log, make_children
from campaigns.models import Campaign, Item, Obligation, Report, Request
from campaigns.reaching import NOBODY, SILENT
from campaigns.standing import stands, tally
from orgs.models import User

BASE = "/work/overview/"
PAGES = (BASE, f"{BASE}rows/", f"{BASE}activities/", f"{BASE}coverage/", f"{BASE}last-year/")
QUERIES = dict(zip(PAGES, (12, 9, 11, 11, 10), strict=True))
CANARY = "金丝雀甲乙丙"


@pytest.fixture
def asked(world, national):
    day = dt.date(2024, 10, 12)
    return Request.objects.create(campaign=national.plan.campaign, unit=world.fujian, title="报送总结", due_on=day)


def owe(unit, request, **values):
    return Obligation.objects.create(request=request, unit=unit, due_on=request.due_on, **values)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(
    ("who", "code", "status"),
    [("fujian.viewer", "350100", 200), ("fujian.viewer", "430600", 404), ("fuzhou.manager", "350000", 404),
     ("housing.reporter", "350100", 404), ("outsider", "350100", 404)],
)  # fmt: skip
def test_every_page_keeps_within_reach(world, campaign, as_, address, who, code, status):  # noqa: PLR0917
    assert as_(who).get(address, {"region": code}).status_code == status


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("children", [1, 3, 100])
def test_no_page_asks_more_for_more_regions(asked, as_, address, children, django_assert_num_queries):
    campaign = asked.campaign
    Campaign.objects.create(year=2023, name="上年", starts_on="2023-09-01", ends_on="2023-09-30")
    for unit in make_children(asked.unit.region, children, campaign):
        owe(unit, asked)
    client = as_("fujian.manager")
    client.get(address)
    with django_assert_num_queries(QUERIES[address]):
        assert client.get(address).status_code == 200


def test_standings_counted_by_the_database_are_those_of_each_row(world, asked):
    late = dt.datetime(2024, 10, 12, 16, 0, tzinfo=dt.UTC)  # a minute past midnight's other side in Beijing
    on_time = dt.datetime(2024, 10, 12, 15, 59, tzinfo=dt.UTC)
    report = Report.objects.create(campaign=asked.campaign, unit=world.fuzhou, title="总结")
    owe(world.fuzhou, asked, state="handed_in", report=report, first_handed_in_at=on_time)
    owe(world.xiamen, asked, state="returned", first_handed_in_at=late)
    owe(world.gulou, asked, state="nil")
    owe(world.housing, asked, optional=True)
    owe(world.section, asked)
    for today in (dt.date(2024, 10, 1), dt.date(2024, 10, 12), dt.date(2024, 10, 13)):
        found = groups(owed_within(world.regions["fujian"], asked.campaign), today)
        counted = tally(())
        for each in found:
            counted[each.standing] += each.number
        assert counted == tally(stands(row, today) for row in Obligation.objects.all())


def test_released_units_and_withdrawn_requests_count_nowhere(world, asked, as_):
    owe(world.xiamen, asked, released_at=dt.datetime(2024, 9, 1, tzinfo=dt.UTC))
    other = Request.objects.create(campaign=asked.campaign, unit=world.fujian, title=CANARY, due_on=asked.due_on,
                                   closed_at=dt.datetime(2024, 9, 1, tzinfo=dt.UTC))  # fmt: skip
    owe(world.fuzhou, other)
    page = as_("fujian.manager").get(BASE)
    assert page.context["board"].all.total == 0
    assert page.context["gaps"].total == 0
    assert CANARY not in page.content.decode()


@time_machine.travel(dt.datetime(2024, 10, 14, 2, tzinfo=dt.UTC))
def test_who_is_missing_is_named_with_whom_to_reach_to_those_who_asked(world, asked, as_):
    User.objects.filter(username="xiamen.reporter").update(display_name="演示联络甲", phone="13800138021")
    owe(world.xiamen, asked)
    page = as_("fujian.manager").get(BASE).content.decode()
    assert "厦门市市场监督管理局" in page
    assert "演示联络甲" in page
    assert "138****8021" in page
    assert "13800138021" not in page
    assert f'href="/work/reports/requests/{asked.pk}/?state=overdue"' in page
    above = as_("nation.manager").get(BASE, {"region": "350000"}).content.decode()
    assert "厦门市市场监督管理局" in above
    assert "演示联络甲" not in above
    assert "requests/" not in above


def test_of_a_long_list_the_first_are_named_and_no_number_is_said_for_a_part(asked, as_, monkeypatch):
    monkeypatch.setattr("activities.missing.MOST", 2)
    for unit in make_children(asked.unit.region, 3, asked.campaign):
        owe(unit, asked)
    page = as_("fujian.manager").get(BASE)
    assert (page.context["gaps"].total, page.context["gaps"].named) == (3, 2)
    assert "共3家尚未报送，这里列出2家" in text_of(page)
    assert "逾期未报2家" not in page.content.decode()


def test_a_unit_nobody_can_be_reached_in_is_said_to_be_so(world, asked, as_):
    """In the words of the request's own page: one function for both."""
    owe(world.section, asked)
    User.objects.filter(seats__unit=world.xiamen).update(email="", phone="")
    owe(world.xiamen, asked)
    page = as_("fujian.manager").get(BASE).content.decode()
    for why in (NOBODY, SILENT):
        assert why in page
        assert why in as_("fujian.manager").get(f"/work/reports/requests/{asked.pk}/").content.decode()
    assert SILENT not in as_("nation.manager").get(BASE, {"region": "350000"}).content.decode()


def test_the_lines_below_open_in_their_place_in_administrative_order(world, asked, as_):
    log(world.gulou, asked.campaign)
    log(world.housing, asked.campaign)
    page = as_("nation.manager").get(BASE)
    text = text_of(page)
    assert text.index("福建省") < text.index("湖南省")
    assert 'hx-get="/work/overview/rows/?region=350000"' in page.content.decode()
    rows = as_("nation.manager").get(f"{BASE}rows/", {"region": "350100"})
    assert rows.content.decode().lstrip().startswith("<tr")
    assert re.findall(r'data-depth="(\d)"', rows.content.decode()) == ["4", "4"]
    assert [line.name for line in rows.context["tree"].below] == ["鼓楼区"]
    assert rows.context["tree"].own.activities == 1


@pytest.mark.parametrize("address", [BASE, f"{BASE}coverage/", f"{BASE}last-year/"])
def test_nothing_can_be_sorted_by_number(world, asked, as_, address):
    text = as_("nation.manager").get(address).content.decode()
    assert "aria-sort" not in text
    assert "排名" not in text


def test_arrangements_stand_in_the_words_of_the_regions_own_document(world, national, as_):
    action = Item.objects.get(edition=national, heading="计量服务中小企业行")
    log(world.gulou, national.plan.campaign, item_root=action.root, item_key=action.key)
    log(world.xiamen, national.plan.campaign)
    page = as_("fujian.manager").get(f"{BASE}activities/")
    found = page.context["arrangements"]
    assert [(each.held, len(each.actions)) for each in found.arrangements] == [(1, 2), (0, 1)]
    assert (found.nothing, found.elsewhere, found.total) == (1, 0, 2)
    assert "计量服务中小企业行" in page.content.decode()
    assert f"outcome=held&amp;action={action.root}" in page.content.decode()


def test_coverage_names_what_was_carried_out_nowhere(world, national, as_):
    action = Item.objects.get(edition=national, heading="计量服务中小企业行")
    log(world.gulou, national.plan.campaign, item_root=action.root)
    log(world.xiamen, national.plan.campaign, CANARY, item_root=action.root, state="draft")
    page = as_("fujian.manager").get(f"{BASE}coverage/")
    found = page.context["coverage"]
    assert [place.name for place in found.places] == ["福州市", "厦门市", "本级单位"]
    cells = {line.item.heading: line.cells for line in found.rows}
    assert cells["计量服务中小企业行"] == (1, 0, 0)
    assert [line.item.heading for line in found.nowhere] == ["质量强企经验交流", "“优质服务基层行”活动"]
    assert "各地均暂无记录的有2项" in text_of(page)


def test_last_year_stands_beside_this_one(world, national, as_):
    last = Campaign.objects.create(year=2023, name="2023年", starts_on="2023-09-01", ends_on="2023-09-30")
    log(world.gulou, national.plan.campaign, workers=40)
    log(world.gulou, last, held_on=dt.date(2023, 9, 5), workers=60, workers_qualifier="余")
    log(world.xiamen, last, held_on=dt.date(2023, 8, 5))
    page = as_("fujian.manager").get(f"{BASE}last-year/")
    found = {row.label: row for row in page.context["beside"].rows}
    assert found["已开展活动"].difference == "-1"
    assert found["一线员工"].difference == "约-20"
    assert found["群众"].difference == "—"
    days = page.context["beside"].days
    assert (days[0].then, days[4].then, days[-1].now, days[-1].then) == (1, 2, 1, 2)
    assert [(place.name, place.now.activities, place.then.activities) for place in page.context["beside"].places] == [
        ("福州市", 1, 1), ("厦门市", 0, 1),
    ]  # fmt: skip


def test_without_a_year_before_the_page_says_so(world, national, as_):
    assert "没有上年的数据" in as_("fujian.manager").get(f"{BASE}last-year/").content.decode()


def test_a_member_body_sees_its_own_and_nothing_of_others(world, asked, as_):
    owe(world.housing, asked)
    other = Request.objects.create(campaign=asked.campaign, unit=world.fujian, title=CANARY, due_on=asked.due_on)
    owe(world.xiamen, other)
    log(world.housing, asked.campaign, workers=12)
    log(world.housing, asked.campaign, state="draft")
    log(world.fuzhou, asked.campaign, CANARY, workers=5000)
    page = as_("housing.reporter").get(BASE)
    (own,) = page.context["own"]
    assert (own.unit, own.figures.activities, str(own.figures.workers), own.waiting) == (world.housing, 1, "12", 1)
    assert [each.owed.request for each in own.owed] == [asked]
    assert "另有1项活动已登记、尚未报送" in text_of(page)
    assert CANARY not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_own_page_asks_no_more_for_more_rows(world, asked, as_, rows, django_assert_num_queries):
    for n in range(rows):
        request = Request.objects.create(
            campaign=asked.campaign, unit=world.fuzhou, title=f"事项{n}", due_on="2024-10-12"
        )
        owe(world.housing, request)
        log(world.housing, asked.campaign)
    client = as_("housing.reporter")
    client.get(BASE)
    with django_assert_num_queries(9):
        client.get(BASE)


def test_drafts_and_returned_ones_count_nowhere(world, national, as_):
    for state in ("draft", "returned"):
        log(world.gulou, national.plan.campaign, CANARY, state=state)
    for page in PAGES:
        assert CANARY not in as_("fujian.manager").get(page).content.decode()
    assert Activity.objects.count() == 2
    assert as_("fujian.manager").get(BASE).context["board"].figures.activities == 0


def test_a_units_own_overview_says_the_requests_own_word_for_nothing(world, asked, as_):
    Request.objects.filter(pk=asked.pk).update(kind="comment", circulated={"items": []})
    owe(world.housing, asked, state="nil")
    page = text_of(as_("housing.reporter").get(BASE))
    assert "无意见" in page
    assert "本单位无相关活动" not in page
