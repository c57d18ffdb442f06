"""审核 in a real browser: remarks in place, what changed since the last look, the order kept; and axe on the pages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from campaigns import commenting
from campaigns.models import Comment
from campaigns.tests.browsing import item
from campaigns.tests.rounds import submitted, two_reviewers
from campaigns.tests.test_desk_axe import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk_of(browser: Browser, live_server, as_):
    """`desk_of("fuzhou.甲")` → a page with that person's session; no script error is forgiven."""
    errors: list[str] = []

    def open_for(name: str, width: int = 1280) -> Page:
        window = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport={"width": width, "height": 900})
        cookie = as_(name).cookies["sessionid"].value
        window.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = window.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_for
    assert errors == []


def test_a_remark_is_made_answered_and_settled_where_it_stands(world, city_draft, desk_of):
    two_reviewers(world)
    submitted(world, city_draft)
    slogan = item(city_draft, "塑造中国品牌")
    reviewer, drafter = desk_of("fuzhou.甲"), desk_of("fuzhou.drafter")
    reviewer.goto(f"/work/drafts/{city_draft.pk}/")
    here = reviewer.locator(f"#c-{slogan.key}")
    here.get_by_text("提意见").focus()
    reviewer.keyboard.press("Enter")
    expect(here.locator("textarea")).to_be_focused()
    here.locator("textarea").fill("请改为“福州品牌”")
    here.get_by_role("button", name="提出意见").click()
    expect(here).to_contain_text("请改为“福州品牌”")
    expect(here.locator("textarea[name=text]:visible")).to_have_count(0)
    expect(reviewer.locator("#remarks")).to_contain_text("请改为“福州品牌”")
    assert reviewer.url.endswith(f"/work/drafts/{city_draft.pk}/"), "in place"

    drafter.goto(f"/work/drafts/{city_draft.pk}/")
    drafter.locator("#remarks a").first.click()
    there = drafter.locator(f"#c-{slogan.key}")
    there.locator("summary", has_text="回复").click()
    there.locator("textarea").fill("已改")
    there.get_by_role("button", name="回复").click()
    expect(there).to_contain_text("已改")
    there.get_by_role("button", name="标为已处理").click()
    expect(there).to_contain_text("已处理的意见 1 条")
    expect(drafter.locator("#remarks")).to_contain_text("没有待处理的意见")
    assert Comment.objects.get(reply_to=None).resolved_by.username == "fuzhou.drafter"

    reviewer.goto(f"/work/drafts/{city_draft.pk}/")
    reviewer.click("main summary:has-text('审核通过')")
    reviewer.click("main button:has-text('确认通过')")
    expect(reviewer.locator("#messages")).to_contain_text("办公室核稿")
    expect(reviewer.locator(".stage-now")).to_contain_text("办公室核稿")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_have_no_violations(world, city_draft, desk_of, width):
    first, _ = two_reviewers(world)
    slogan = item(city_draft, "塑造中国品牌")
    made = commenting.comment(edition=city_draft, text="意见", by=first, key=slogan.key)
    commenting.reply(comment=made, text="答复", by=first)
    submitted(world, city_draft)
    seat = world.people["fuzhou.drafter"].seats.get()
    visits = {
        "fuzhou.甲": [reverse("campaigns:draft", args=[city_draft.pk]),
                     reverse("campaigns:remark_item", args=[city_draft.pk, slogan.key]),
                     reverse("campaigns:record_review", args=[city_draft.pk])],
        "fuzhou.manager": [reverse("campaigns:review_steps", args=[world.fuzhou.pk]), reverse("orgs:deputies"),
                           reverse("orgs:hand_over", args=[seat.pk]), reverse("orgs:manage")],
    }  # fmt: skip
    found = []
    for name, addresses in visits.items():
        page = desk_of(name, width)
        for address in addresses:
            assert page.goto(address).status == 200, address
            violations = Axe().run(page, options=RULES).response["violations"]
            found += [f"{address} {each['id']}: {each['nodes'][0]['html'][:160]}" for each in violations]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{address} is wider than the window")
    assert found == []
