"""A contact on a phone, and the office that asked, in a real browser: link, paste, hand in, 汇编, opinions."""

import pytest
from playwright.sync_api import Browser, Page, expect

from campaigns import editing, planning
from campaigns.models import AnswerLink, Comment, Edition, Obligation, Proposal
from campaigns.tests.papers import draft_national, issue
from campaigns.tests.test_journey_plan import at_desk  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def draft(world, campaign) -> Edition:
    above = issue(draft_national(world, campaign))
    made = planning.start(unit=world.fuzhou, campaign=campaign, parent=above.plan, by=world.people["fuzhou.drafter"])
    editing.add(edition=made, kind="slogan", text="榕城质量行", by=world.people["fuzhou.drafter"])
    return made


@pytest.fixture
def phone(browser: Browser, live_server):
    errors: list[str] = []
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport=PHONE, is_mobile=True,
                                  has_touch=True)  # fmt: skip
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
    assert context.cookies() == [], "a link leaves nothing in the browser"


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def link_of(office: Page, request: int, unit: str) -> str:
    office.goto(f"/work/reports/requests/{request}/links/")
    office.get_by_label(unit).fill("演示联络员")
    with office.expect_navigation():  # a text area is there before the words in it
        office.click("button:has-text('生成链接')")
    return "/answer/" + office.locator(".made-link textarea").input_value().split("/answer/")[1]


def test_a_contact_answers_on_the_phone_and_the_office_compiles(draft, world, at_desk, phone):  # noqa: F811
    office = at_desk("fuzhou.drafter")
    office.goto("/work/reports/collect/")
    office.get_by_label("口号", exact=True).check()
    office.get_by_label("活动", exact=True).check()
    office.fill("input[name=due_on]", "2099-01-01")
    office.get_by_label("鼓楼区市场监督管理局").check()
    with office.expect_navigation():
        office.click("button:has-text('发出征集')")
    owed = Obligation.objects.get()
    path = link_of(office, owed.request_id, "鼓楼区市场监督管理局")

    phone.goto(path)
    fits(phone)
    phone.get_by_text("从Word或微信里整段粘贴").click()
    phone.get_by_label("成批粘贴").fill("一、三坊七巷质量行。二、质量大讲堂。")
    phone.click("button:has-text('拆分成逐条')")
    expect(phone.get_by_text("已拆分为2条")).to_be_visible()
    fits(phone)
    phone.locator("textarea[aria-label^=活动名称]").last.fill("质量大讲堂进校园")
    phone.click("button:has-text('加一条口号')")
    phone.locator("textarea[aria-label^=口号建议]").last.fill("质量鼓楼 人人有责")
    phone.click("button:has-text('保存，暂不报送')")
    expect(phone.get_by_text("已保存，尚未报送")).to_be_visible()
    phone.goto(path)
    expect(phone.locator("textarea[aria-label^=活动名称]").nth(1)).to_have_value("质量大讲堂进校园")
    phone.click(".answer-form button:has-text('报送'):not(:has-text('暂不'))")
    expect(phone.get_by_text("已报送给")).to_be_visible()
    expect(phone.locator("textarea")).to_have_count(0)
    fits(phone)
    assert Proposal.objects.count() == 3
    assert AnswerLink.objects.get().used_at

    office.goto(f"/work/reports/requests/{owed.request_id}/")
    office.click("text=汇编")
    office.get_by_label("质量鼓楼 人人有责").check()
    office.click("button:has-text('预览')")
    expect(office.locator("#preview")).to_contain_text("质量大讲堂进校园")
    office.click("button:has-text('列入草稿')")
    expect(office.locator("main")).to_contain_text("来自鼓楼区市场监督管理局的建议")
    assert list(draft.annex.values_list("title", flat=True)) == ["三坊七巷质量行", "质量大讲堂进校园"]


def test_opinions_by_link_beside_the_paper(draft, world, at_desk, phone):  # noqa: F811
    office = at_desk("fuzhou.drafter")
    office.goto(f"/work/drafts/{draft.pk}/circulate/")
    office.fill("input[name=due_on]", "2099-01-01")
    office.get_by_label("鼓楼区市场监督管理局").check()
    with office.expect_navigation():
        office.click("button:has-text('送出征求意见稿')")
    request = draft.requests.get()
    path = link_of(office, request.pk, "鼓楼区市场监督管理局")
    phone.goto(path)
    fits(phone)
    slogan = phone.locator(".paper-slogan").filter(has_text="榕城质量行")
    slogan.locator("summary").click()
    slogan.locator("textarea").fill("建议改为“质量榕城行”")
    phone.click(".answer-form button:has-text('报送'):not(:has-text('暂不'))")
    expect(phone.get_by_text("已报送给")).to_be_visible()
    assert Comment.objects.get().author == "鼓楼区市场监督管理局（演示联络员）"
    office.goto(f"/work/reports/requests/{request.pk}/opinions/")
    office.get_by_label("采纳", exact=True).check()
    with office.expect_navigation():
        office.click("button:has-text('保存采纳情况')")
    office.click("button:has-text('反馈采纳情况')")
    expect(office.locator("main")).to_contain_text("已反馈采纳情况")
    phone.reload()
    expect(phone.locator("main")).to_contain_text("采纳")
