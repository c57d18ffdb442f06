"""生成初稿 in a real browser: drafted, edited in place, marked, handed in, noted on, mended, compared."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Browser, Page, expect

from activities import picturing
from activities.models import Case
from activities.tests.logbook import log
from activities.tests.pictures import encoded, scene
from campaigns.models import Item, Obligation, ReportPart

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def logged(world, campaign, national):
    by = world.people["gulou.reporter"]
    roots = {item.heading: item.root for item in Item.objects.filter(edition=national)}
    sme = roots["计量服务中小企业行"]
    first = log(world.gulou, campaign, "计量惠企服务日", item_root=sme, place="五一广场", enterprises=120,
                residents=300, residents_qualifier="余", state="draft")  # fmt: skip
    picturing.add(activity=first, file=SimpleUploadedFile("一.jpg", encoded(scene(800, 600))), by=by)
    type(first).objects.filter(pk=first.pk).update(state="accepted")
    log(world.gulou, campaign, "企业质量课堂", item_root=sme, sort="methods", workers=40)
    log(world.gulou, campaign, "优质服务进社区", item_root=roots["“优质服务基层行”活动"], sort="services", residents=50)
    log(world.gulou, campaign, "质量知识竞赛", sort="grassroots", workers=200, workers_qualifier="约")
    Case.objects.create(campaign=campaign, unit=world.gulou, title="小微企业质量管家", background="园区小微企业多。",
                        measures="组织专家上门服务。", results="帮助企业建立质量管理制度。")  # fmt: skip
    return first


@pytest.fixture
def enter(browser: Browser, live_server, world):
    windows = []

    def log_in(name: str, width: int = 1280) -> Page:
        window = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport={"width": width, "height": 900})
        windows.append(window)
        page = window.new_page()
        page.goto("/accounts/login/")
        page.get_by_label("用户名或邮箱").fill(name)
        page.get_by_label("密码").fill("secret-12345")
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("待办")
        return page

    yield log_in
    for window in windows:
        window.close()


def test_from_the_logged_activities_to_an_accepted_report(world, campaign, logged, owed, enter):
    page = enter("gulou.reporter")
    page.goto(f"/work/reports/{owed.pk}/")
    page.get_by_role("link", name="生成初稿").click()
    expect(page.get_by_label("小微企业质量管家")).to_be_checked()
    page.get_by_role("button", name="生成初稿").click()
    expect(page.get_by_role("heading", name="一、总体情况")).to_be_visible()
    length = int(page.locator("#wp-length").inner_text())
    first = page.locator(".wp", has_text="鼓楼区共开展活动")
    first.get_by_role("link", name="修改").click()
    field = page.locator(".wp-form textarea")
    expect(field).to_be_focused()
    text = field.input_value()
    field.fill(text.replace("活动4项", "活动5项") + "群众反映良好。")
    expect(page.locator("#wp-length")).to_have_text(str(length + 7))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("手工修改，原为4")).to_be_visible()
    part = ReportPart.objects.get(data__slot="closing")
    page.locator(f"#part-{part.pk}").get_by_role("button", name="删去").click()
    page.get_by_role("button", name="恢复").click()
    expect(page.locator(".wp:has-text('活动开展情况。')").last).to_be_visible()
    with page.expect_navigation():
        page.locator(".src a", has_text="120").first.click()
    expect(page.get_by_text("计入“鼓楼区市场监督管理局”总结")).to_be_visible()
    expect(page.get_by_text("计量惠企服务日").first).to_be_visible()
    page.goto(f"/work/reports/{owed.pk}/")
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.get_by_text("已报送给").first).to_be_visible()
    asker = enter("fuzhou.manager")
    asker.goto(f"/work/reports/{owed.pk}/")
    block = asker.locator(".wp-read > div", has_text="鼓楼区共开展活动")
    block.get_by_text("对这一段提意见").click()
    block.get_by_label("意见").fill("5项与数据表不一致，请核对。")
    block.get_by_role("button", name="提出").click()
    expect(asker.get_by_text("还有1条段落意见没有处理")).to_be_visible()
    asker.get_by_text("退回修改").first.click()
    asker.get_by_label("需要补充的内容").fill("请核对活动数。")
    with asker.expect_navigation():
        asker.get_by_role("button", name="退回修改").click()
    page.goto(f"/work/reports/{owed.pk}/writing/")
    expect(page.get_by_text("5项与数据表不一致")).to_be_visible()
    page.locator(".wp", has_text="鼓楼区共开展活动").get_by_role("link", name="修改").click()
    page.locator(".wp-form textarea").fill(text)
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".wp-form")).to_have_count(0)
    with page.expect_navigation():
        page.get_by_role("button", name="已处理").click()
    page.goto(f"/work/reports/{owed.pk}/")
    page.get_by_role("button", name="报送", exact=True).click()
    page.get_by_role("link", name="查看与对比").click()
    expect(page.get_by_text("上次退回之后的修改")).to_be_visible()
    expect(page.locator("del", has_text="5").first).to_be_visible()
    asker.goto(f"/work/reports/{owed.pk}/")
    asker.get_by_role("button", name="审核通过").click()
    expect(asker.get_by_text("已审核通过").first).to_be_visible()
    assert Obligation.objects.get(pk=owed.pk).state == "accepted"
