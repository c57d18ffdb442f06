"""导入 in a real browser: a workbook with mistakes, the marked copy, the mended one, and the activities are there."""

import datetime as dt
import os

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from activities import importing
from activities.models import Activity
from activities.tests.workbooks import HEADINGS, book, full

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("SHOTS_TO")  # a folder for pictures of the pages, to look at


@pytest.fixture
def logged_in(live_server, page, world, national):
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("[name=login]", "fuzhou.reporter")
    page.fill("[name=password]", "secret-12345")
    page.click("form .btn-primary")
    page.wait_for_url("**/work/")
    return page


def mistakes(page) -> list[str]:
    return [f"{v['id']}: {v['help']}" for v in Axe().run(page).response["violations"]
            if v["impact"] in ("serious", "critical")]  # fmt: skip


def look(page, name: str) -> None:
    """No page is wider than the screen at 1280 and 390, and none has a serious problem for assistive technology."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/import-{name}-{width}.png", full_page=True)
    assert mistakes(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def choose(page, path) -> None:
    page.set_input_files("[name=file]", path)
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_text("可以离开本页").wait_for()


def test_mistakes_are_mended_and_the_activities_are_there(logged_in, live_server, tmp_path):
    page, day = logged_in, dt.date(2024, 9, 10)
    page.goto(f"{live_server.url}/work/activities/")
    page.get_by_text("更多办理").click()
    page.get_by_role("link", name="从表格导入").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载模板：福州市市").or_(
            page.get_by_role("link", name="下载模板").first
        ).first.click()
    assert waiting.value.suggested_filename.endswith("质量月活动导入模板.xlsx")
    look(page, "list")
    rows = [
        full(活动=f"质量咨询服务进第{n}社区", 日期=day, 类别="为民办质量实事", 地点=f"第{n}社区") for n in range(1, 8)
    ]
    rows += [full(活动="类别写错的活动", 日期=day, 类别="唱歌"), full(活动="日期含糊的活动", 日期="近日"),
             full(活动="旬里的活动", 日期="9月上旬")]  # fmt: skip
    book(*rows, headings=HEADINGS).save(tmp_path / "九月活动.xlsx")
    choose(page, tmp_path / "九月活动.xlsx")
    look(page, "waiting")
    importing.work()
    page.get_by_text("有3行需要改正").wait_for()  # comes by itself
    look(page, "wrong")
    with page.expect_navigation():
        page.get_by_role("link", name="新增").click()
    look(page, "new")
    assert page.get_by_role("button", name="确认导入").count() == 0
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载标注错误的副本").click()
    assert waiting.value.suggested_filename == "九月活动（标注错误）.xlsx"
    waiting.value.save_as(tmp_path / "改好.xlsx")
    mended = openpyxl.load_workbook(tmp_path / "改好.xlsx")
    for at, heading, value in ((9, "类别", "质量宣贯"), (10, "日期", day), (11, "日期", day)):
        cell = mended["活动明细"].cell(at, HEADINGS.index(heading) + 1)
        assert cell.comment is not None
        cell.value = value
    mended.save(tmp_path / "改好.xlsx")
    page.get_by_role("link", name="上传改好的表").click()
    choose(page, tmp_path / "改好.xlsx")
    importing.work()
    with page.expect_navigation():  # what is not confirmed yet, the worker passes over
        page.get_by_role("button", name="确认导入新增10项").click()
    importing.work()
    page.get_by_text("已写入：新增10项").wait_for()
    look(page, "done")
    page.get_by_role("link", name="查看草稿").click()
    page.get_by_role("link", name="旬里的活动").wait_for()
    assert Activity.objects.filter(state="draft").count() == 10
    changed = book(["质量咨询服务进第1社区", day, "新的地点", 300], headings=["活动", "日期", "地点", "群众（人次）"])
    changed.save(tmp_path / "改动.xlsx")
    page.goto(f"{live_server.url}/work/activities/import/")
    look(page, "list-again")
    choose(page, tmp_path / "改动.xlsx")
    importing.work()
    page.get_by_role("button", name="确认导入修改1项").wait_for()
    look(page, "changed")
    page.get_by_role("button", name="取消导入").click()
    page.get_by_text("没有写入任何内容").wait_for()
    assert Activity.objects.filter(place="新的地点").count() == 0


def test_it_works_without_scripts(live_server, browser, world, campaign, tmp_path):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("[name=login]", "fuzhou.reporter")
    page.fill("[name=password]", "secret-12345")
    page.click("form .btn-primary")
    page.wait_for_url("**/work/")
    book(["甲", dt.date(2024, 9, 10), None]).save(tmp_path / "a.xlsx")
    page.goto(f"{live_server.url}/work/activities/import/")
    choose(page, tmp_path / "a.xlsx")
    importing.work()
    confirm = page.get_by_role("button", name="确认导入新增1项")
    confirm.wait_for(timeout=60_000)  # the page comes again every three seconds
    with page.expect_navigation():
        confirm.click()
    importing.work()
    page.get_by_text("已写入：新增1项").wait_for(timeout=60_000)
    context.close()
