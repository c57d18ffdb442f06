"""Every page about activities keeps WCAG A and AA as far as axe can tell, with real rows, on a desk and on a phone."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from activities import casework, contact_links, logging, materials, picturing, saved_views
from activities.arriving import Arrived
from activities.tests.diary import held, picture, planned
from activities.tests.test_cases import WORDS
from activities.tests.test_materials import TEXT
from activities.tests.workbooks import HEADINGS, book, full, read
from campaigns.tests.test_desk_axe import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = dt.date(2024, 9, 10)
LIST = "/work/activities/"
VIEWS = ("list", "cards", "calendar", "timeline", "gallery")
FILTERED = "sort=publicity&state=handed_in&since=2024-09-01&until=2024-09-30&photos=1&case=0&q=质量"
OPEN = "document.querySelectorAll('details:not([data-menu])').forEach((each) => { each.open = true; })"


def url(name: str, *args: object) -> str:
    return reverse(f"activities:{name}", args=args)


@pytest.fixture
def visits(world, national, as_) -> dict[str, list[str]]:
    """Who looks at which pages, each with something to show."""
    campaign = national.plan.campaign
    reporter, manager = world.people["fuzhou.reporter"], world.people["fuzhou.manager"]
    planned(national, world.fuzhou)
    draft = held(world.fuzhou, campaign, sort="publicity", place="五一广场", residents=400, residents_qualifier="余")
    picturing.add_all(activity=draft, files=[picture("一.jpg"), picture("二.jpg")], by=reporter)
    below = held(world.housing, campaign, title="质量知识进社区" * 6, sort="publicity", text="现场气氛热烈。" * 40)
    picturing.add_all(activity=below, files=[picture("三.jpg")], by=None)
    logging.hand_in(activity=below, by=world.people["housing.reporter"])
    held(world.fuzhou, campaign, "returned", title="请补充的一项", return_reason="请补充参加人数。")
    accepted = held(world.fuzhou, campaign, "accepted", title="联系电话13800138000的一项")
    held(world.fuzhou, campaign, "handed_in", title="计量讲堂", outcome="cancelled", outcome_reason="受天气影响")
    own = casework.write(unit=world.fuzhou, campaign=campaign, words=WORDS, by=reporter, activity=accepted)
    by = world.people["gulou.reporter"]
    theirs = casework.write(unit=world.gulou, campaign=campaign, words=WORDS, by=by, activity=None)
    casework.put_forward(case=theirs, by=by)
    saved_views.keep(name="待审核", query="state=handed_in", by=manager)
    material, _ = materials.take(arrived=Arrived(TEXT), unit=world.fuzhou, campaign=campaign, by=reporter)
    make = {"unit": world.housing, "office": world.fuzhou, "campaign": campaign, "entry": None, "days": 14}
    _, address = contact_links.make(**make, contact="演示联络员", by=manager)
    doubtful = full(活动="举办质量开放日", 日期=DAY, **{"群众（人次）": 30_000_000})
    asked = read(as_("fuzhou.reporter"), book(doubtful, headings=HEADINGS))
    wrong = read(as_("fuzhou.reporter"), book(doubtful, full(活动="没有日期的一项"), headings=HEADINGS))
    everybody = [
        *(f"{LIST}?view={view}" for view in VIEWS),
        *(f"{LIST}?view={view}&{FILTERED}" for view in VIEWS),
        f"{LIST}?view=calendar&week=2024-09-09", f"{LIST}?q=没有这样的活动",
        url("new"), url("edit", draft.pk), url("work_activity", draft.pk), url("photos", draft.pk),
        url("work_activity", accepted.pk), url("annex"), url("paste"), url("material", material.public_id),
        url("imports"), url("import_one", wrong.public_id), url("import_one", asked.public_id) + "?kind=doubt",
        url("cases"), url("case", own.pk), url("new_case") + f"?activity={accepted.pk}", url("edit_case", own.pk),
        url("photo_edit", draft.photos.first().pk),
    ]  # fmt: skip
    managers = [
        *(f"{LIST}?tab=region&view={view}" for view in VIEWS), url("saved_views"), url("cases") + "?tab=received",
        url("case", theirs.pk), url("disclose_case", own.pk), url("links"), url("enter_for"), url("review"),
        url("review_one", below.pk), url("review_reasons"), url("exports"), url("disclosures"),
        url("disclose", accepted.pk),
    ]  # fmt: skip
    return {"fuzhou.reporter": everybody, "fuzhou.manager": managers, "": ["/contact/" + address.split("/contact/")[1]]}


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_have_no_violations(browser, live_server, visits, as_, width):
    found = []
    for name, addresses in visits.items():
        size = {"width": width, "height": 900}
        window = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport=size, bypass_csp=True)
        if name:
            cookie = as_(name).cookies["sessionid"].value
            window.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = window.new_page()
        for address in addresses:
            answer = page.goto(address)
            assert answer, address
            assert answer.status == 200, address
            page.evaluate(OPEN)
            violations = Axe().run(page, options=RULES).response["violations"]
            found += [f"{address} {each['id']}: {each['nodes'][0]['html'][:160]}" for each in violations]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{address} is wider than the window")
        window.close()
    assert found == []
