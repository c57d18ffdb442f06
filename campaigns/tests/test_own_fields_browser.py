"""Own fields in a browser: made, filled in with lines added, and the new pages keep WCAG as far as axe can tell."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from campaigns import extending
from campaigns.models import FieldAnswer, RequestField
from campaigns.own_fields import Spec
from campaigns.tests.test_desk_axe import RULES
from campaigns.workdays import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def window_of(browser, live_server, as_):
    """`window_of("fuzhou.manager")` → a page of that person's browser; scripts off with `script=False`."""

    def open_window(name: str, width: int = 1280, *, script: bool = True):
        window = browser.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=script,
                                     viewport={"width": width, "height": 900})  # fmt: skip
        cookie = as_(name).cookies["sessionid"].value
        window.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return window.new_page()

    return open_window


@pytest.mark.parametrize("script", [True, False])
def test_fields_are_made_and_filled_in(world, campaign, window_of, script):
    office = window_of("fuzhou.manager", script=script)
    office.goto("/work/reports/ask/")
    office.fill("#id_title", "报送投入情况")
    office.fill("#id_why", "汇总")
    office.fill("#id_due_on", str(today() + dt.timedelta(days=9)))
    office.fill("#id_names", "鼓楼区")
    office.click("text=添加一个填报项")
    office.select_option("#id_own-0-kind", "table")
    office.fill("#id_own-0-label", "投入")
    if not script:
        office.click("text=计量单位、选项或表格的列")
    else:
        office.locator(".own-rest summary").first.click()
    office.fill("#id_own-0-options", "项目\n金额")
    with office.expect_navigation():
        office.click("text=提出要求")
    owed = RequestField.objects.get().request.obligations.get()
    unit = window_of("gulou.reporter", 390, script=script)
    unit.goto(reverse("campaigns:obligation", args=[owed.pk]))
    field = RequestField.objects.get()
    if script:
        unit.click("text=添加一行")
        expect(unit.locator(f"[name='own-f{field.pk}-3-0']")).to_be_focused()
    unit.fill(f"[name='own-f{field.pk}-{3 if script else 1}-0']", "培训")
    unit.click("text=保存，暂不报送")
    unit.wait_for_selector("text=已保存，尚未报送")
    assert FieldAnswer.objects.get().value == [["培训", ""]]


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_have_no_violations(world, ask, window_of, width):
    asked = ask(world.gulou, world.housing, fields=[
        Spec("number", "检查企业", unit="家", hint="约数也可以"), Spec("choice", "是否举办", options=("是", "否")),
        Spec("table", "投入", options=("项目", "金额")), Spec("file", "名单"), Spec("text", "做法"),
    ])  # fmt: skip
    owed = asked.obligations.get(unit=world.gulou)
    until = today() + dt.timedelta(days=30)
    extending.ask(obligation=owed, until=until, reason="忙", by=world.people["gulou.reporter"])
    pages = {
        "gulou.reporter": [reverse("campaigns:obligation", args=[owed.pk])],
        "fuzhou.manager": [
            reverse("campaigns:obligation", args=[owed.pk]),
            reverse("campaigns:request", args=[asked.pk]),
            reverse("campaigns:request_change", args=[asked.pk]),
        ],
    }
    found = []
    for name, addresses in pages.items():
        page = window_of(name, width)
        for address in addresses:
            assert page.goto(address).status == 200, address
            page.evaluate("document.querySelectorAll('details').forEach(function (each) { each.open = true; })")
            violations = Axe().run(page, options=RULES).response["violations"]
            found += [f"{address} {each['id']}: {each['nodes'][0]['html'][:120]}" for each in violations]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{address} is wider than the window")
    assert found == []
