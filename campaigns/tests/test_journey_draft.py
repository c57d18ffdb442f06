"""Drafting in a real browser: saved as it is typed, two at one item, no line, an expired log-in, moved by hand."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from campaigns.choices import State
from campaigns.models import Edition
from campaigns.reading import contents
from campaigns.tests.browsing import item
from campaigns.tests.test_desk_axe import RULES
from orgs.models import Seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_draft(browser: Browser, live_server, city_draft, world, as_):
    """`at_draft("fuzhou.drafter")` → the draft's page as that person has it open; no script error is forgiven."""
    Seat.objects.create(user=world.people["fuzhou.manager"], unit=world.fuzhou, role="drafter")
    errors: list[str] = []
    windows = []

    def open_for(name: str, width: int = 1440, **more) -> Page:
        window = browser.new_context(
            base_url=live_server.url, locale="zh-CN", viewport={"width": width, "height": 900}, **more
        )
        windows.append(window)
        log_in(window, as_(name), live_server.url)
        page = window.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"/work/drafts/{city_draft.pk}/")
        return page

    yield open_for
    for window in windows:
        window.close()
    assert errors == []


def log_in(window, client, address: str) -> None:
    window.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def entry(page: Page, words: str):
    return page.locator("#paper [data-key]").filter(has_text=words).first


def open_words(page: Page, words: str, field: str = "text"):
    key = entry(page, words).get_attribute("data-key")
    entry(page, words).focus()
    page.keyboard.press("Enter")
    found = page.locator(f"#i-{key} [name={field}]")
    expect(found).to_be_focused()
    return found


def test_typed_saved_taken_back(at_draft, city_draft):
    page = at_draft("fuzhou.drafter")
    entry(page, "塑造中国品牌").locator("span").first.click()
    field = page.locator(".item-panel [name=text]")
    expect(field).to_be_focused()
    field.fill("塑造福州品牌")
    field.press("End")
    page.keyboard.type(" 建设质量强市")
    expect(page.locator(".words-saved")).to_have_text(re.compile(r"已保存 \d\d:\d\d（fuzhou.drafter）"))
    expect(page.locator("#origin ins").first).to_be_visible()
    expect(page.locator("#counts")).to_contain_text("结合本级调整")
    page.keyboard.press("Escape")
    expect(page.locator(".item-panel")).to_have_count(0)
    expect(entry(page, "塑造福州品牌 建设质量强市")).to_be_focused()
    page.reload()
    expect(entry(page, "塑造福州品牌 建设质量强市")).to_be_visible()
    assert city_draft.turns.count() == 1
    page.click("#undo button")
    expect(entry(page, "塑造中国品牌")).to_be_visible()
    expect(page.locator("#undo button")).to_be_disabled()
    page.get_by_role("link", name="修改记录").click()
    page.locator("main button", has_text="恢复").click()
    page.goto(f"/work/drafts/{city_draft.pk}/")
    expect(entry(page, "塑造福州品牌 建设质量强市")).to_be_visible()


def test_opened_and_closed_again_decides_nothing(at_draft, city_draft):
    page = at_draft("fuzhou.drafter")
    open_words(page, "塑造中国品牌")
    page.click(".item-panel button:has-text('完成')")
    expect(page.locator(".item-panel")).to_have_count(0)
    open_words(page, "塑造中国品牌")
    open_words(page, "全民讲质量")
    expect(page.locator(".item-panel")).to_have_count(1)
    assert not city_draft.items.exists()


def test_two_at_one_item_get_both_texts_and_see_each_other(at_draft, city_draft):
    one, other = at_draft("fuzhou.drafter"), at_draft("fuzhou.manager")
    first, second = open_words(one, "塑造中国品牌"), open_words(other, "塑造中国品牌")
    expect(other.locator("#here")).to_contain_text("fuzhou.drafter")
    expect(other.locator(".writing")).to_contain_text("fuzhou.drafter正在修改这一条")
    first.fill("甲的文字")
    expect(one.locator(".words-saved")).to_contain_text("已保存")
    second.fill("乙的文字")
    expect(other.locator(".both")).to_contain_text("甲的文字")
    expect(other.locator(".both")).to_contain_text("乙的文字")
    expect(other.locator(".item-panel [name=text]")).to_have_value("乙的文字")
    assert item(city_draft, "甲的文字")
    other.reload()
    other.locator("#kept button", has_text="恢复").click()
    expect(other.locator(".both")).to_contain_text("甲的文字")
    assert item(city_draft, "甲的文字"), "not even after a reload"
    other.click(".item-panel button:has-text('用我的文字保存')")
    expect(other.locator(".item-panel")).to_have_count(0)
    expect(entry(other, "乙的文字")).to_be_visible()
    assert item(city_draft, "乙的文字")
    expect(other.locator("#kept")).to_be_hidden()


def test_a_lost_line_loses_nothing_and_says_so(at_draft, city_draft):
    page = at_draft("fuzhou.drafter")
    field = open_words(page, "塑造中国品牌")
    page.context.set_offline(True)
    field.fill("断线时写的文字")
    expect(page.locator("#lost")).to_contain_text("连接已断开")
    expect(page.locator(".words-saved")).to_contain_text("尚未保存")
    assert not city_draft.items.exists()
    page.context.set_offline(False)
    expect(page.locator(".words-saved")).to_contain_text("已保存")
    expect(page.locator("#lost")).to_be_hidden()
    assert item(city_draft, "断线时写的文字")


def test_a_page_that_died_offers_what_was_typed(at_draft, city_draft):
    page = at_draft("fuzhou.drafter")
    field = open_words(page, "塑造中国品牌")
    page.route("**/save/", lambda route: route.abort())
    field.fill("还没有保存的文字")
    expect(page.locator("#lost")).to_be_visible()
    page.goto("about:blank")
    page.unroute("**/save/")
    page.goto(f"/work/drafts/{city_draft.pk}/")
    expect(page.locator("#kept")).to_contain_text("还没有保存的文字")
    page.locator("#kept button", has_text="恢复").click()
    expect(page.locator(".words-saved")).to_contain_text("已保存")
    assert item(city_draft, "还没有保存的文字")
    expect(page.locator("#kept")).to_be_hidden()
    add = page.locator(".item-add a", has_text="新增口号")
    add.click()
    page.fill("#add-slogan [name=text]", "新的口号")
    page.goto("about:blank")
    page.goto(f"/work/drafts/{city_draft.pk}/")
    page.locator("#kept button", has_text="恢复").click()
    expect(page.locator("#add-slogan [name=text]")).to_have_value("新的口号")
    page.click("#add-slogan button:has-text('新增')")
    expect(entry(page, "新的口号")).to_be_visible()
    page.reload()
    expect(page.locator("#kept")).to_be_hidden()


def test_an_expired_log_in_is_told_and_the_words_are_saved_after_it(at_draft, city_draft, as_, live_server):
    page = at_draft("fuzhou.drafter")
    field = open_words(page, "塑造中国品牌")
    page.context.clear_cookies()
    field.fill("过期后写的文字")
    expect(page.locator("#lost")).to_contain_text("登录已过期")
    expect(page.locator("#lost a")).to_have_attribute("href", "/accounts/login/")
    assert not city_draft.items.exists()
    log_in(page.context, as_("fuzhou.manager"), live_server.url)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#lost")).to_contain_text("已换了人员登录")
    assert not city_draft.items.exists(), "not under another's name"
    expect(page.locator(".item-panel [name=text]")).to_have_value("过期后写的文字")
    log_in(page.context, as_("fuzhou.drafter"), live_server.url)
    page.reload()
    page.locator("#kept button", has_text="恢复").click()
    expect(page.locator(".words-saved")).to_contain_text("已保存")
    assert item(city_draft, "过期后写的文字")


def test_a_draft_sent_for_review_meanwhile_keeps_the_words_on_the_page(at_draft, city_draft):
    page = at_draft("fuzhou.drafter")
    field = open_words(page, "塑造中国品牌")
    Edition.objects.filter(pk=city_draft.pk).update(state=State.SUBMITTED)
    field.fill("来不及的文字")
    expect(page.locator("#lost")).to_contain_text("送审中")
    expect(field).to_have_value("来不及的文字")
    assert not city_draft.items.exists()


def order(draft) -> dict[str, list[str]]:
    found = contents(draft)
    return {home.heading: [a.heading for a in found.of("action", home.key)] for home in found.of("arrangement")}


def test_moved_by_hand_and_by_keyboard_to_another_arrangement(at_draft, city_draft):
    page = at_draft("fuzhou.drafter")
    source, target = entry(page, "计量服务中小企业行"), entry(page, "“优质服务基层行”活动")
    source.hover()
    grip = source.locator("[data-grip]").bounding_box()
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    goal = target.bounding_box()
    page.mouse.move(goal["x"] + 80, goal["y"] + goal["height"] - 4, steps=8)
    expect(page.locator(".drop-line")).to_be_visible()
    page.mouse.up()
    expect(page.locator("#announce")).to_contain_text("已移动，现为2")
    assert order(city_draft) == {
        "开展质量强企系列活动": ["质量强企经验交流"],
        "深入开展质量惠民行动": ["“优质服务基层行”活动", "计量服务中小企业行"],
    }
    expect(entry(page, "计量服务中小企业行")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#announce")).to_contain_text("现为1")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#announce")).to_contain_text("现为2")
    assert order(city_draft)["开展质量强企系列活动"] == ["质量强企经验交流", "计量服务中小企业行"]
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#announce")).to_contain_text("现为1")
    assert order(city_draft)["深入开展质量惠民行动"][0] == "计量服务中小企业行"
    for _ in range(3):
        page.click("#undo button")
        page.wait_for_timeout(400)
    assert order(city_draft)["深入开展质量惠民行动"][-1] == "计量服务中小企业行"
    slogan = entry(page, "全民讲质量")
    slogan.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#announce")).to_contain_text("已在最后")


def test_units_are_picked_at_the_item(at_draft, city_draft, world):
    page = at_draft("fuzhou.drafter")
    source = entry(page, "计量服务中小企业行")
    source.hover()
    source.locator(".item-do").get_by_text("分工").click()
    field = page.locator("[data-picker]")
    field.fill("质量")
    expect(page.locator(".picker-list [role=option]").first).to_contain_text("质量发展科")
    field.press("ArrowDown")
    field.press("Enter")
    page.keyboard.type("住建")
    page.locator(".picker-list [role=option]", has_text="福州市住房和城乡建设局").click()
    page.keyboard.type("市工商联")
    page.click(".item-panel button:has-text('保存分工')")
    expect(page.locator("#paper")).to_contain_text("质量发展科、福州市住房和城乡建设局、市工商联牵头")
    rows = {row.name: row.unit for row in city_draft.responsibilities.all()}
    assert rows == {"质量发展科": world.section, "福州市住房和城乡建设局": world.housing, "市工商联": None}


def test_dates_in_place(at_draft, city_draft):
    page = at_draft("fuzhou.drafter")
    expect(page.locator("#dates")).to_contain_text("继承自")
    page.click("#dates a")
    page.fill("#dates [name=starts_on]", "2024-09-02")
    page.fill("#dates [name=ends_on]", "2024-09-20")
    page.click("#dates button")
    expect(page.locator("#dates")).to_contain_text("2024年9月2日至2024年9月20日")
    expect(page.locator("#dates")).not_to_contain_text("继承自")


def test_others_changes_appear_by_themselves(at_draft, city_draft):
    one, other = at_draft("fuzhou.drafter"), at_draft("fuzhou.manager")
    open_words(one, "塑造中国品牌").fill("甲的文字")
    expect(one.locator(".words-saved")).to_contain_text("已保存")
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(entry(other, "甲的文字")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 1100, 390])
def test_the_page_has_no_violations(at_draft, width):
    page = at_draft("fuzhou.drafter", width=width, has_touch=width == 390)
    found = violations(page, width)
    entry(page, "开展质量强企系列活动").locator("h3").click()
    expect(page.locator(".item-panel [name=heading]")).to_be_visible()
    found += violations(page, width)
    page.keyboard.press("Escape")
    expect(page.locator(".item-panel")).to_have_count(0)
    action = entry(page, "计量服务中小企业行")
    action.focus()
    action.locator(".item-do").get_by_text("分工").click()
    page.fill("[data-picker]", "质量")
    expect(page.locator(".picker-list li").first).to_be_visible()
    found += violations(page, width)
    if width == 390:
        page.locator(".doc-switch a", has_text="来源").click()
        expect(page.locator("#dates")).to_be_visible()
        expect(page.locator("#paper")).to_be_hidden()
        found += violations(page, width)
    assert found == []


def violations(page: Page, width: int) -> list[str]:
    page.wait_for_timeout(300)
    found = [
        f"{each['id']}: {each['nodes'][0]['html'][:140]}"
        for each in Axe().run(page, options=RULES).response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append("wider than the window")
    return found
