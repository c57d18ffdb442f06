"""A phone without reception opens the logging page: what is written there is sent once, and never seen by another."""

import re

import pytest

from activities.models import Activity
from activities.tests.test_phone_browser import HANDED_IN, enter, files, phone, press  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("national")]
NEW = "/work/activities/new/"
STORES = "caches.keys().then(names => names.filter(name => name.startsWith('qm-kept-')).length)"
OPENS = "没有连上网络"


def visit(page) -> None:
    page.goto(page.context.base + NEW)
    page.get_by_text("没有网络时也能打开本页").wait_for(timeout=60000)


def goes_off_line(page) -> None:
    page.context.set_offline(True)


def test_opened_and_written_without_a_line_and_sent_once(phone, tmp_path):  # noqa: F811
    page = phone("fuzhou.reporter")
    visit(page)
    goes_off_line(page)
    page.goto(page.context.base + NEW)
    page.get_by_text(OPENS).wait_for(timeout=60000)
    page.locator("#id_photos").set_input_files(files(tmp_path, 1))
    page.locator("#picked canvas").wait_for()
    page.get_by_label("活动", exact=True).fill("集市上没有信号，照样登记")
    page.get_by_label("日期", exact=True).fill("2024-09-10")
    page.get_by_text("已存在本机").wait_for()
    page.wait_for_timeout(800)
    page.reload()
    page.get_by_text("本机待发送 1 条").wait_for(timeout=60000)
    assert page.get_by_label("活动", exact=True).input_value() == ""  # a further opening is a further activity
    page.get_by_role("link", name="继续填写").click()
    page.locator("#picked canvas").wait_for(timeout=60000)
    assert page.get_by_label("活动", exact=True).input_value() == "集市上没有信号，照样登记"
    press(page)
    page.get_by_text("网络已断开").wait_for(timeout=60000)
    page.reload()
    page.get_by_text("本机待发送 1 条").wait_for(timeout=60000)
    assert not Activity.objects.exists()
    page.context.set_offline(False)
    page.get_by_text("本机待发送").wait_for(state="hidden", timeout=60000)
    activity = Activity.objects.get()
    assert (activity.title, activity.state, activity.photos.count()) == ("集市上没有信号，照样登记", "handed_in", 1)
    page.reload()
    page.get_by_text(OPENS).wait_for(state="detached", timeout=60000)
    assert Activity.objects.count() == 1


def test_the_log_in_ran_out_meanwhile(phone, world):  # noqa: F811
    page = phone("fuzhou.reporter")
    visit(page)
    page.context.clear_cookies()
    goes_off_line(page)
    page.goto(page.context.base + NEW)
    page.get_by_label("活动", exact=True).fill("登录已过期")
    page.get_by_label("日期", exact=True).fill("2024-09-10")
    press(page)
    page.get_by_text("网络已断开").wait_for(timeout=60000)
    page.context.set_offline(False)
    page.get_by_text("登录已过期，内容都保存在本机").wait_for(timeout=60000)
    assert not Activity.objects.exists()
    enter(page.context, world, "fuzhou.reporter")
    page.get_by_role("button", name="立即发送").click()
    page.get_by_text(HANDED_IN).wait_for(timeout=60000)
    assert Activity.objects.get().logged_by == world.people["fuzhou.reporter"]


def test_another_person_sees_neither_form_nor_drafts(phone, world):  # noqa: F811
    page = phone("fuzhou.reporter")
    visit(page)
    page.get_by_label("活动", exact=True).fill("只有我看得到")
    page.get_by_text("已存在本机").wait_for()
    page.wait_for_timeout(800)
    page.context.clear_cookies()
    enter(page.context, world, "housing.reporter")
    page.goto(page.context.base + "/work/")
    page.wait_for_function(STORES + ".then(count => count === 0)")
    goes_off_line(page)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(page.context.base + NEW)
    page.context.set_offline(False)
    visit(page)
    goes_off_line(page)
    page.goto(page.context.base + NEW)
    page.get_by_text(OPENS).wait_for(timeout=60000)
    page.wait_for_timeout(800)
    assert "只有我看得到" not in page.content()
    assert page.locator("#waiting").is_hidden()
    assert page.evaluate(STORES) == 1


def test_log_out_takes_the_copy_along(phone):  # noqa: F811
    page = phone("fuzhou.reporter")
    visit(page)
    assert page.evaluate(STORES) == 1
    page.locator(".menu-end summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(re.compile(r"/$"))
    page.wait_for_function(STORES + ".then(count => count === 0)")
    goes_off_line(page)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(page.context.base + NEW)


def test_another_units_form_is_not_passed_off_as_this_one(phone):  # noqa: F811
    page = phone("fuzhou.reporter")
    visit(page)
    goes_off_line(page)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(page.context.base + NEW + "?unit=999999")
    unit = page.context.new_page()
    unit.goto(page.context.base + NEW)
    unit.get_by_text(OPENS).wait_for(timeout=60000)
    assert unit.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_the_setting_switched_off_clears_the_device(phone, settings):  # noqa: F811
    page = phone("fuzhou.reporter")
    visit(page)
    settings.KEPT_DAYS = 0
    page.goto(page.context.base + NEW)
    page.wait_for_function(STORES + ".then(count => count === 0)", timeout=60000)
    page.wait_for_function("navigator.serviceWorker.getRegistrations().then(found => found.length === 0)")
