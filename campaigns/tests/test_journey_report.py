"""报送 in a real browser: handed in to two requests; one is accepted, the other returned, mended and accepted."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from campaigns.models import Obligation
from campaigns.tests.reports import PNG

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SUMMARY, SYSTEM = "报送2024年“质量月”活动总结", "报送本系统活动情况"


@pytest.fixture
def enter(browser: Browser, live_server, world):
    """`enter("gulou.reporter")` → that person's page, logged in through the form, on a desk or a phone."""
    windows = []

    def log_in(name: str, width: int = 1280) -> Page:
        size = {"width": width, "height": 900}
        window = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport=size)
        windows.append(window)
        page = window.new_page()
        page.goto("/accounts/login/")
        page.get_by_label("用户名或邮箱").fill(name)
        page.get_by_label("密码").fill("secret-12345")
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("待办")
        return page

    yield log_in
    for window in windows:
        window.close()


def files(folder: Path) -> list[Path]:
    (folder / "总结.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    (folder / "现场.png").write_bytes(PNG)
    return [folder / "总结.pdf", folder / "现场.png"]


def open_todo(page: Page, title: str) -> None:
    page.goto("/work/")
    page.get_by_role("link", name=title).first.click()


def decide(page: Page, title: str) -> None:
    """From the desk to the one hand-in of this request that waits."""
    open_todo(page, f"{title}：1个单位已报送，待审核")
    page.get_by_role("link", name="鼓楼区市场监督管理局").first.click()


def parts(page: Page, title: str) -> dict[str, int]:
    """The parts of a request as they stand on the page, by their words."""
    page.goto("/work/reports/")
    block = page.locator(".report-asked").filter(has=page.get_by_role("link", name=title, exact=True))
    lines = [item.inner_text().split() for item in block.locator(".parts-key li").all()]
    found = {words[0]: int(words[-1]) for words in lines}
    total = int(block.get_by_text("个单位").first.inner_text().split()[1])
    assert sum(found.values()) == total
    return {word: count for word, count in found.items() if count}


def test_the_whole_way(enter, world, ask, tmp_path):
    for title in (SUMMARY, SYSTEM):
        ask(world.gulou, world.housing, title=title)
    city, county = enter("fuzhou.manager"), enter("gulou.reporter", width=390)
    assert parts(city, SUMMARY) == {"未到期": 2}

    # the county writes on a phone, saves, comes back, and hands in to both
    open_todo(county, SUMMARY)
    county.get_by_label("总结正文").fill("一、总体情况\n开展活动12项。")
    county.get_by_label("添加附件").set_input_files(files(tmp_path))
    county.get_by_role("button", name="保存，暂不报送").click()
    expect(county.get_by_text("已保存，尚未报送。")).to_be_visible()
    expect(county.get_by_role("link", name="现场.png")).to_be_visible()
    expect(county.get_by_label("总结正文")).to_have_value("一、总体情况\n开展活动12项。")
    county.get_by_label(SYSTEM).check()
    county.get_by_role("button", name="报送", exact=True).click()
    expect(county.get_by_text("已报送给福州市市场监督管理局。")).to_be_visible()
    assert county.evaluate("document.documentElement.scrollWidth") <= 390

    # the city looks into the attachment, accepts one and returns the other
    decide(city, SUMMARY)
    expect(city.get_by_text("开展活动12项。")).to_be_visible()
    with city.expect_download() as download:
        city.get_by_role("link", name="总结.pdf").click()
    assert download.value.suggested_filename == "总结.pdf"
    city.get_by_role("button", name="审核通过").click()
    expect(city.get_by_text("已审核通过鼓楼区市场监督管理局的总结。")).to_be_visible()
    decide(city, SYSTEM)
    city.locator("summary", has_text="退回修改").click()
    city.get_by_label("需要补充的内容").fill("请补充参与人数")
    city.get_by_role("button", name="退回修改").click()
    expect(city.get_by_text("等待鼓楼区市场监督管理局补充完善后重新报送")).to_be_visible()

    # the county mends what was returned; what was accepted stays
    open_todo(county, SYSTEM)
    expect(county.get_by_text("请补充参与人数").first).to_be_visible()
    county.get_by_label("总结正文").fill("一、总体情况\n开展活动12项，参与300人次。")
    county.get_by_role("button", name="报送", exact=True).click()
    expect(county.get_by_text("已报送给福州市市场监督管理局。")).to_be_visible()
    decide(city, SYSTEM)
    expect(city.get_by_text("参与300人次。")).to_be_visible()
    city.get_by_role("button", name="审核通过").click()
    expect(city.get_by_text("已审核通过")).to_be_visible()
    texts = dict(Obligation.objects.filter(unit=world.gulou).values_list("request__title", "report__text"))
    assert "300人次" in texts[SYSTEM]
    assert "300人次" not in texts[SUMMARY]

    # another unit held nothing; the parts still add up to all
    housing = enter("housing.reporter")
    open_todo(housing, SUMMARY)
    housing.locator("summary", has_text="本单位无相关活动").click()
    housing.get_by_role("button", name="确认本单位无相关活动").click()
    expect(housing.get_by_text("已说明本单位无相关活动。")).to_be_visible()
    assert parts(city, SUMMARY) == {"按时报送": 1, "本单位无相关活动": 1}
    assert parts(city, SYSTEM) == {"按时报送": 1, "未到期": 1}
    city.goto("/work/reports/")
    city.get_by_role("link", name=SUMMARY, exact=True).click()
    city.get_by_role("link", name="本单位无相关活动 1").click()
    expect(city.get_by_role("row", name="福州市住房和城乡建设局")).to_be_visible()


def test_by_keyboard_alone(enter, world, ask):
    ask(world.gulou, title=SUMMARY)
    page = enter("gulou.reporter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(SUMMARY)
    page.get_by_label("总结正文").focus()
    page.keyboard.type("开展活动1项。")
    page.get_by_role("button", name="报送", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已报送给")).to_be_visible()
