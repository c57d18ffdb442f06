"""导出 in a real browser: a manager makes a workbook, fetches it, and finds in it what the page shows."""

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from activities.models import Activity, ExportFile
from activities.tasks import make_exports
from activities.tests.logbook import log

pytestmark = pytest.mark.browser


@pytest.fixture
def logged_in(live_server, page, world, campaign):
    log(world.fuzhou, campaign, "=质量月启动仪式", residents=400, residents_qualifier="余")
    log(world.gulou, campaign, "质量知识进社区", state="handed_in")
    log(world.gulou, campaign, "还没有报送的草稿", state="draft")
    log(world.yueyang, campaign, "外省的活动")
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("[name=login]", "fujian.manager")
    page.fill("[name=password]", "secret-12345")
    page.click("form .btn-primary")
    page.wait_for_url("**/work/")
    return world


def test_a_manager_exports_and_opens_the_workbook(logged_in, page, campaign, tmp_path):
    page.get_by_role("link", name="导出").first.click()
    page.get_by_role("button", name="生成文件").click()
    page.get_by_text("排队中").wait_for()
    make_exports()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载").click()  # the page asks by itself until it is there
    name = waiting.value.suggested_filename
    assert name.startswith("福建省市局2024年质量月活动与报送情况")
    waiting.value.save_as(tmp_path / name)
    heading, *rows = openpyxl.load_workbook(tmp_path / name)["活动明细"].iter_rows(values_only=True)
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    visible = Activity.objects.visible_to(logged_in.people["fujian.manager"]).filter(campaign=campaign)
    assert sorted(row["活动"] for row in found) == sorted(each.title for each in visible)
    assert sorted(row["活动"] for row in found) == ["=质量月启动仪式", "质量知识进社区"]
    assert [(row["群众（人次）"], row["群众限定词"]) for row in found if row["群众（人次）"]] == [(400, "余")]


def test_it_works_by_keyboard_on_a_phone(logged_in, page, live_server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/work/exports/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.focus("#id_format")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("排队中").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    ExportFile.objects.update(state="running", done=1, rows=3, stage="活动明细")
    page.get_by_text("活动明细：已写1行，共3行").wait_for()
    assert serious(page) == []
    ExportFile.objects.update(state="failed", message="文件没有写成，请稍后重试。")
    page.get_by_role("button", name="重新生成").wait_for()
    assert serious(page) == []


def test_it_works_without_scripts(logged_in, live_server, browser, context):
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(f"{live_server.url}/work/exports/")
    page.get_by_role("button", name="生成文件").click()
    page.get_by_text("排队中").wait_for()
    make_exports()
    page.get_by_role("link", name="下载").wait_for()  # the page comes again by itself
    plain.close()


def serious(page) -> list:
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]
