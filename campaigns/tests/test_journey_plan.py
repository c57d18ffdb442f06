"""A plan's whole way in a real browser, with the script on: from the province's notice to the public page."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from campaigns import planning
from campaigns.choices import State
from campaigns.models import Edition, Obligation
from campaigns.reading import contents
from campaigns.tests.papers import draft_national, issue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def provincial(world, campaign) -> Edition:
    """福建's issued and public notice under the national one."""
    above = issue(draft_national(world, campaign))
    draft = planning.start(unit=world.fujian, campaign=campaign, parent=above.plan, letterhead=world.letterhead,
                           by=world.people["fujian.drafter"], title="福建省2024年“质量月”活动的通知")  # fmt: skip
    return issue(draft)


@pytest.fixture
def at_desk(browser: Browser, live_server, world):
    """`at_desk("fuzhou.drafter")` → a page, logged in by that person; no script error is forgiven."""
    errors: list[str] = []

    def open_for(name: str) -> Page:
        page = browser.new_context(base_url=live_server.url, locale="zh-CN").new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto("/accounts/login/")
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", "secret-12345")
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/work/**")
        return page

    yield open_for
    assert errors == []


def entry(page: Page, words: str):
    return page.locator(".paper-item, .paper-slogan").filter(has_text=words).first


def saved(page: Page, words: str) -> None:
    expect(page.locator("#paper")).to_contain_text(words)
    expect(page.locator(".item-panel")).to_have_count(0)


def test_from_the_provinces_notice_to_the_public_page(provincial, world, at_desk):
    drafter = at_desk("fuzhou.drafter")
    start(drafter)
    write(drafter)
    draft = Edition.objects.get(plan__unit=world.fuzhou)
    assert draft.items.count() == 4, "nothing but the four decisions is stored"
    ask(drafter)
    drafter.click("main button:has-text('送审')")
    expect(drafter.locator("#messages")).to_contain_text("已送审")

    approver = at_desk("fuzhou.approver")
    approver.goto(f"/work/drafts/{draft.pk}/")
    expect(entry(approver, "塑造福州品牌")).to_contain_text("结合本级调整")
    entry(approver, "塑造福州品牌").get_by_text("对照上级原文").click()
    expect(approver.locator("ins").first).to_be_visible()
    approver.click("text=退回修改")
    approver.fill("textarea[name=reason]", "请把“大讲堂”写全")
    with approver.expect_navigation():
        approver.click("main button:has-text('退回修改')")

    drafter.reload()
    expect(drafter.locator("main")).to_contain_text("请把“大讲堂”写全")
    do(drafter, "质量大讲堂", "修改")
    drafter.fill(".item-panel input[name=heading]", "质量大讲堂进高校")
    drafter.click(".item-panel button:has-text('完成')")
    saved(drafter, "质量大讲堂进高校")
    drafter.click("main button:has-text('送审')")
    expect(drafter.locator("#messages")).to_contain_text("已送审")
    approver.goto(f"/work/drafts/{draft.pk}/")
    approver.click("main summary:has-text('签发')")
    approver.click("main button:has-text('确认签发')")
    approver.click(".page-head-do a:has-text('印发')")
    expect(approver.locator("dl.facts")).to_contain_text("2 个单位")
    approver.get_by_label("仍要印发").check()  # the date for summaries lies in the past
    approver.click("main button.btn-red:has-text('印发')")
    disclose(approver)
    check_issued(approver, draft)
    supersede(drafter, draft)


def start(page: Page) -> None:
    page.goto("/work/plans/")
    page.get_by_role("link", name="福建省2024年“质量月”活动的通知").click()
    page.click("text=据此编制本级方案")
    page.click("text=开始编制")
    page.wait_for_url(re.compile(r"/work/drafts/\d+/"))
    assert page.locator(".mark-inherited").count() >= 11


def do(page: Page, words: str, act: str) -> None:
    """What can be done with an item shows when the mouse or the focus is there."""
    entry(page, words).hover()
    entry(page, words).locator(".item-do").get_by_text(act).first.click()


def write(page: Page) -> None:
    page.wait_for_load_state()  # clicks are heard once the scripts stand
    entry(page, "塑造中国品牌").locator("span").first.click()
    page.fill(".item-panel input[name=text]", "塑造福州品牌 建设质量强市")
    expect(page.locator(".words-saved")).to_contain_text("已保存")
    page.click(".item-panel button:has-text('完成')")
    saved(page, "塑造福州品牌 建设质量强市")
    expect(page.locator("#saved")).to_contain_text("已保存")
    assert re.search(r"/work/drafts/\d+/$", page.url), "the address stays the draft's"

    do(page, "“优质服务基层行”活动", "不列入")
    page.fill(".item-panel input[name=reason]", "由卫健部门部署")
    page.click(".item-panel button:has-text('本级不列入')")
    expect(page.locator("#left-out")).to_contain_text("优质服务基层行")

    page.locator(".item-add a", has_text="新增专项行动").last.click()
    page.fill(".item-panel input[name=heading]", "质量大讲堂")
    page.keyboard.press("Enter")
    saved(page, "质量大讲堂")

    do(page, "计量服务中小企业行", "细化")
    page.fill(".item-panel input[name=heading]", "计量服务物联网企业")
    page.click(".item-panel button:has-text('保存细化内容')")
    saved(page, "计量服务物联网企业")

    entry(page, "全民讲质量").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(entry(page, "全民讲质量")).to_contain_text("调整位次")


def ask(page: Page) -> None:
    page.click("text=报送要求")
    page.fill("input[name=summary_due]", "2024-10-12")
    page.get_by_label("鼓楼区市场监督管理局").check()
    page.get_by_label("福州市住房和城乡建设局").check()
    page.click("main button:has-text('保存')")
    expect(page.locator("#messages")).to_contain_text("报送要求已保存")


def disclose(page: Page) -> None:
    page.get_by_role("link", name="公开属性").click()
    page.get_by_label("主动公开").check()
    page.click("main button:has-text('确定公开属性')")
    expect(page.locator(".error-summary")).to_contain_text("保密审查")
    page.fill("input[name=reviewer]", "办公室")
    page.fill("input[name=reviewed_on]", "2024-08-21")
    page.click("main button:has-text('确定公开属性')")
    expect(page.locator(".page-meta").first).to_contain_text("主动公开")


def check_issued(page: Page, draft: Edition) -> None:
    draft.refresh_from_db()
    assert draft.state == State.ISSUED
    assert Obligation.objects.filter(request__edition=draft).count() == 2
    changes = {item.change for item in (*contents(draft).items, *contents(draft).withdrawn)}
    assert changes == {"inherited", "adapted", "derived", "added", "withdrawn"}
    for words in ("细化落实", "本级新增", "本级未列入", "调整位次"):
        expect(page.locator("#paper")).to_contain_text(words)
    page.context.clear_cookies()
    page.goto(f"/plans/{draft.plan.public_id}/")
    for words in ("塑造福州品牌", "结合本级调整", "细化落实", "本级新增"):
        expect(page.locator("main")).to_contain_text(words)


def supersede(page: Page, draft: Edition) -> None:
    page.goto(f"/work/plans/{draft.plan_id}/")
    page.get_by_role("link", name="重新印发").click()
    page.fill("input[name=reason]", "调整安排")
    page.click("main button:has-text('开始起草')")
    page.wait_for_url(re.compile(r"/work/drafts/\d+/"))
    issue(draft.plan.editions.get(number=2))
    page.goto(f"/work/plans/{draft.plan_id}/1/")
    expect(page.locator("main")).to_contain_text("已被后来的印发稿替代")
    expect(page.locator("#paper")).to_contain_text("塑造福州品牌")
