"""The public pages: what they show, what they cost, how they are kept."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activities.models import Activity, AnnouncedFigure, CoHolder, Photo


def get(path, client=None):
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def held(campaign, unit, n, photos=0, **more):
    """A public activity with photos."""
    reviewed = {"secrecy_reviewer": "演示", "secrecy_reviewed_on": dt.date(2024, 9, 4)}
    made = Activity.objects.create(campaign=campaign, unit=unit, title=f"质量开放日之{n}", held_on=dt.date(2024, 9, 3),
                                   state="accepted", openness="public", **{**reviewed, **more})  # fmt: skip
    for p in range(photos):
        Photo.objects.create(activity=made, stem=f"x{n}{p}", width=3000, height=2000, caption=f"图{p}",
                             original_name="内部文件名.jpg", digest=f"{n}-{p}")  # fmt: skip
    return made


def pages(year2024):
    one = Activity.objects.public().first()
    plans = (year2024.national, year2024.fujian, year2024.yueyang, year2024.puer)
    return [
        "/", "/2024/", "/2024/plans/", "/2024/activities/", "/2024/regions/", "/2024/regions/350000/",
        "/2024/regions/350100/", "/2024/regions/430600/", "/2024/search/?q=福建", f"/activities/{one.public_id}/",
        *(f"/plans/{plan.public_id}/" for plan in plans),
    ]  # fmt: skip


def test_every_page_costs_at_most_twelve_queries_and_one_from_the_cache(year2024):
    unit = year2024.fujian.unit
    for n in range(3):
        CoHolder.objects.create(activity=held(year2024.campaign, unit, n, photos=2), name="省总工会")
    for path in pages(year2024):
        with CaptureQueriesContext(connection) as first:
            answer = Client().get(path)
        assert answer.status_code == 200
        assert len(first) <= 12, (path, len(first))
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert not answer.cookies
        if "search" not in path:
            with CaptureQueriesContext(connection) as second:
                again = Client().get(path)
            assert (len(second), again.content) == (1, answer.content), path


def test_headings_and_tables_are_in_order(year2024):
    for path in [*pages(year2024), "/api/v1/docs"]:
        text = get(path)
        levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
        assert levels.count(1) == 1, path
        body = levels if levels[0] == 1 else levels[levels.index(1) :]
        assert all(after <= before + 1 for before, after in pairwise(body)), (path, body)
        assert text.count("<caption") == text.count("<table"), path


def test_home(year2024):
    text = get("/")
    for number, label in (
        (27, "个部门联合发文"),
        (5, "方面活动内容"),
        (9, "项重点安排"),
        (44, "项专项行动"),
        (10, "条口号"),
    ):
        assert re.search(rf"<dt>{label}</dt><dd class=\"figure-value\">{number}<", text), label
    assert text.count("<li><span>") >= 10  # slogans
    assert "公开方案 4 件：国家 1、省级 1、市级 2" in text
    assert re.search(r"近200</td>\s*<td>近200项", text)
    assert re.search(r"400余</td>\s*<td>400余项", text)
    assert "市级部门59，区县136" in text
    assert "8月30日" in text
    assert "近日" not in text
    assert len(re.findall(r'/2024/regions/\d{6}/">[^<]+(?:<small|</a></li>)', text)) == 32  # tiles


def test_regions_of_fujian(year2024):
    text = get("/2024/regions/350000/")
    assert re.search(r'figure-value">119<', text)
    assert re.search(r'figure-value">104<', text)
    assert "中国质量报 2024年9月26日" in text
    assert "近日，2024年福建省、福州市“质量月”启动仪式" in text
    tiles = re.findall(r'/2024/regions/\d{6}/">([^<]+)(?:<small|</a></li>)', text)
    assert tiles == ["福州", "厦门", "莆田", "三明", "泉州", "漳州", "南平", "龙岩", "宁德", "平潭"]
    fuzhou = get("/2024/regions/350100/")
    assert "7 项，牵头单位" in fuzhou
    assert fuzhou.index("全国") < fuzhou.index(">福建<")
    assert "还没有公开的内容" in get("/2024/regions/350102/")


def test_the_list_of_activities_is_filtered(year2024):
    held(year2024.campaign, year2024.fujian.unit, 1, sort="methods", place="福清")
    assert "共 <b>12</b> 项" in get("/2024/activities/")
    assert "共 <b>1</b> 项" in get("/2024/activities/?region=350000")
    assert "共 <b>1</b> 项" in get("/2024/activities/?sort=methods")
    assert "共 <b>1</b> 项" in get("/2024/activities/?q=福清")
    assert "没有符合条件的活动" in get("/2024/activities/?q=没有这样的活动")
    for nonsense in ("region=999999", "sort=x", "page=x", "page=99", "q=%00", "region=350000&region=x"):
        get(f"/2024/activities/?{nonsense}")
        get(f"/2024/plans/?{nonsense}")
        get(f"/2024/search/?{nonsense}")


def test_an_activity_with_photos(year2024):
    made = held(
        year2024.campaign, year2024.fujian.unit, 1, photos=2, residents=400, residents_qualifier="余", text="内容"
    )
    text = get(f"/activities/{made.public_id}/")
    first = made.photos.first()
    assert f"/photos/{first.public_id}/thumb.jpg 400w, /photos/{first.public_id}/medium.jpg 1280w" in text
    assert text.count("<figure") == 2
    assert 'alt="图0"' in text
    assert "内部文件名" not in text
    assert re.search(r"400<small>余</small><small>人次</small>", text)


def test_a_photo_taken_away_goes_at_once(year2024):
    made = held(year2024.campaign, year2024.fujian.unit, 1, photos=1)
    path, name = f"/activities/{made.public_id}/", made.photos.first().public_id
    assert name in get(path)
    made.photos.all().delete()
    assert name not in get(path)


def test_an_announced_figure_changes_the_page(year2024):
    assert "119" in get("/2024/regions/350000/")
    AnnouncedFigure.objects.filter(region__code="350000", counted="activities").update(value=120)
    assert re.search(r'figure-value">120<', get("/2024/regions/350000/"))


def test_conditional_requests(year2024):
    path = f"/plans/{year2024.fujian.public_id}/"
    first = Client().get(path)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert Client().get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert Client().post(path).status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/2023/", "/2023/plans/", "/2024-demo/", "/20244/", "/2024/regions/999999/", "/2024/regions/x/", "/plans/none/",
     "/activities/none/", "/plans/none/1/", "/2023/activities/", "/2023/regions/", "/2023/search/?q=x"],
)  # fmt: skip
def test_wrong_addresses_are_404(year2024, path):
    assert Client().get(path).status_code == 404


def test_an_edition_that_is_not_there(year2024):
    assert Client().get(f"/plans/{year2024.fujian.public_id}/9/").status_code == 404


def test_a_member_sees_the_same_page_as_a_visitor(year2024, django_user_model):
    member = Client()
    member.force_login(django_user_model.objects.create_user("somebody"),
                       backend="django.contrib.auth.backends.ModelBackend")  # fmt: skip
    for path in pages(year2024):
        assert member.get(path).content == Client().get(path).content
