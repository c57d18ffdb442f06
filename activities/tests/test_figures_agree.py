"""The same figure everywhere: page, workbook, report, list, public page and open interface, a test for each pair."""

import datetime as dt

import pytest

from activities import figures
from activities.by_arrangement import by_arrangement
from activities.by_day import by_day
from activities.choices import Sort
from activities.coverage import coverage
from activities.models import Activity, CoHolder
from activities.overview import board
from activities.published import totals
from activities.tests.exports import exported, rows_of
from activities.tests.logbook import log, picture
from campaigns import reporting
from campaigns.models import Item, Obligation, Request

URL = "/work/overview/"
DAY = dt.date(2024, 10, 14)


@pytest.fixture
def year(world, national):
    campaign = national.plan.campaign
    action = Item.objects.filter(edition=national, kind="action").first()
    joint = log(world.fuzhou, campaign, enterprises=400, enterprises_qualifier="余", workers=30, item_root=action.root)
    CoHolder.objects.create(activity=joint, unit=world.xiamen, name="厦门市市场监督管理局")
    CoHolder.objects.create(activity=joint, unit=world.housing, name="市住建局")
    picture(joint)
    log(world.gulou, campaign, sort="", workers=5, held_on=dt.date(2024, 8, 20))
    log(world.housing, campaign, sort="services", state="handed_in", residents=20, item_root=action.root)
    log(world.section, campaign, sort="brands", held_on=dt.date(2024, 10, 8))
    log(world.xiamen, campaign, outcome="planned", workers=1000)
    log(world.xiamen, campaign, outcome="cancelled")
    log(world.gulou, campaign, state="draft", workers=10**6)
    log(world.yueyang, campaign, workers=7)
    return world


def shown(world, campaign, name):
    return board(world.regions[name], campaign, DAY).figures


REGIONS = ("nation", "fujian", "fuzhou", "gulou", "xiamen", "hunan")


@pytest.mark.parametrize("name", REGIONS)
def test_page_and_roll_up_and_unit(year, campaign, name):
    path = year.regions[name].path
    assert shown(year, campaign, name) == figures.roll_up(campaign).of(path)
    assert shown(year, campaign, name) == figures.of_unit(getattr(year, name), campaign)


@pytest.mark.parametrize("name", REGIONS)
def test_the_tree_adds_up(year, campaign, name):
    tree = board(year.regions[name], campaign, DAY).tree
    assert figures.Figures.sum([tree.own.tally, *(line.figures.tally for line in tree.below)]) == tree.figures


@pytest.mark.parametrize("name", REGIONS)
def test_page_and_days_and_arrangements(year, campaign, name):
    expected = shown(year, campaign, name)
    days, parts = by_day(year.regions[name], campaign), by_arrangement(year.regions[name], campaign)
    assert days.total == parts.total == expected.activities
    assert dict(zip(expected.by_sort, days.sums, strict=True)) == expected.by_sort
    found = coverage(year.regions[name], campaign)
    assert sum(line.total for line in found.rows) == parts.total - parts.elsewhere - parts.nothing


def test_page_and_workbook(year, campaign, as_):
    rows = {
        row["地区"].strip(): row for row in rows_of(exported(as_("fujian.manager"), year.fujian), "汇总") if row["地区"]
    }
    for name in ("fujian", "fuzhou", "gulou"):
        row, expected = rows[year.regions[name].name], shown(year, campaign, name)
        assert row["活动（项）"] == expected.activities
        assert [row[label] or 0 for label in Sort.labels] == [expected.by_sort[sort] for sort in Sort.values]
        assert (row["开展单位（家）"], row["照片（张）"]) == (expected.units, expected.photos)
        assert row["经营主体（家次）"] == expected.enterprises.value
        assert (row["一线员工（人次）"], row["群众（人次）"]) == (expected.workers.value, expected.residents.value)


def test_page_and_what_a_report_froze(year, campaign):
    day = dt.date(2024, 10, 12)
    asked = Request.objects.create(campaign=campaign, unit=year.fujian, title="报送总结", due_on=day)
    owed = Obligation.objects.create(request=asked, unit=year.fuzhou, due_on=day)
    by = year.people["fuzhou.reporter"]
    report = reporting.begin(obligation=owed, by=by)
    reporting.save(report=report, title="总结", text="正文", version=report.version, by=by)
    counted = figures.of_unit(year.fuzhou, campaign).as_dict()
    reporting.hand_in(report=report, obligations=[owed], by=by, figures=counted)
    report.refresh_from_db()
    assert report.figures == shown(year, campaign, "fuzhou").as_dict()


@pytest.mark.parametrize("name", ["fujian", "fuzhou", "gulou", "xiamen"])
def test_page_and_list(year, campaign, as_, name):
    code, expected = year.regions[name].code, shown(year, campaign, name)
    client, address = as_("fujian.manager"), "/work/activities/?tab=region"
    held = client.get(f"{address}&region={code}&outcome=held").context["listing"].total
    assert held == expected.activities
    for sort, number in expected.by_sort.items():
        found = client.get(f"{address}&region={code}&outcome=held&sort={sort or 'none'}").context["listing"].total
        assert found == number


def test_public_figures_and_the_public_page_and_the_open_interface(year, campaign, client):
    seen = {"openness": "public", "secrecy_reviewer": "演示", "secrecy_reviewed_on": "2024-09-11"}
    Activity.objects.filter(state="accepted", outcome="held").update(**seen)
    for name in ("fujian", "fuzhou", "gulou"):
        region = year.regions[name]
        public = figures.roll_up(campaign, region.path, which=figures.PUBLIC).of(region.path)
        told = totals(campaign, region)
        assert told["count"] == public.activities
        assert told["by_sort"] == {sort or "unsorted": number for sort, number in public.by_sort.items()}
        assert told["workers"] == (public.workers.value or 0)
        answer = client.get(f"/api/v1/figures?campaign={campaign.slug}&region={region.code}").json()
        assert answer["activities"]["count"] == public.activities


def test_a_joint_activity_counts_once_above_both_holders(year, campaign):
    assert shown(year, campaign, "xiamen").activities == 0
    assert shown(year, campaign, "fujian").activities == 4
    assert shown(year, campaign, "nation").activities == 5
