"""The pages of 征集, 征求意见, links and 汇编 keep WCAG A and AA as far as axe can tell, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from campaigns.models import Request
from campaigns.tests.answers import answer
from campaigns.tests.test_circulating import opine, send
from campaigns.tests.test_desk_axe import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visits(world, as_, collected, make_link, city_draft) -> dict[str, list[str]]:
    request, draft = collected.request_id, city_draft.pk
    link = make_link()
    other = collected.request.obligations.get(unit=world.housing)
    answer(as_("housing.reporter"), other, ("slogan", "质量第一"), ("activity", "工程观摩"), do="hand_in")
    send(as_("fuzhou.drafter"), city_draft, world.gulou, world.housing)
    round_ = Request.objects.get(kind="comment")
    given, wanted = (round_.obligations.get(unit=unit) for unit in (world.housing, world.gulou))
    opine(as_("housing.reporter"), given, {"": "总体可行"})
    base = "/work/reports/requests"
    return {
        "": [link, "/answer/never/"],
        "gulou.reporter": [f"/work/reports/{collected.pk}/", f"/work/reports/{wanted.pk}/"],
        "fuzhou.drafter": ["/work/reports/collect/", f"{base}/{request}/", f"{base}/{request}/links/",
                           f"{base}/{request}/compile/", f"{base}/{round_.pk}/opinions/",
                           f"/work/drafts/{draft}/circulate/", f"/work/reports/{collected.pk}/for/",
                           f"/work/reports/{other.pk}/"],
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
            assert page.goto(address).status in (200, 404), address
            violations = Axe().run(page, options=RULES).response["violations"]
            found += [f"{address} {each['id']}: {each['nodes'][0]['html'][:120]}" for each in violations]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{address} is wider than the window")
        window.close()
    assert found == []
