"""A year in a browser: a county hands in, the city writes from it, the province takes the book. And all that does not
go straight: a later date, a return, one that is late, one that had nothing, one that need not, up to the nation."""

import datetime as dt
import io

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from activities.tasks import make_exports
from activities.tests.diary import words
from activities.tests.exports import rows_of
from campaigns import asking
from campaigns.models import Obligation
from campaigns.workdays import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "报送2024年“质量月”活动总结"


@pytest.fixture
def asked(world, national) -> None:
    for office, unit, days in (("fujian", "fuzhou", 20), ("fuzhou", "gulou", 10)):
        asking.ask(
            campaign=national.plan.campaign, unit=getattr(world, office), title=TITLE, why="汇总上报",
            due_on=today() + dt.timedelta(days=days), units=[getattr(world, unit).pk],
            by=world.people[f"{office}.manager"],
        )  # fmt: skip


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


def open_todo(page: Page, title: str) -> None:
    page.goto("/work/")
    page.get_by_role("link", name=title).first.click()


def accept(page: Page, unit: str) -> None:
    open_todo(page, f"{TITLE}：1个单位已报送，待审核")
    page.get_by_role("link", name=unit).first.click()
    page.get_by_role("button", name="审核通过").click()
    expect(page.get_by_text(f"已审核通过{unit}的总结。")).to_be_visible()


def test_the_main_line(enter, asked, world, as_, tmp_path):
    as_("gulou.reporter").post("/work/activities/new/", words(hand_in="1", residents="400余"))
    county, city = enter("gulou.reporter", width=390), enter("fuzhou.reporter")
    office, province = enter("fuzhou.manager"), enter("fujian.manager")

    # the county, on a phone
    open_todo(county, TITLE)
    county.get_by_label("总结正文").fill("开展质量开放日1场，市民400余人参加。\n下一步继续办好。")
    county.get_by_role("button", name="报送", exact=True).click()
    expect(county.get_by_text("已报送给福州市市场监督管理局。")).to_be_visible()
    accept(office, "鼓楼区市场监督管理局")

    # the city picks a paragraph of it, and hands in to the province
    open_todo(city, TITLE)
    city.get_by_role("link", name="从所报总结编写").first.click()
    city.get_by_label("市民400余人").check()
    city.get_by_role("button", name="写入本单位总结").click()
    expect(city.get_by_text("已写入本单位总结").first).to_be_visible()
    city.get_by_role("link", name="去修改本单位总结").click()
    city.get_by_role("link", name="写好了，去报送").click()
    city.get_by_role("button", name="报送", exact=True).click()
    expect(city.get_by_text("已报送给福建省市场监督管理局。")).to_be_visible()
    accept(province, "福州市市场监督管理局")
    county.reload()
    expect(county.get_by_text("被福州市市场监督管理局采用")).to_be_visible()

    # the province takes the whole in one workbook
    province.goto("/work/exports/?format=book")
    expect(province.get_by_label("格式")).to_have_value("book")
    province.get_by_role("button", name="生成文件").click()
    province.get_by_text("排队中").wait_for()
    make_exports()
    with province.expect_download() as waiting:
        province.get_by_role("link", name="下载").click()
    assert "汇总工作簿" in waiting.value.suggested_filename
    waiting.value.save_as(tmp_path / "book.xlsx")
    content = (tmp_path / "book.xlsx").read_bytes()
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[:3] == ["封面", "上报情况", "数据汇总"]
    told = {(row["单位"], row["上报情况"], row["办理状态"]) for row in rows_of(content, "上报情况")}
    assert told == {(unit, "按时报送", "审核通过") for unit in (world.fuzhou.name, world.gulou.name)}
    assert rows_of(content, "数据汇总")[0]["群众（人次）"] == 400


@pytest.fixture
def asked_of_many(world, national, asked) -> None:
    """The nation asks both provinces, 福州 its housing bureau if it likes, 福建 also 厦门, whose date is past."""
    for office, units, optional in (("nation", ("fujian", "hunan"), False), ("fuzhou", ("housing",), True),
                                    ("fujian", ("xiamen",), False)):  # fmt: skip
        asking.ask(
            campaign=national.plan.campaign, unit=getattr(world, office), title=TITLE, why="汇总上报",
            due_on=today() + dt.timedelta(days=30), units=[getattr(world, unit).pk for unit in units],
            by=world.people[f"{office}.manager"], optional=optional,
        )  # fmt: skip
    Obligation.objects.filter(unit=world.xiamen).update(due_on=today() - dt.timedelta(days=1))


def hand_in(page: Page, text: str) -> None:
    page.get_by_label("总结正文").fill(text)
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.get_by_text("已报送给").first).to_be_visible()


def test_what_does_not_go_straight(enter, asked_of_many, world):
    day = today() + dt.timedelta(days=15)
    county, city = enter("gulou.reporter", width=390), enter("fuzhou.manager")

    # the county asks for a later date, which is granted, hands in, gets it back, mends it, is accepted
    open_todo(county, TITLE)
    county.get_by_text("来不及？申请延期").click()
    county.get_by_label("申请延期至").fill(day.isoformat())
    county.get_by_label("原因").fill("数据尚在核对")
    county.get_by_role("button", name="申请延期").click()
    open_todo(city, f"{TITLE}：1个单位申请延期")
    city.get_by_role("link", name="鼓楼区市场监督管理局").first.click()
    city.get_by_role("button", name="同意延期").click()
    expect(city.get_by_text(f"延至{day.year}年{day.month}月{day.day}日").first).to_be_visible()
    open_todo(county, TITLE)
    hand_in(county, "开展质量开放日1场。")
    open_todo(city, f"{TITLE}：1个单位已报送，待审核")
    city.get_by_role("link", name="鼓楼区市场监督管理局").first.click()
    city.locator("summary", has_text="退回修改").click()
    city.get_by_label("需要补充的内容").fill("请补充参加人数")
    city.get_by_role("button", name="退回修改").click()
    open_todo(county, TITLE)
    expect(county.get_by_text("请补充参加人数").first).to_be_visible()
    hand_in(county, "开展质量开放日1场，市民400余人参加。")
    accept(city, "鼓楼区市场监督管理局")

    # the bureau need not; 厦门 comes late; 湖南 had nothing
    bureau = enter("housing.reporter")
    expect(bureau.locator(".todo", has_text=TITLE)).to_have_count(0)
    bureau.goto("/work/reports/")
    expect(bureau.get_by_text("可不报").first).to_be_visible()
    late = enter("xiamen.reporter")
    open_todo(late, TITLE)
    expect(late.get_by_text("已逾期1天").first).to_be_visible()
    hand_in(late, "厦门开展计量咨询。")
    expect(late.get_by_text("逾期报送").first).to_be_visible()
    none = enter("hunan.reporter")
    open_todo(none, TITLE)
    none.locator("summary", has_text="本单位无相关活动").click()
    none.get_by_role("button", name="确认本单位无相关活动").click()
    expect(none.get_by_text("已说明本单位无相关活动。")).to_be_visible()

    # the province hands in although 福州 is missing: it sees that, the nation does not; the nation accepts and looks
    province, nation = enter("fujian.reporter"), enter("nation.manager")
    open_todo(province, TITLE)
    expect(province.get_by_text("下级尚有1个单位未报送")).to_be_visible()
    hand_in(province, "全省开展计量咨询等活动。")
    accept(nation, "福建省市场监督管理局")
    expect(nation.get_by_text("下级尚有")).to_have_count(0)
    nation.goto("/work/overview/")
    for word in ("按时报送", "本单位无相关活动"):
        expect(nation.get_by_text(word).first).to_be_visible()
    county.goto("/work/reports/")
    expect(county.get_by_text("按时报送").first).to_be_visible()
