"""Following the parent's new edition in a real browser, by keyboard where it matters."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from campaigns import editing, planning
from campaigns.models import Edition
from campaigns.reading import contents
from campaigns.tests.browsing import item
from campaigns.tests.papers import draft_national, issue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def behind(world, campaign) -> Edition:
    """福州's draft with two slogans and an action in own words and an own action, after the nation reissued."""
    national = issue(draft_national(world, campaign))
    nation, drafter = world.people["nation.drafter"], world.people["fuzhou.drafter"]
    draft = planning.start(unit=world.fuzhou, campaign=campaign, parent=national.plan, by=drafter)
    for old, heading, text in (
        ("塑造中国品牌", "", "塑造福州品牌 建设质量强市"),
        ("全民讲质量", "", "全城讲质量 质量利全城"),
        ("“优质服务基层行”活动", "“优质服务社区行”活动", "由各县（市、区）组织实施，每个街道不少于一场。"),
    ):
        editing.adapt(edition=draft, key=item(draft, old).key, heading=heading, text=text, by=drafter)
    editing.add(edition=draft, kind="action", heading="质量大讲堂进高校", by=drafter,
                under=item(draft, "深入开展质量惠民行动").key)  # fmt: skip
    newer = planning.start_again(plan=national.plan, issue="reissue", reason="按最新部署调整口号和行动", by=nation)
    for old, text in (("塑造中国品牌", "塑造中国品牌 共建质量强国"), ("全民讲质量", "全民讲质量 人人享质量")):
        editing.adapt(edition=newer, key=item(newer, old).key, heading="", text=text, by=nation)
    editing.add(edition=newer, kind="slogan", text="质量月月讲 安心天天享", by=nation)
    editing.move(edition=newer, key=item(newer, "质量强企经验交流").key, position=0, by=nation,
                 under=item(newer, "开展质量强企系列活动").key)  # fmt: skip
    for words in ("“优质服务基层行”活动", "深入开展质量惠民行动"):
        editing.withdraw(edition=newer, key=item(newer, words).key, by=nation)
    issue(newer)
    return draft


def look(page: Page, name: str) -> None:
    """Nothing against WCAG A and AA as far as axe can tell; keep a picture where SHOTS names a folder."""
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
    violations = Axe().run(page, options=rules).response["violations"]
    assert [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in violations] == []
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def log_in(browser: Browser, address: str, name: str, width: int = 1280) -> Page:
    context = browser.new_context(base_url=address, locale="zh-CN", viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto("/accounts/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", "secret-12345")
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/work/**")
    return page


def test_follow_and_decide_one_after_the_other(behind, world, browser, live_server):
    errors: list[str] = []
    page = log_in(browser, live_server.url, "fuzhou.drafter")
    page.on("pageerror", lambda error: errors.append(str(error)))
    todo = page.locator("main").get_by_text("上级新增1处")
    expect(todo).to_contain_text("待处理4处")
    page.goto(f"/work/drafts/{behind.pk}/above/")
    look(page, "preview")
    page.click("text=按上级现行稿更新草稿")
    expect(page.locator(".above-left")).to_contain_text("还有 4 处待处理")
    look(page, "waiting")
    rows = page.locator(".above-waiting")
    rows.nth(0).locator("button[value=keep]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".above-left")).to_contain_text("还有 3 处待处理")
    expect(page.locator("[data-next]")).to_be_focused()
    rows.nth(0).get_by_text("另行起草").click()
    field = page.locator(".above-form [name=text]")
    expect(field).to_be_focused()
    look(page, "rewrite")
    field.fill("全城讲质量 人人享质量")
    page.click(".above-form button:has-text('用这些文字')")
    expect(page.locator(".above-left")).to_contain_text("还有 2 处待处理")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out on a phone"
    look(page, "phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.click("summary:has-text('全部沿用上级')")
    page.click("button:has-text('确认全部沿用上级')")
    expect(page.locator(".above-left")).to_contain_text("全部处理完毕")
    look(page, "done")
    with page.expect_navigation():
        page.click("text=回到正文")
    look(page, "draft")
    page.click("main button:has-text('送审')")
    expect(page.locator("#messages")).to_contain_text("已送审")
    found = [i.heading or i.text for i in contents(Edition.objects.get(pk=behind.pk)).items]
    assert "塑造福州品牌 建设质量强市" in found
    assert "全城讲质量 人人享质量" in found
    assert "质量大讲堂进高校" in found, "an own action outlives the arrangement it stood in"
    assert "“优质服务社区行”活动" not in found
    assert errors == []
