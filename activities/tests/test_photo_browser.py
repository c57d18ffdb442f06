"""Covering, cutting and ordering photos in a real browser: by mouse, by finger's events, by keys; nothing for axe."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from playwright.sync_api import expect

from activities import picturing
from activities.models import Photo
from activities.tests.diary import held
from activities.tests.pictures import encoded, scene
from campaigns.tests.test_desk_axe import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def photos(world, campaign):
    activity = held(world.fuzhou, campaign)
    files = [SimpleUploadedFile(f"{n}.jpg", encoded(scene(900 + n, 600), quality=95)) for n in range(3)]
    return [picturing.add(activity=activity, file=file, by=None) for file in files]


@pytest.fixture
def window(browser, live_server, as_):
    """A page of the person's, at 1,280 pixels unless told otherwise."""
    made, said = [], []

    def opened(width=1280, **more):
        context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": 900}, **more)
        cookie = as_("fuzhou.reporter").cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        made.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        return page

    yield opened
    for context in made:
        context.close()
    assert said == []


def pixels(photo):
    now = Photo.objects.get(pk=photo.pk)
    with default_storage.open(f"{now.stem}-large.jpg") as file:
        return Image.open(io.BytesIO(file.read())).convert("RGB")


def drag(page, start, end):
    """From one place of the canvas to another, both in shares of it."""
    box = page.locator("canvas").bounding_box()
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (start, end)]
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1], steps=4)
    page.mouse.up()


def is_mixed(colour):
    """Neither red, green, blue nor white: a mean of them."""
    return all(30 < value < 225 for value in colour[:2])


@pytest.mark.parametrize("width", [1280, 390])
def test_by_mouse_an_area_is_covered_and_the_rest_cut(window, photos, width):
    page = window(width)
    page.goto(f"/work/activities/photos/{photos[0].pk}/edit/")
    drag(page, (0.4, 0.4), (0.6, 0.6))
    assert page.locator("[name=hide-left]").input_value().startswith(("39.", "40"))
    page.get_by_label("裁剪后留下的部分").check()
    drag(page, (0.25, 0.25), (0.75, 0.75))
    page.get_by_role("button", name="保存遮挡和裁剪").click()
    expect(page.get_by_text("照片已处理并保存")).to_be_visible()
    seen = pixels(photos[0])
    assert abs(seen.width - 450) <= 8
    assert is_mixed(seen.getpixel((seen.width // 2, seen.height // 2)))
    assert seen.getpixel((10, 10))[0] > 200


def test_by_keys_an_area_is_covered_and_the_photo_turned(window, photos):
    page = window()
    page.goto(f"/work/activities/photos/{photos[0].pk}/edit/")
    add = page.get_by_role("button", name="在照片中间加一处遮挡")
    add.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name=hide-left]")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.locator("[name=hide-left]").input_value() == "39.7"
    page.get_by_role("button", name="向右转90°").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("照片已处理并保存")).to_be_visible()
    seen = pixels(photos[0])
    assert seen.size == (600, 900)
    assert is_mixed(seen.getpixel((300, 450)))
    page.wait_for_load_state()  # clicks are heard once the script stands
    add.click()
    page.get_by_role("button", name="去掉遮挡1").click()
    expect(page.locator("[name=hide-left]")).to_have_count(0)


def test_without_scripts_the_numbers_are_typed(window, photos):
    page = window(java_script_enabled=False)
    page.goto(f"/work/activities/photos/{photos[0].pk}/edit/")
    for side, value in (("left", "40"), ("top", "40"), ("width", "20"), ("height", "20")):
        page.locator(f"[name=hide-{side}]").first.fill(value)
    page.get_by_role("button", name="保存遮挡和裁剪").click()
    expect(page.get_by_text("照片已处理并保存")).to_be_visible()
    assert is_mixed(pixels(photos[0]).getpixel((450, 300)))


def test_photos_are_dragged_into_order(window, photos):
    page = window()
    page.goto(f"/work/activities/{photos[0].activity_id}/photos/")
    handle = page.locator("[data-order-handle]").nth(2).bounding_box()
    first = page.locator("[data-order-row]").first.bounding_box()
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, first["y"] + 5, steps=12)
    page.mouse.up()
    page.get_by_role("button", name="保存，继续添加").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    assert [photo.pk for photo in photos[0].activity.photos.all()] == [photos[n].pk for n in (2, 0, 1)]


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_for_axe(window, photos, settings, width):
    settings.VIDEO_MAX_BYTES = 1024 * 1024
    page, found = window(width, bypass_csp=True), []
    for address in (
        f"/work/activities/photos/{photos[0].pk}/edit/",
        f"/work/activities/{photos[0].activity_id}/photos/",
    ):
        page.goto(address)
        found += [
            (each["id"], each["nodes"][0]["html"]) for each in Axe().run(page, options=RULES).response["violations"]
        ]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert found == []
