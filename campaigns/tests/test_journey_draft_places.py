"""Drafting in a real browser: moved by hand and by keyboard, units picked, dates in place, and what axe says."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from campaigns.reading import contents
from campaigns.tests.drafting_windows import at_draft, entry, open_words
from campaigns.tests.test_desk_axe import RULES

__all__ = ["at_draft"]  # the fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
        step = page.locator("#undo button").get_attribute("value")
        page.click("#undo button")
        expect(page.locator("#undo button")).not_to_have_attribute("value", step)
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
    expect(page.locator("#dates")).to_contain_text("沿用《")
    page.click("#dates a")
    page.fill("#dates [name=starts_on]", "2024-09-02")
    page.fill("#dates [name=ends_on]", "2024-09-20")
    page.click("#dates button")
    expect(page.locator("#dates")).to_contain_text("2024年9月2日至2024年9月20日")
    expect(page.locator("#dates")).not_to_contain_text("沿用《")


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


@pytest.mark.parametrize("width", [1280, 390])
def test_all_tabs_lie_within_the_window(at_draft, width):
    page = at_draft("fuzhou.drafter", width=width)
    tabs = page.locator(".tabs[aria-label=编制内容] a")
    assert tabs.count() == 6
    rights = [box["x"] + box["width"] for box in (tab.bounding_box() for tab in tabs.all())]
    assert max(rights) <= width, rights


def violations(page: Page, width: int) -> list[str]:
    page.wait_for_timeout(300)
    found = [
        f"{each['id']}: {each['nodes'][0]['html'][:140]}"
        for each in Axe().run(page, options=RULES).response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append("wider than the window")
    return found
