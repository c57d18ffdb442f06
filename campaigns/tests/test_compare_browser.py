"""Comparing and 各地列入情况 in a real browser: by keyboard, on a phone, on paper, and as far as axe can tell."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from campaigns import editing, planning
from campaigns.tests.browsing import item, url
from campaigns.tests.papers import draft_national, issue
from campaigns.tests.test_desk_axe import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chain(world, campaign):
    """The nation's notice, 福建's with changes, both issued."""
    national = issue(draft_national(world, campaign))
    by = world.people["fujian.drafter"]
    fujian = planning.start(unit=world.fujian, campaign=campaign, parent=national.plan, by=by)
    for words, own in (("塑造中国品牌", "塑造福建品牌 建设质量强省"), ("全民讲质量", "全民讲质量 全省齐参与")):
        editing.adapt(edition=fujian, key=item(fujian, words).key, heading="", text=own, by=by)
    editing.withdraw(edition=fujian, key=item(fujian, "优质服务基层行").key, reason="由卫健部门部署", by=by)
    return national, issue(fujian)


def window(browser, live_server, as_, name: str, width: int):
    found = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport={"width": width, "height": 900})
    cookie = as_(name).cookies["sessionid"].value
    found.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return found.new_page()


def test_from_change_to_change_by_keyboard_and_onto_paper(browser, live_server, as_, chain):
    page = window(browser, live_server, as_, "fujian.viewer", 1280)
    page.goto(url("work_plan", chain[1].plan_id))
    page.get_by_role("link", name="对照", exact=True).click()
    expect(page.locator(".cmp-tally")).to_contain_text("结合本级调整")
    page.wait_for_load_state()  # keys are heard once the scripts stand
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[data-step-at]")).to_have_text("第1处，共3处")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#c2")).to_be_focused()
    page.get_by_role("button", name="上一处").click()
    expect(page.locator("[data-step-at]")).to_contain_text("第1处")
    page.get_by_role("link", name="只看有变化的").click()
    expect(page.locator(".cmp")).not_to_contain_text("厚植质量文化")
    page.emulate_media(media="print")
    expect(page.locator(".cmp-bar")).to_be_hidden()
    expect(page.locator(".page-head-do")).to_be_hidden()
    expect(page.locator(".cmp-legend")).to_be_visible()
    expect(page.locator(".cmp-l del").first).to_be_visible()


def test_a_phone_shows_one_text_and_one_region_at_a_time(browser, live_server, as_, chain):
    page = window(browser, live_server, as_, "nation.viewer", 390)
    page.goto(url("compare", chain[1].pk))
    expect(page.locator(".cmp-l").first).to_be_hidden()
    expect(page.locator(".cmp-i ins").first).to_be_visible()
    page.goto(url("adoption", chain[0].pk) + "?kind=slogan")
    expect(page.locator(".adopt-scroll")).to_be_hidden()
    expect(page.locator(".adopt-list")).to_contain_text("结合本级调整")
    page.select_option("#unit", label="湖南省")
    page.get_by_role("button", name="查看").click()
    expect(page.locator(".adopt-list")).to_contain_text("未印发")


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_have_no_violations(browser, live_server, as_, chain, width):
    national, fujian = chain
    slogan = item(national, "塑造中国品牌").key
    page = window(browser, live_server, as_, "nation.viewer", width)
    places = [url("compare", fujian.pk), url("compare", fujian.pk) + "?view=inline&only=changed",
              url("adoption", national.pk), url("adoption", national.pk) + "?deep=1&kind=slogan",
              url("adoption_units", national.pk), url("adoption_item", national.pk, slogan)]  # fmt: skip
    found = []
    for place in places:
        assert page.goto(place).status == 200, place
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [f"{place} {each['id']}: {each['nodes'][0]['html'][:120]}" for each in violations]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{place} is wider than the window")
    assert found == []
