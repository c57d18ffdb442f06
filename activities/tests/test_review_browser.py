"""Reviewing in a real browser: by keys alone, several at once, at a desk and on a phone, and as far as axe can tell."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from activities import correcting, logging, picturing, reviewing
from activities.models import Activity, Correction
from activities.tests.diary import held, picture
from campaigns.tests.test_desk_axe import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def enter(browser, live_server, world):
    """`enter("fuzhou.manager", DESK)` → a page of that person's own window, with what its scripts complain of."""
    windows = []

    def open_page(name: str, size: dict):
        client = Client()
        client.force_login(world.people[name], backend="django.contrib.auth.backends.ModelBackend")
        window = browser.new_context(
            base_url=live_server.url, viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        cookie = client.cookies["sessionid"].value
        window.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        windows.append(window)
        page = window.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        return page

    yield open_page
    for window in windows:
        window.close()


@pytest.fixture
def waiting(world, campaign):
    """Four of one unit, the first with two pictures, handed in one after the other."""
    found = []
    for name in "甲乙丙丁":
        activity = held(world.housing, campaign, title=f"活动{name}")
        if name == "甲":
            picturing.add_all(activity=activity, files=[picture("一.jpg"), picture("二.jpg")], by=None)
        logging.hand_in(activity=activity, by=world.people["housing.reporter"])
        found.append(activity)
    return found


def arrive(page, title: str) -> None:
    """Wait until the activity is the one under review, and the keys are listened to again."""
    page.locator("#subject", has_text=title).wait_for()
    page.wait_for_timeout(500)


def test_by_keys_alone(enter, waiting):
    page = enter("fuzhou.manager", DESK)
    page.goto("/work/review/")
    arrive(page, "活动甲")
    assert page.locator("article figure img").count() == 2
    assert page.get_by_text("下一项").first.is_visible()
    page.keyboard.press("j")
    arrive(page, "活动乙")
    page.keyboard.press("k")
    arrive(page, "活动甲")
    page.keyboard.press("a")
    arrive(page, "活动乙")
    page.get_by_text("“活动甲”已审核通过").wait_for()
    page.keyboard.press("r")
    page.keyboard.press("Space")  # the first reason of the list
    page.get_by_label("补充意见").fill("jar ")  # letters typed are letters
    page.keyboard.type("kax")
    arrive(page, "活动乙")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    arrive(page, "活动丙")
    states = dict(Activity.objects.values_list("title", "state"))
    assert states == {"活动甲": "accepted", "活动乙": "returned", "活动丙": "handed_in", "活动丁": "handed_in"}
    assert Activity.objects.get(title="活动乙").return_reason.splitlines()[1] == "jar kax"
    assert page.errors == []


def test_the_keys_can_be_turned_off(enter, waiting):
    page = enter("fuzhou.manager", DESK)
    page.goto("/work/review/")
    page.get_by_role("button", name="关闭快捷键").click()
    page.get_by_role("button", name="打开快捷键").wait_for()
    page.goto("/work/review/")
    arrive(page, "活动甲")
    page.locator("h1").click()
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert Activity.objects.filter(state="handed_in").count() == 4
    page.get_by_role("button", name="打开快捷键").click()
    page.get_by_role("button", name="关闭快捷键").wait_for()
    page.keyboard.press("ArrowRight")
    arrive(page, "活动乙")


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_several_at_once(enter, waiting, size):
    page = enter("fuzhou.manager", size)
    page.goto("/work/review/")
    page.get_by_label("选择：活动甲").check()
    page.get_by_label("选择：活动丙").check()
    page.get_by_text("已选 2 项").wait_for()
    Activity.objects.filter(title="活动丙").update(handed_in_at=dt.datetime(2024, 9, 12, tzinfo=dt.UTC))
    page.get_by_role("button", name="所选审核通过").click()
    page.get_by_text("已审核通过1项活动").wait_for()
    page.get_by_text("“活动丙”在您查看之后又有修改").wait_for()
    assert list(Activity.objects.filter(state="accepted").values_list("title", flat=True)) == ["活动甲"]


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_pages_have_no_violations(enter, waiting, world, size):
    by, clerk = world.people["fuzhou.manager"], world.people["housing.reporter"]
    first, second, third, _ = waiting
    reviewing.send_back(activity=first, reason="请补充人数", by=by)
    logging.hand_in(activity=first, by=clerk)
    reviewing.accept(activity=second, by=by)
    Activity.objects.filter(pk=second.pk).update(
        text="联系13900001234", openness="public", secrecy_reviewer="演示", secrecy_reviewed_on="2024-09-12"
    )
    correction = correcting.save(activity=second, columns={"title": "更正后的名称"}, holders=[], version=None, by=clerk)
    correcting.hand_in(correction=correction, by=clerk)
    Activity.objects.filter(pk=third.pk).update(state="accepted")
    office = ["/work/review/", f"/work/review/{first.pk}/", f"/work/review/corrections/{correction.pk}/",
              "/work/review/reasons/", "/work/disclosures/", f"/work/activities/{second.pk}/disclosure/"]  # fmt: skip
    unit = [f"/work/activities/{second.pk}/", f"/work/activities/{third.pk}/correction/"]
    assert violations(enter("fuzhou.manager", size), office) + violations(enter("housing.reporter", size), unit) == []
    assert Correction.objects.get().state == "handed_in"


def violations(page, addresses: list[str]) -> list[str]:
    found = []
    for address in addresses:
        assert page.goto(address).status == 200, address
        for box in page.locator("details.review-ask summary").all():
            if box.is_visible():
                box.click()
        for each in Axe().run(page, options=RULES).response["violations"]:
            found.append(f"{address} {each['id']}: {each['nodes'][0]['html'][:150]}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{address} is wider than the window")
    return found
