"""The whole way of an activity in a real browser, at a phone width: logged, returned, mended, accepted, public."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from activities.models import Activity
from activities.tests.pictures import SECRETS, telling_jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def enter(browser, live_server, world):
    """`enter("fuzhou.reporter")` → a page of that person's own browser window, logged in."""
    windows = []

    def open_page(name: str):
        client = Client()
        client.force_login(world.people[name], backend="django.contrib.auth.backends.ModelBackend")
        window = browser.new_context(viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai")
        cookie = client.cookies["sessionid"].value
        window.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        windows.append(window)
        page = window.new_page()
        page.errors = []
        page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
        return page

    yield open_page
    for window in windows:
        window.close()


def fits(page) -> bool:
    """Nothing sticks out to the right at a phone's width."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture
def pictures(tmp_path):
    """Three photos that tell where they were taken."""
    paths = []
    for minute, name in enumerate(("一", "二", "三")):
        path = tmp_path / f"{name}.jpg"
        path.write_bytes(telling_jpeg(taken=f"2024:09:10 09:3{minute}:00"))  # different ones, so none is a repeat
        paths.append(path)
    return paths


def log_with_photos(page, base, pictures) -> Activity:
    page.goto(f"{base}/work/activities/")
    with page.expect_navigation():  # what shows the chosen pictures is a module: it comes after the form
        page.get_by_role("link", name="登记活动").click()
    page.get_by_label("活动", exact=True).fill("举办质量开放日，市民走进实验室")
    page.get_by_label("日期", exact=True).fill("2024-09-10")
    page.get_by_text("选择方案中的其他内容").click()
    page.get_by_label("查找").fill("中小企业")
    page.get_by_label("计量服务中小企业行").check()
    page.locator("#id_photos").set_input_files(pictures)
    page.locator("#picked canvas").nth(2).wait_for()
    assert fits(page)
    page.get_by_role("button", name="报送").click()
    page.get_by_text("已报送，请等待审核").wait_for()
    return Activity.objects.get()


def test_the_whole_way(enter, live_server, national, pictures):
    base = live_server.url
    reporter, office = enter("housing.reporter"), enter("fuzhou.manager")
    activity = log_with_photos(reporter, base, pictures)
    assert (activity.state, activity.photos.count(), activity.plan) == ("handed_in", 3, national.plan)

    office.goto(f"{base}/work/review/")
    office.get_by_role("link", name="开始审核").click()
    expect(office.locator("figure img")).to_have_count(3)
    assert fits(office)
    office.locator("summary", has_text="请补充").click()
    office.get_by_label("补充意见").fill("请补充参加人数")
    office.get_by_role("button", name="退回，请补充完善").click()
    office.get_by_text("补充完善“").wait_for()

    reporter.goto(f"{base}/work/activities/{activity.pk}/")
    reporter.get_by_text("请补充参加人数").first.wait_for()
    reporter.get_by_role("link", name="修改", exact=True).click()
    reporter.locator("summary", has_text="更多内容").click()
    reporter.get_by_label("参加的群众").fill("近200")
    reporter.get_by_role("button", name="报送").click()
    reporter.get_by_text("已报送，请等待审核").wait_for()

    office.goto(f"{base}/work/review/{activity.pk}/")
    office.get_by_role("button", name="审核通过").click()
    office.get_by_text("已审核通过").wait_for()
    office.goto(f"{base}/work/activities/{activity.pk}/disclosure/")
    office.get_by_label("保密审查人").fill("演示审查")
    office.get_by_label("保密审查日期").fill("2024-09-12")
    office.get_by_role("button", name="确定").click()
    office.get_by_text("已登记1项活动的公开属性").wait_for()

    activity.refresh_from_db()
    assert (activity.state, activity.openness, activity.residents_qualifier) == ("accepted", "public", "近")
    assert reporter.errors == office.errors == []
    the_public_sees(live_server.url, activity, reporter.context.browser)


def the_public_sees(base, activity, browser) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{base}/activities/{activity.public_id}/")
    page.get_by_role("heading", name=re.compile("举办质量开放日")).first.wait_for()
    sources = page.eval_on_selector_all("main img", "found => found.map(img => img.currentSrc || img.src)")
    bodies = [page.request.get(source).body() for source in {s for s in sources if "/photos/" in s}]
    assert len(bodies) >= 3
    assert not [secret for body in bodies for secret in SECRETS if secret in body]
    page.close()


def test_photos_by_keyboard(enter, live_server, national, pictures):
    page = enter("housing.reporter")
    page.goto(f"{live_server.url}/work/activities/new/")
    page.get_by_label("活动", exact=True).fill("举办质量开放日")
    page.get_by_label("日期", exact=True).fill("2024-09-10")
    page.locator("#id_photos").set_input_files(pictures)
    page.locator("#picked canvas").nth(2).wait_for()
    page.get_by_role("button", name="存为草稿").click()
    with page.expect_navigation(url="**/photos/"):
        page.get_by_role("link", name="照片", exact=True).click()
    assert fits(page)
    page.get_by_label("第3张的说明").fill("现场讲解")
    page.get_by_role("button", name="第3张前移").press("Enter")
    page.get_by_text("已保存。", exact=True).wait_for()
    order = list(Activity.objects.get().photos.values_list("original_name", "caption"))
    assert order == [("一.jpg", ""), ("三.jpg", "现场讲解"), ("二.jpg", "")]
