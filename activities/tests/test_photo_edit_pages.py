"""One photo turned, cut, covered, replaced through its page; its old address is gone, and the first of two wins."""

import io
from itertools import chain

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from activities import picturing
from activities.models import Activity, Correction, Photo
from activities.photo_files import names_of
from activities.tests.diary import held, picture
from activities.tests.pictures import encoded, scene
from orgs.models import AuditEvent

HIDDEN = {"hide-left": ["0"], "hide-top": ["0"], "hide-width": ["50"], "hide-height": ["50"]}


def scenery(name="现场.jpg", size=(640, 480)):
    return SimpleUploadedFile(name, encoded(scene(*size), quality=95), "image/jpeg")


def page(photo):
    return reverse("activities:photo_edit", args=[photo.pk])


def address(photo, size="large", extension="jpg"):
    return reverse("activities:photo", args=[photo.public_id, size, extension])


@pytest.fixture
def photo(world, campaign):
    activity = held(world.housing, campaign)
    return picturing.add(activity=activity, file=scenery(), by=world.people["housing.reporter"], keep_full=True)


@pytest.fixture
def mine(as_):
    return as_("housing.reporter")


def post(client, photo, commits, **more):
    with commits(execute=True):
        return client.post(page(photo), {"edits": photo.edits, **more}, follow=True)


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def test_what_is_hidden_is_gone_from_every_size_and_address(mine, photo, commits):
    old, files = address(photo), names_of(photo.stem)
    etag = mine.get(old)["ETag"]
    answer = post(mine, photo, commits, turn="0", **HIDDEN)
    assert "照片已处理并保存" in answer.content.decode()
    now = Photo.objects.get(pk=photo.pk)
    assert (now.edits, now.has_full) == (1, True)
    assert not {now.stem, now.public_id, now.digest} & {photo.stem, photo.public_id, photo.digest}
    assert mine.get(old).status_code == 404
    assert mine.get(old, headers={"If-None-Match": etag}).status_code == 404
    assert not any(default_storage.exists(name) for name in files)
    for size, extension in (("large", "jpg"), ("medium", "webp"), ("thumb", "jpg"), ("thumb", "webp")):
        seen = Image.open(io.BytesIO(mine.get(address(now, size, extension)).content)).convert("RGB")
        red = [seen.getpixel((x, y)) for x, y in ((20, 20), (60, 60), (100, 90))]
        assert all(abs(r - 254) < 30 and g < 40 for r, g, _ in red), "a plain area stays its mean colour"
    assert mine.get(address(now))["ETag"] != etag
    assert AuditEvent.objects.filter(act="活动·处理照片").count() == 1


def test_turning_and_cutting(mine, photo, commits):
    post(mine, photo, commits, turn="90")
    photo.refresh_from_db()
    assert (photo.width, photo.height) == (480, 640)
    cut = {"cut-left": "0", "cut-top": "0", "cut-width": "50", "cut-height": "25"}
    post(mine, photo, commits, turn="0", **cut)
    photo.refresh_from_db()
    assert (photo.width, photo.height, photo.edits) == (240, 160, 2)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "还没有任何修改"),
        ({"turn": "45"}, "还没有任何修改"),
        ({**HIDDEN, "hide-width": ["101"]}, "第1处遮挡：请填写左、上、宽、高四个数"),
        ({**HIDDEN, "hide-top": ["上面"]}, "第1处遮挡"),
        ({**HIDDEN, "hide-height": [""]}, "第1处遮挡"),
        ({**HIDDEN, "hide-height": ["NaN"]}, "第1处遮挡"),
        ({"cut-left": "9", "cut-top": "", "cut-width": "", "cut-height": ""}, "裁剪：请填写"),
        ({"cut-left": "9", "cut-top": "9", "cut-width": "0.5", "cut-height": "9"}, "裁剪后的画面太小"),
        ({side: ["1"] * 40 for side in HIDDEN}, "一次最多遮挡30处"),
    ],
    ids=range(9),
)
def test_wrong_areas_are_said_and_stay_as_typed(mine, photo, commits, more, sentence):
    answer = post(mine, photo, commits, **more)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    for value in chain.from_iterable([each] if isinstance(each, str) else each for each in more.values()):
        assert f'value="{value}"' in text or value in ("45", "")
    photo.refresh_from_db()
    assert photo.edits == 0


def test_the_first_of_two_wins(mine, photo, commits):
    post(mine, photo, commits, turn="90")
    second = post(mine, photo, commits, turn="0", **HIDDEN)  # with the number of edits of the page as it was
    assert "其他人已修改了这张照片" in second.content.decode()
    now = Photo.objects.get(pk=photo.pk)
    assert (now.edits, now.width) == (1, 480)
    assert default_storage.exists(f"{now.stem}-large.jpg")
    assert len([n for n in default_storage.listdir(now.stem.rpartition("/")[0])[1] if "-large.jpg" in n]) >= 1


def test_another_picture_in_its_place_keeps_words_and_cover(mine, photo, commits):
    picturing.arrange(activity=photo.activity, captions={photo.pk: "启动仪式"}, cover=photo.pk, by=None)
    url = reverse("activities:photo_replace", args=[photo.pk])
    with commits(execute=True):
        said = mine.post(url, {"edits": 0, "photo": picture("新的.jpg", (800, 600))}, follow=True).content.decode()
    assert "照片已换好" in said
    now = Photo.objects.get(pk=photo.pk)
    assert (now.width, now.caption, now.is_cover, now.original_name, now.has_full) == (
        800, "启动仪式", True, "新的.jpg", False
    )  # fmt: skip
    assert mine.get(address(photo)).status_code == 404
    for wrong, sentence in (({}, "请先选择要换上的照片"), ({"photo": SimpleUploadedFile("a.jpg", b"x")}, "没有换成")):
        assert sentence in mine.post(url, {"edits": 1, **wrong}, follow=True).content.decode()


def test_who_may(as_, photo, commits):
    for name, status in (("xiamen.reporter", 404), ("gulou.manager", 404), ("fuzhou.manager", 404), ("outsider", 404)):
        client = as_(name)
        assert client.get(page(photo)).status_code == status, name
        assert client.post(page(photo), {"edits": 0, "turn": "90"}).status_code == status, name
    Activity.objects.filter(pk=photo.activity_id).update(state="handed_in")
    assert as_("fuzhou.manager").post(page(photo), {"edits": 0, "turn": "90"}).status_code == 403
    assert as_("housing.reporter").get(page(photo)).status_code == 403
    late = post(as_("housing.reporter"), photo, commits, turn="90")
    assert "不能再修改照片" in late.content.decode()
    assert Photo.objects.get(pk=photo.pk).edits == 0


def test_the_full_size_is_for_people_inside(as_, client, photo):
    Activity.objects.filter(pk=photo.activity_id).update(
        state="accepted", openness="public", secrecy_reviewer="演示", secrecy_reviewed_on="2024-09-12"
    )
    url = reverse("activities:photo_full", args=[photo.pk])
    answer = as_("fuzhou.manager").get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Cache-Control"] == "private, no-cache"
    assert as_("xiamen.reporter").get(url).status_code == 403  # sees it, because it is public
    assert client.get(url).status_code == 302
    assert client.get(f"/photos/{photo.public_id}/full.jpg").status_code == 404


def test_a_photo_of_a_correction_can_be_covered_while_it_is_written(as_, photo, commits, world):
    Activity.objects.filter(pk=photo.activity_id).update(state="accepted")
    words = {"captions": {photo.public_id: "更正说明"}}
    correction = Correction.objects.create(activity=photo.activity, words=words, by=world.people["housing.reporter"])
    Photo.objects.filter(pk=photo.pk).update(correction=correction)
    client = as_("housing.reporter")
    post(client, photo, commits, turn="0", **HIDDEN)
    now = Photo.objects.get(pk=photo.pk)
    correction.refresh_from_db()
    assert now.edits == 1
    assert correction.words["captions"] == {now.public_id: "更正说明"}
    Correction.objects.filter(pk=correction.pk).update(state="handed_in")
    assert client.get(page(now)).status_code == 403
