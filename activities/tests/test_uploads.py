"""Promise D7: a photo survives twenty cuts of the line, half files are never visible, leftovers go after 24 hours."""

import datetime as dt
import hashlib
import os
import random

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities import picturing, tasks, upload_files, uploading
from activities.choices import UploadState
from activities.models import Photo, Upload
from activities.tests.diary import held, picture
from activities.tests.wire import UPLOADS, Wire, message, noise, upload_at

pytestmark = pytest.mark.usefixtures("national")


@pytest.fixture
def draft(world, campaign):
    return held(world.fuzhou, campaign)


@pytest.fixture
def wire(as_, world, draft):
    return Wire(as_("fuzhou.reporter"), draft, world.people["fuzhou.reporter"])


@pytest.mark.parametrize("seed", range(3))
def test_twenty_cuts(wire, draft, seed):
    dice, data = random.Random(seed), noise(seed)  # noqa: S311  (the same cuts in every run)
    url = wire.begin(len(data))["Location"]
    upload, offset = upload_at(url), 0
    for cut in range(20):
        arrive = dice.randrange(0, max(1, (len(data) - offset) // (20 - cut)))
        wire.cut(url, data, offset, arrive, resets=bool(cut % 2))
        offset = wire.offset(url)
        assert upload_files.path_of(upload.public_id).read_bytes()[:offset] == data[:offset]
        assert not draft.photos.exists()
    last = wire.patch(url, data[offset:], offset)
    photo = draft.photos.get()
    assert (last.status_code, last["Upload-Offset"], last["Upload-State"]) == (204, str(len(data)), "kept")
    assert (photo.digest, photo.original_name) == (hashlib.sha256(data).hexdigest(), "现场.jpg")
    assert not upload_files.path_of(upload.public_id).exists()


def test_what_arrived_before_the_cut_counts(wire):
    data = noise(7)
    url = wire.begin(len(data))["Location"]
    wire.cut(url, data, 0, 1000, resets=False)
    assert wire.offset(url) == 1000
    wire.cut(url, data, 1000, 300_000, resets=False)
    assert wire.offset(url) == 301_000


def test_half_a_file_is_nobodys_business(wire, as_, world, draft):
    data = noise(8)
    url = wire.begin(len(data))["Location"]
    wire.patch(url, data[:5000], 0)
    for name in ("fuzhou.manager", "xiamen.reporter", "fujian.manager"):
        other = Wire(as_(name), draft, world.people[name])
        answers = [other.ask("HEAD", url), other.patch(url, b"x", 5000), other.ask("DELETE", url)]
        assert {answer.status_code for answer in answers} == {404}, name
    page = as_("fuzhou.reporter").get(reverse("activities:work_activity", args=[draft.pk])).content.decode()
    assert "现场.jpg" not in page
    assert wire.offset(url) == 5000
    assert not default_storage.exists(upload_at(url).public_id)


def test_leftovers_go_after_a_day(wire, draft):
    data = noise(9)
    url = wire.begin(len(data))["Location"]
    wire.patch(url, data[:5000], 0)
    upload = upload_at(url)
    left_behind = upload_files.path_of("x" * 16)
    left_behind.write_bytes(b"of an activity that was deleted")
    assert tasks.sweep_uploads() == 0
    assert wire.offset(url) == 5000
    Upload.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    yesterday = timezone.now().timestamp() - 25 * 3600
    os.utime(left_behind, (yesterday, yesterday))
    assert tasks.sweep_uploads() == 1
    assert not Upload.objects.exists()
    assert not upload_files.path_of(upload.public_id).exists()
    assert not left_behind.exists()
    assert wire.ask("HEAD", url).status_code == 404


def test_the_protocol(wire):
    told = wire.ask("OPTIONS", UPLOADS)
    assert (told["Tus-Version"], told["Tus-Extension"]) == ("1.0.0", "creation,expiration,termination")
    made = wire.begin(10)
    url = made["Location"]
    assert (made.status_code, made["Tus-Resumable"]) == (201, "1.0.0")
    assert "Upload-Expires" in made
    head = wire.ask("HEAD", url)
    assert (head.status_code, head["Upload-Offset"], head["Upload-Length"], head["Cache-Control"]) == (
        200, "0", "10", "no-store",
    )  # fmt: skip
    assert wire.patch(url, b"abcd", 0)["Upload-Offset"] == "4"
    assert wire.patch(url, b"abcd", 0).status_code == 409
    assert wire.patch(url, b"abcd", 8).status_code == 409
    assert wire.patch(url, b"abcdefgh", 4).status_code == 413
    assert wire.ask("PATCH", url, b"x", HTTP_UPLOAD_OFFSET="-1").status_code == 400
    assert wire.ask("PATCH", url, b"x", HTTP_UPLOAD_OFFSET="4", CONTENT_TYPE="text/plain").status_code == 415
    assert wire.ask("HEAD", url, HTTP_TUS_RESUMABLE="0.2.2").status_code == 412
    assert wire.offset(url) == 4
    assert wire.ask("DELETE", url).status_code == 204
    assert wire.ask("HEAD", url).status_code == 404


def test_what_is_not_taken_says_why(wire, draft, settings):
    assert wire.begin(0).status_code == 400
    assert wire.ask("POST", UPLOADS).status_code == 403  # nobody is named
    settings.PHOTO_MAX_BYTES = 1024 * 1024
    refused = wire.begin(1024 * 1024 + 1)
    assert (refused.status_code, refused.content.decode()) == (413, "图片超过1MB，请压缩后再上传。")
    settings.UPLOADS_MAX_BYTES = 1500
    assert wire.begin(1000).status_code == 201
    assert wire.begin(1000).status_code == 429
    settings.UPLOADS_MAX_BYTES = 10**9
    wrong = wire.whole(b"%PDF-1.7 not a picture")
    assert (wrong["Upload-State"], wrong.status_code) == ("refused", 204)
    assert "不支持PDF格式" in message(wrong)
    draft.state = "handed_in"
    draft.save()
    refused = wire.begin(1000)
    assert (refused.status_code, refused.content.decode()) == (
        409, "这项活动当前状态为“已报送”，不能再添加照片。",
    )  # fmt: skip


def test_handed_in_while_a_picture_was_on_its_way(wire, draft):
    data = picture().read()
    url = wire.begin(len(data))["Location"]
    draft.state = "handed_in"
    draft.save()
    answer = wire.patch(url, data, 0)
    assert answer["Upload-State"] == "refused"
    assert message(answer)
    assert not draft.photos.exists()


def test_one_picture_sent_twice_is_one_photo(wire, draft):
    data = picture().read()
    first, second = wire.whole(data), wire.whole(data)
    assert first["Upload-State"] == second["Upload-State"] == "kept"
    assert Upload.objects.filter(photo=draft.photos.get()).count() == 2


def test_a_server_killed_before_or_after_the_photo_was_made(wire, draft, world):
    """The row says that the file is whole; whether the photo is there, only the photos know."""
    for made_before in (False, True):
        data = picture().read()
        url = wire.begin(len(data))["Location"]
        upload = upload_at(url)
        upload_files.path_of(upload.public_id).write_bytes(data)
        if made_before:
            with upload_files.path_of(upload.public_id).open("rb") as file:
                picturing.add(activity=draft, file=uploading.File(file, name="甲.jpg"), by=upload.user)
        Upload.objects.filter(pk=upload.pk).update(offset=len(data), state=UploadState.ARRIVED)
        tasks.sweep_uploads()
        upload.refresh_from_db()
        assert (upload.state, upload.photo) == (UploadState.KEPT, Photo.objects.latest("pk"))
        assert uploading.settle(upload=upload).photo == upload.photo
    assert draft.photos.count() == 2


def test_the_offset_never_lies(wire, draft):
    data = noise(11)
    url = wire.begin(len(data))["Location"]
    wire.patch(url, data[:100_000], 0)
    path = upload_files.path_of(upload_at(url).public_id)
    path.write_bytes(data[:100_000] + b"written, and killed before it was confirmed")
    assert wire.offset(url) == 100_000
    path.write_bytes(data[:60_000])  # a disk that forgot what it had promised
    assert wire.offset(url) == 60_000
    assert wire.patch(url, data[100_000:], 100_000).status_code == 409
    assert wire.patch(url, data[60_000:], 60_000)["Upload-State"] == "kept"
    assert draft.photos.get().digest == hashlib.sha256(data).hexdigest()


@pytest.mark.logged_errors
def test_a_full_disk_keeps_what_was_confirmed(wire, monkeypatch):
    data = noise(12)
    url = wire.begin(len(data))["Location"]
    wire.patch(url, data[:5000], 0)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(upload_files, "put", full)
        answer = wire.patch(url, data[5000:], 5000)
    assert (answer.status_code, wire.offset(url)) == (507, 5000)
    assert "存储空间不足" in answer.content.decode()
    assert wire.patch(url, data[5000:], 5000)["Upload-State"] == "kept"


def test_a_log_in_that_ended_or_changed(wire, world, draft, as_):
    data = picture().read()
    url = wire.begin(len(data))["Location"]
    wire.client = Client()
    assert wire.patch(url, data, 0).status_code == 401
    assert Client().get(url)["Location"].startswith("/accounts/login/")
    wire.client = as_("fuzhou.manager")
    assert wire.begin(10).status_code == 403
    wire.client = as_("fuzhou.reporter")
    assert wire.patch(url, data, 0)["Upload-State"] == "kept"


def test_only_who_reports_for_the_unit(as_, world, draft):
    for name, status in (("fuzhou.viewer", 403), ("xiamen.reporter", 404), ("outsider", 404)):
        assert Wire(as_(name), draft, world.people[name]).begin(10).status_code == status, name
    assert not Upload.objects.exists()


def test_whose_post_ended_on_the_way_sends_nothing_more(wire, draft, world):
    data = picture().read()
    url, late = wire.begin(len(data))["Location"], wire.begin(len(data))["Location"]
    wire.patch(url, data[:500], 0)
    upload_files.path_of(upload_at(late).public_id).write_bytes(data)
    Upload.objects.filter(pk=upload_at(late).pk).update(offset=len(data), state=UploadState.ARRIVED)
    world.people["fuzhou.reporter"].seats.update(ended_at=timezone.now())
    assert {wire.ask("HEAD", url).status_code, wire.patch(url, data[500:], 500).status_code} == {403}
    tasks.sweep_uploads()
    swept = upload_at(late)
    assert (swept.state, swept.message) == (UploadState.REFUSED, "您已不再负责这项活动")
    assert not draft.photos.exists()
    assert wire.ask("DELETE", url).status_code == 204
