"""The pages of writing from below, of papers and of a summary by link keep WCAG A and AA as far as axe can tell."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from campaigns import parts, reporting
from campaigns.tests.reports import write
from campaigns.tests.test_desk_axe import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("national")]


@pytest.fixture
def visits(world, as_, ask) -> dict[str, list[str]]:
    request = ask(world.gulou, world.housing)
    given, wanted = (request.obligations.get(unit=unit) for unit in (world.gulou, world.housing))
    write(as_("gulou.reporter"), given, "hand_in", text="一、做法\n开展培训12场。")
    mine = ask(world.fuzhou, unit=world.fujian).obligations.get()
    by = world.people["fuzhou.reporter"]
    report = reporting.begin(obligation=mine, by=by)
    parts.add(report=report, kind="text", text="全市开展活动120项。", by=by)
    posted = {f"contact-{wanted.pk}": "演示联络员", "lasts": "days"}
    made = as_("fuzhou.drafter").post(f"/work/reports/requests/{request.pk}/links/", posted).context["made"]
    return {
        "": [re.search(r"/answer/[\w-]+/", made[-1]["words"])[0]],
        "fuzhou.reporter": [reverse("activities:compose", args=[mine.pk]), f"/work/reports/{mine.pk}/",
                            reverse("campaigns:report_paper", args=[report.public_id]),
                            reverse("campaigns:report_bulletin", args=[report.public_id])],
        "fuzhou.drafter": [f"/work/reports/{wanted.pk}/for/"],
        "gulou.reporter": [f"/work/reports/{given.pk}/"],
    }  # fmt: skip


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_have_no_violations(browser, live_server, visits, as_, width):
    found = []
    for name, addresses in visits.items():
        window = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport={"width": width, "height": 900})
        if name:
            cookie = as_(name).cookies["sessionid"].value
            window.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = window.new_page()
        for address in addresses:
            assert page.goto(address).status == 200, address
            violations = Axe().run(page, options=RULES).response["violations"]
            found += [f"{address} {each['id']}: {each['nodes'][0]['html'][:120]}" for each in violations]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{address} is wider than the window")
        window.close()
    assert found == []
