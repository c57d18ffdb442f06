"""进度总览 in a real browser: charts drawn from their tables under the page's policy, pictures, the opening tree."""

import datetime as dt
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from activities.tests.logbook import log
from campaigns.models import Campaign, Item
from campaigns.tests.test_desk_axe import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
BASE = "/work/overview/"
PAGES = (BASE, f"{BASE}activities/", f"{BASE}coverage/", f"{BASE}last-year/")


@pytest.fixture
def year(world, national):
    campaign = national.plan.campaign
    last = Campaign.objects.create(year=2023, name="2023年", starts_on="2023-09-01", ends_on="2023-09-30")
    root = Item.objects.get(edition=national, heading="计量服务中小企业行").root
    for day in (3, 3, 9):
        log(world.gulou, campaign, held_on=dt.date(2024, 9, day), item_root=root, sort="brands")
    log(world.xiamen, campaign, sort="services")
    log(world.gulou, last, held_on=dt.date(2023, 9, 5))
    return world


@pytest.fixture
def enter(browser, live_server, year):
    """`enter(DESK)` → a page of the national manager's window, with all that scripts and the policy complain of."""
    windows = []

    def open_page(size: dict, **options):
        client = Client()
        client.force_login(year.people["nation.manager"], backend="django.contrib.auth.backends.ModelBackend")
        options |= {"base_url": live_server.url, "viewport": size, "locale": "zh-CN"}
        window = browser.new_context(timezone_id="Asia/Shanghai", **options)
        cookie = client.cookies["sessionid"].value
        window.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        windows.append(window)
        page = window.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
        return page

    yield open_page
    for window in windows:
        window.close()


def test_charts_are_drawn_and_saved_as_pictures(enter):
    page = enter(DESK)
    page.goto(f"{BASE}activities/")
    page.locator(".chart-area svg").first.wait_for()
    assert page.locator(".chart-area svg").count() == 2
    assert page.locator("#days").is_hidden()
    page.get_by_text("逐日数字").click()
    assert page.locator("#days").is_visible()
    for kind, magic in (("png", b"\x89PNG"), ("svg", b"<svg")):
        with page.expect_download() as download:
            page.locator(f"[data-picture={kind}]").first.click()
        assert download.value.suggested_filename == f"逐日开展的活动（按类别）.{kind}"
        assert Path(download.value.path()).read_bytes().startswith(magic)
    box = page.locator(".chart-area").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 100)
    page.evaluate("document.documentElement.setAttribute('data-theme', 'dark')")
    page.wait_for_timeout(500)
    for address in PAGES[2:]:
        page.goto(address)
        page.locator(".chart-area svg").first.wait_for()
    assert page.errors == []


def test_without_scripts_the_tables_say_everything(enter):
    page = enter(DESK, java_script_enabled=False)
    page.goto(f"{BASE}activities/")
    assert page.locator("#days").is_visible()
    assert page.locator(".chart").first.is_hidden()
    cells = page.locator("#days tbody tr", has_text="9月3日").inner_text().split()
    assert cells == ["9月3日", "0", "0", "2", "0", "0", "0", "0", "2"]
    page.goto(BASE)
    page.get_by_role("link", name="福建省", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("福建省")


def test_the_tree_opens_in_its_place_and_closes_again(enter):
    page = enter(DESK)
    page.goto(BASE)
    page.get_by_role("button", name="展开福建省").click()
    page.get_by_role("button", name="展开福州市").click()
    page.get_by_role("row", name="鼓楼区").wait_for()
    page.get_by_role("button", name="收起福建省").click()
    expect(page.get_by_role("row", name="福州市")).to_be_hidden()
    expect(page.get_by_role("row", name="鼓楼区")).to_be_hidden()
    page.get_by_role("button", name="展开福建省").click()
    expect(page.get_by_role("row", name="鼓楼区")).to_be_visible()
    assert page.errors == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_and_nothing_runs_over(enter, size):
    page = enter(size)
    for address in PAGES:
        page.goto(address)
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == [], address
