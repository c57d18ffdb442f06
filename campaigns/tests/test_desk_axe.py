"""The desk's and the report's pages keep WCAG A and AA as far as axe can tell, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from campaigns import reporting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
PLAIN = ("/work/", "/work/messages/", "/work/outbox/", "/work/manage/", "/work/manage/invite/", "/work/manage/history/",
         "/work/reports/", "/work/reports/ask/")  # fmt: skip


@pytest.fixture
def visits(world, ask) -> dict[str, list[str]]:
    """Who looks at which pages: a request with one hand-in, and an obligation still open."""
    request = ask(world.gulou, world.housing, world.section)
    owed = request.obligations.get(unit=world.gulou)
    person = world.people["gulou.reporter"]
    report = reporting.begin(obligation=owed, by=person)
    reporting.save(report=report, title="总结", text="开展活动12项。", version=0, by=person)
    reporting.hand_in(report=report, obligations=[owed], by=person)
    still_open = ask(world.gulou, title="第二项").obligations.get()
    asked = reverse("campaigns:request", args=[request.pk])
    first, second = (reverse("campaigns:obligation", args=[each.pk]) for each in (owed, still_open))
    return {"fuzhou.manager": [*PLAIN, asked, first], "gulou.reporter": ["/work/", "/work/reports/", second]}


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_have_no_violations(browser, live_server, visits, as_, width):
    found = []
    for name, addresses in visits.items():
        window = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport={"width": width, "height": 900})
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
