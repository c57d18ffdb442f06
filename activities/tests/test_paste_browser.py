"""A pasted WeChat text with pictures from the clipboard becomes two activities, in a real browser."""

import base64

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from activities.models import Activity
from activities.tests.diary import picture
from activities.tests.test_materials import TEXT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("national")]
# As a browser does when pictures stand on the clipboard: the files come with the event.
PASTE = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), sign => sign.charCodeAt(0));
  const moved = new DataTransfer();
  moved.items.add(new File([bytes], name, {type: "image/jpeg"}));
  document.querySelector("#id_text").dispatchEvent(new ClipboardEvent("paste", {clipboardData: moved, bubbles: true}));
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_a_message_with_pictures_becomes_two_activities(browser, live_server, world, width, tmp_path):
    client = Client()
    client.force_login(world.people["fuzhou.reporter"], backend="django.contrib.auth.backends.ModelBackend")
    window = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", bypass_csp=True)
    window.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = window.new_page()
    page.goto(f"{live_server.url}/work/activities/")
    page.get_by_text("更多办理").click()
    with page.expect_navigation():  # what listens to a paste is a module: it comes after the form
        page.get_by_role("link", name="粘贴材料").click()
    page.get_by_label("文字").fill(TEXT)
    for name in ("image.png", "IMG_20240912_080000.jpg"):
        page.evaluate(PASTE, [name, base64.b64encode(picture().read()).decode()])
    page.get_by_text("已选 2 个文件").wait_for()
    page.locator("[data-paste-list] canvas").nth(1).wait_for()
    examined(page)
    page.get_by_role("button", name="识别并核对").click()
    page.get_by_text("第 1 项，共 2 项待核对").wait_for()
    assert page.locator("mark.told-place").first.inner_text() == "五四广场"
    examined(page)
    page.get_by_role("button", name="确认，存为草稿").click()
    page.get_by_text("第 1 项，共 1 项待核对").wait_for()
    page.get_by_role("button", name="确认并报送").click()
    page.get_by_text("已全部核对").wait_for()
    examined(page)
    found = list(
        Activity.objects.order_by("held_on").values_list("state", "is_proposed", "residents", "residents_qualifier")
    )
    assert found == [("draft", False, 200, "近"), ("handed_in", False, 100, "余")]
    assert [activity.photos.count() for activity in Activity.objects.order_by("held_on")] == [1, 1]
    window.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_links_and_entering_have_no_violations(browser, live_server, world, width):
    client = Client()
    client.force_login(world.people["fuzhou.reporter"], backend="django.contrib.auth.backends.ModelBackend")
    window = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", bypass_csp=True)
    window.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = window.new_page()
    page.goto(f"{live_server.url}/work/activities/enter-for/")
    examined(page)
    page.goto(f"{live_server.url}/work/activities/links/")
    page.get_by_label("单位").select_option(str(world.housing.pk))
    page.get_by_label("联络员姓名").fill("演示联络员")
    with page.expect_navigation():
        page.get_by_role("button", name="生成链接").click()
    words = page.locator("#made-link").input_value()
    examined(page)
    path = "/contact/" + words.split("/contact/")[1].strip()
    page.goto(live_server.url + path)
    page.get_by_label("活动", exact=True).fill("联络员写的一句话")
    page.get_by_label("日期", exact=True).fill("2024-09-10")
    examined(page)
    page.get_by_role("button", name="报送", exact=True).click()
    page.get_by_role("heading", name="已报送").wait_for()
    examined(page)
    window.close()


def examined(page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
