"""In a street market: a phone, a poor line, three minutes. Nothing is lost, and nothing is logged twice."""

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from activities.models import Activity, Photo, Upload
from activities.tests.pictures import encoded, scene, telling_exif
from activities.tests.wire import noise

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("national")]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
HANDED_IN = "已报送，请等待审核"


@pytest.fixture
def phone(browser, live_server, world):
    """`phone("fuzhou.reporter")` → a page on that person's phone, logged in."""
    windows = []

    def take(name: str, **more):
        window = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **PHONE | more)
        windows.append(window)
        window.base = live_server.url
        enter(window, world, name)
        return window.new_page()

    yield take
    for window in windows:
        window.close()


def enter(window, world, name: str) -> None:
    client = Client()
    client.force_login(world.people[name], backend="django.contrib.auth.backends.ModelBackend")
    window.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": window.base}])


def files(tmp_path, count: int, make=noise) -> list:
    paths = [tmp_path / f"现场{number:02}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(make(number))
    return paths


def write(page, title="举办质量开放日，市民走进实验室", pictures=()) -> None:
    page.goto(f"{page.context.base}/work/activities/new/")
    page.locator("[data-snap-do]").wait_for()
    if pictures:
        page.locator("#id_photos").set_input_files(pictures)
        page.locator("#picked canvas").nth(len(pictures) - 1).wait_for()
    page.get_by_label("活动", exact=True).fill(title)
    page.get_by_label("日期", exact=True).fill("2024-09-10")


def press(page, name="报送") -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_twelve_pictures_while_the_line_is_cut_three_times(phone, tmp_path):
    page = phone("fuzhou.reporter")
    pieces = []

    def line(route):
        """The second piece and the sixth never arrive."""
        pieces.append(route.request.method == "PATCH")
        if pieces[-1] and sum(pieces) in (2, 6):
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/work/uploads/**", line)
    write(page, pictures=files(tmp_path, 12))
    press(page)
    page.get_by_text("已发送", exact=True).nth(4).wait_for()
    page.context.set_offline(True)
    page.get_by_text("网络已断开，内容都保存在本机").wait_for(timeout=30000)
    assert Activity.objects.get().state == "draft"
    page.context.set_offline(False)
    page.get_by_text(HANDED_IN).wait_for(timeout=60000)
    activity = Activity.objects.get()
    names = list(activity.photos.values_list("original_name", flat=True))
    assert names == [f"现场{number:02}.jpg" for number in range(12)]
    assert activity.state == "handed_in"
    assert sum(pieces) >= 6
    page.goto(f"{page.context.base}/work/activities/")
    page.wait_for_timeout(500)
    assert page.locator("#waiting").is_hidden()


def test_a_draft_made_off_line_is_sent_once(phone, tmp_path):
    """Two tabs, double clicks, the line coming and going: one activity with its three pictures."""
    page = phone("fuzhou.reporter")
    write(page, pictures=files(tmp_path, 3))
    other = page.context.new_page()
    other.goto(f"{page.context.base}/work/activities/")
    page.context.set_offline(True)
    page.get_by_role("button", name="报送", exact=True).dblclick()
    page.get_by_text("本机待发送 1 条").wait_for()
    page.get_by_text("网络已断开").wait_for(timeout=30000)
    assert not Activity.objects.exists()
    page.get_by_role("button", name="再登记一项").click()
    page.get_by_label("活动", exact=True).fill("另一项，没有照片")
    page.get_by_label("日期", exact=True).fill("2024-09-11")
    press(page, "存为草稿")
    page.get_by_text("本机待发送 2 条").wait_for()
    page.context.set_offline(False)
    for tab in (page, other):
        for button in tab.get_by_role("button", name="立即发送").all():
            button.dblclick(timeout=2000, force=True, no_wait_after=True) if button.is_visible() else None
    page.wait_for_url(re.compile(r"/work/activities/\d+/$"), timeout=60000)
    other.get_by_text("本机待发送").wait_for(state="hidden", timeout=60000)
    found = {activity.title: (activity.state, activity.photos.count()) for activity in Activity.objects.all()}
    assert Activity.objects.count() == 2
    assert found == {"举办质量开放日，市民走进实验室": ("handed_in", 3), "另一项，没有照片": ("draft", 0)}


def test_what_is_not_finished_is_kept_and_can_be_taken_up(phone, tmp_path):
    page = phone("fuzhou.reporter")
    write(page, title="还没写完", pictures=files(tmp_path, 2))
    page.get_by_text("已存在本机").wait_for()
    page.wait_for_timeout(800)
    page.goto(f"{page.context.base}/work/activities/")
    page.get_by_text("2张照片").wait_for()
    page.get_by_role("link", name="继续填写").click()
    page.locator("#picked canvas").nth(1).wait_for()
    assert page.get_by_label("活动", exact=True).input_value() == "还没写完"
    page.get_by_label("日期", exact=True).fill("2044-09-10")
    press(page)
    page.get_by_role("link", name=re.compile("不在本年度")).wait_for()
    page.get_by_label("日期", exact=True).fill("2024-09-10")
    press(page)
    page.get_by_text(HANDED_IN).wait_for()
    assert Activity.objects.get().photos.count() == 2
    write(page, title="不要了")
    page.wait_for_timeout(800)
    page.goto(f"{page.context.base}/work/activities/")
    page.get_by_role("button", name="删除").click()
    page.get_by_role("button", name="确认删除").click()
    page.get_by_text("本机待发送").wait_for(state="hidden")


def test_an_expired_log_in_and_another_person_on_the_same_phone(phone, world, tmp_path):
    page = phone("fuzhou.reporter")
    write(page, pictures=files(tmp_path, 1))
    page.context.clear_cookies()
    press(page)
    page.get_by_text("请重新登录", exact=False).first.wait_for()
    assert not Activity.objects.exists()
    enter(page.context, world, "housing.reporter")
    second = page.context.new_page()
    second.goto(f"{page.context.base}/work/activities/")
    second.wait_for_timeout(700)
    assert second.locator("#waiting").is_hidden()
    page.get_by_role("button", name="立即发送").click()
    page.get_by_text("请用原来的账号重新登录").wait_for()
    assert not Activity.objects.exists()
    enter(page.context, world, "fuzhou.reporter")
    page.get_by_role("button", name="立即发送").click()
    page.get_by_text(HANDED_IN).wait_for()
    assert Activity.objects.get().logged_by == world.people["fuzhou.reporter"]


def test_pictures_are_made_smaller_and_keep_their_time(phone, tmp_path):
    held_upright = encoded(scene(4000, 3000), exif=telling_exif(orientation=6, offset="+08:00"))
    paths = [tmp_path / name for name in ("大图.jpg", "坏图.heic")]
    paths[0].write_bytes(held_upright)
    paths[1].write_bytes(b"\0\0\0\x18ftypheic but not really")
    page = phone("fuzhou.reporter")
    write(page, pictures=paths[:1])
    page.locator("#id_photos").set_input_files(paths[1])
    page.get_by_text("已选 2 张").wait_for()
    press(page)
    page.get_by_text("照片“坏图.heic”没有保存").wait_for()
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (1920, 2560)
    assert photo.taken_at == dt.datetime(2024, 9, 10, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    assert Activity.objects.get().state == "draft"
    page.get_by_role("link", name="打开这项活动").click()
    page.get_by_role("heading", name="修改活动").wait_for()
    write(page, title="要原图")
    page.get_by_label("保留原图").check()
    page.locator("#id_photos").set_input_files(paths[0])
    page.locator("#picked canvas").wait_for()
    press(page)
    page.get_by_text("可能已登记过同一项活动").wait_for()  # the same picture, asked about once; nothing is lost by it
    sent = {upload.wants_full: upload.size for upload in Upload.objects.filter(name="大图.jpg")}
    assert sent == {False: sent[False], True: len(held_upright)}
    assert sent[False] < len(held_upright)


def test_without_scripts_the_form_is_posted(phone, tmp_path):
    page = phone("fuzhou.reporter", java_script_enabled=False)
    page.goto(f"{page.context.base}/work/activities/new/")
    page.locator("#id_photos").set_input_files(files(tmp_path, 2))
    page.get_by_label("活动", exact=True).fill("没有脚本也能登记")
    page.get_by_label("日期", exact=True).fill("2024-09-10")
    page.get_by_text("选择方案中的其他内容").click()
    page.get_by_label("计量服务中小企业行").check()
    press(page)
    page.get_by_text(HANDED_IN).wait_for()
    activity = Activity.objects.get()
    assert (activity.photos.count(), activity.item_key is not None) == (2, True)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_form_and_what_waits_have_no_violations(phone, tmp_path, width):
    page = phone("fuzhou.reporter", viewport={"width": width, "height": 844}, bypass_csp=True)
    write(page, pictures=files(tmp_path, 2))
    page.get_by_text("选择方案中的其他内容").click()
    examined(page)
    page.context.set_offline(True)
    press(page)
    page.get_by_text("网络已断开").wait_for(timeout=30000)
    examined(page)


def examined(page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
