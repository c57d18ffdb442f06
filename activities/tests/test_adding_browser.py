"""Pictures added to an activity that is there already: sent at once, through a line that breaks, before the form."""

import re

import pytest

from activities.models import Activity, Upload
from activities.tests.diary import held
from activities.tests.test_phone_browser import files, phone  # noqa: F401  (`phone` is a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("national")]


@pytest.fixture
def draft(world, campaign):
    return held(world.fuzhou, campaign, title="原来的一句话")


def edit(page, draft) -> list[str]:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{page.context.base}/work/activities/{draft.pk}/edit/")
    page.locator("[data-snap-do]").wait_for()
    return errors


def test_three_pictures_over_a_broken_line_then_the_words(phone, draft, tmp_path):  # noqa: F811
    page, pieces = phone("fuzhou.reporter"), []

    def line(route):
        """The second piece never arrives."""
        pieces.append(route.request.method == "PATCH")
        route.abort("connectionreset") if pieces[-1] and sum(pieces) == 2 else route.continue_()

    page.route("**/work/uploads/**", line)
    errors = edit(page, draft)
    page.locator("#id_photos").set_input_files(files(tmp_path, 3))
    page.get_by_label("活动", exact=True).fill("改过的一句话")
    page.get_by_role("button", name="存为草稿", exact=True).click()  # while they are on their way
    page.wait_for_url(re.compile(r"/work/activities/\d+/$"), timeout=60000)
    found = Activity.objects.get()
    assert (found.title, found.photos.count(), found.state) == ("改过的一句话", 3, "draft")
    assert list(found.photos.values_list("original_name", flat=True)) == [f"现场{n:02}.jpg" for n in range(3)]
    assert Upload.objects.filter(state="kept").count() == 3
    assert sum(pieces) >= 4
    assert errors == []


def test_what_is_no_picture_is_said_and_what_did_not_arrive_is_asked_about(phone, draft, tmp_path):  # noqa: F811
    page = phone("fuzhou.reporter")
    edit(page, draft)
    wrong = tmp_path / "不是照片.jpg"
    wrong.write_bytes(b"no picture at all")
    page.locator("#id_photos").set_input_files(wrong)
    page.get_by_text("没有保存：").wait_for()
    page.context.set_offline(True)
    page.locator("#id_photos").set_input_files(files(tmp_path, 1))
    page.get_by_text("没有发送：网络已断开").wait_for(timeout=60000)
    page.context.set_offline(False)
    page.get_by_role("button", name="存为草稿", exact=True).click()
    page.get_by_text("再点一次，则不带这些照片提交").wait_for()
    page.get_by_role("button", name="重试").click()
    page.get_by_text("已添加", exact=True).wait_for(timeout=30000)
    page.get_by_role("button", name="存为草稿", exact=True).click()
    page.wait_for_url(re.compile(r"/work/activities/\d+/$"))
    assert Activity.objects.get().photos.count() == 1
