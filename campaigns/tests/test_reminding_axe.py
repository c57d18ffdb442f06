"""The pages of reminding in a real browser: WCAG A and AA, no wider than the window, ticking all, copying."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from campaigns import chasing
from campaigns.tests.test_desk_axe import RULES
from orgs.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(world, ask):
    made, by = ask(world.gulou, world.housing), world.people["fuzhou.manager"]
    User.objects.filter(username="gulou.reporter").update(phone="13800001000")
    User.objects.filter(username="housing.reporter").update(email="")
    chasing.chase(request=made, obligations=[made.obligations.get(unit=world.gulou).pk], sentence="请抓紧", by=by)
    chasing.note_call(obligation=made.obligations.get(unit=world.housing), result="no_answer", note="", by=by)
    return made


@pytest.fixture
def window(browser, live_server, as_):
    opened = []

    def enter(name: str, width: int = 1280, **more):
        size = {"width": width, "height": 900}
        context = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport=size, **more)
        cookie = as_(name).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        opened.append(context)
        return context.new_page()

    yield enter
    for context in opened:
        context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_have_no_violations(window, asked, width):
    page, found = window("fuzhou.manager", width), []
    base = f"/work/reports/requests/{asked.pk}/"
    for address in (base, f"{base}remind/", f"{base}calls/", "/work/reports/ladder/", "/work/quiet/",
                    "/work/manage/insisted/", "/work/calendar/"):  # fmt: skip
        assert page.goto(address).status == 200, address
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [f"{address} {each['id']}: {each['nodes'][0]['html'][:120]}" for each in violations]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{address} is wider than the window")
    assert found == []


def test_the_words_are_copied_with_one_click(window, asked, live_server):
    page = window("fuzhou.manager", permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/work/reports/requests/{asked.pk}/remind/#chat")
    page.get_by_role("button", name="复制").first.click()
    expect(page.locator("[data-copied=chat-plain]")).to_have_text("已复制")
    assert "以下单位尚未报送：" in page.evaluate("navigator.clipboard.readText()")


def test_by_keyboard_the_whole_text_is_selected(window, asked):
    page = window("fuzhou.manager")
    page.goto(f"/work/reports/requests/{asked.pk}/remind/")
    page.get_by_label("带登录链接").focus()
    assert page.evaluate("getSelection().toString()") == page.get_by_label("带登录链接").input_value()


def test_ticking_all_passes_over_who_was_just_reminded(window, asked):
    """And the reminder goes out to the rest."""
    page = window("fuzhou.manager")
    page.goto(f"/work/reports/requests/{asked.pk}/remind/")
    page.get_by_label("全部勾选").check()
    page.get_by_label("附言").fill("本周五前")
    page.get_by_role("button", name="提醒报送").click()
    expect(page.get_by_text("已提醒1个单位：福州市住房和城乡建设局。")).to_be_visible()
