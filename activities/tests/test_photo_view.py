"""A photo's address: who gets it, how it is cached, that it carries nothing but pixels in any size and type."""

import re

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from activities import picturing
from activities.models import Activity, Photo
from activities.photo_files import SIZES, TYPES, names_of
from activities.tests.diary import held, picture, telling_picture
from activities.tests.pictures import SECRETS

ALL = [(size, extension) for size in SIZES for extension in TYPES]


def address(photo, size="medium", extension="jpg"):
    return reverse("activities:photo", args=[photo.public_id, size, extension])


@pytest.fixture
def photo(world, campaign):
    activity = held(world.housing, campaign)
    found = picturing.add(activity=activity, file=telling_picture(), by=world.people["housing.reporter"])
    Activity.objects.filter(pk=activity.pk).update(state="handed_in")
    return found


@pytest.mark.parametrize(("size", "extension"), ALL)
def test_nothing_but_pixels_leaves(as_, photo, size, extension):
    answer = as_("fuzhou.manager").get(address(photo, size, extension))
    assert answer.status_code == 200
    assert answer["Content-Type"] == TYPES[extension]
    assert not [secret for secret in SECRETS if secret in answer.content]
    assert b"GPS" not in answer.content


def test_who_gets_it(as_, client, photo):
    seen = {"housing.reporter", "fuzhou.viewer", "fuzhou.manager", "fujian.viewer", "nation.manager"}
    unseen = {"xiamen.reporter", "xiamen.manager", "yueyang.manager", "hunan.manager", "gulou.manager", "outsider"}
    assert {as_(name).get(address(photo)).status_code for name in seen} == {200}
    assert {as_(name).get(address(photo)).status_code for name in unseen} == {404}
    assert client.get(address(photo)).status_code == 404


def test_public_ones_for_everybody(client, photo):
    Activity.objects.filter(pk=photo.activity_id).update(
        state="accepted", openness="public", secrecy_reviewer="演示", secrecy_reviewed_on="2024-09-12"
    )
    answer = client.get(address(photo))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, max-age=604800, immutable"
    Activity.objects.filter(pk=photo.activity_id).update(openness="withheld")
    assert client.get(address(photo)).status_code == 404


def test_headers_keep_it_a_picture(as_, photo):
    answer = as_("fuzhou.manager").get(address(photo))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("inline; filename=")
    assert photo.original_name not in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-cache"


def test_asked_again_costs_no_body_but_asks_for_the_right(as_, photo):
    client = as_("fuzhou.manager")
    first = client.get(address(photo))
    again = client.get(address(photo), headers={"If-None-Match": first["ETag"]})
    since = client.get(address(photo), headers={"If-Modified-Since": first["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")
    assert since.status_code == 304
    denied = as_("xiamen.manager").get(address(photo), headers={"If-None-Match": first["ETag"]})
    assert denied.status_code == 404


def test_ranges(as_, photo):
    client, whole = as_("fuzhou.manager"), as_("fuzhou.manager").get(address(photo)).content
    some = client.get(address(photo), headers={"Range": "bytes=2-9"})
    tail = client.get(address(photo), headers={"Range": "bytes=-4"})
    beyond = client.get(address(photo), headers={"Range": f"bytes={len(whole)}-"})
    changed = client.get(address(photo), headers={"Range": "bytes=2-9", "If-Range": '"other"'})
    assert (some.status_code, some.content) == (206, whole[2:10])
    assert some["Content-Range"] == f"bytes 2-9/{len(whole)}"
    assert (tail.status_code, tail.content) == (206, whole[-4:])
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(whole)}")
    assert (changed.status_code, changed.content) == (200, whole)


def test_addresses_hold_no_path(as_, photo):
    client = as_("fuzhou.manager")
    for wrong in ("original.jpg", "medium.svg", "medium.jpg/x", "..%2f..%2fmedium.jpg"):
        assert client.get(f"/photos/{photo.public_id}/{wrong}").status_code == 404
    assert re.fullmatch(r"photos/\d{4}/\d\d/[\w-]{16}", photo.stem)


def test_a_file_gone_is_not_an_error_page(as_, photo):
    for name in names_of(photo.stem):
        default_storage.delete(name)
    assert as_("fuzhou.manager").get(address(photo)).status_code == 404


def test_captions_order_and_deleting(as_, world, campaign, django_capture_on_commit_callbacks):
    activity, by = held(world.fuzhou, campaign), world.people["fuzhou.reporter"]
    one, two, three = (picturing.add(activity=activity, file=picture(f"{n}.jpg"), by=by) for n in "123")
    client, page = as_("fuzhou.reporter"), reverse("activities:photos", args=[activity.pk])
    client.post(page, {f"caption-{one.pk}": "启动仪式", "down": one.pk})
    assert [p.original_name for p in activity.photos.all()] == ["2.jpg", "1.jpg", "3.jpg"]
    client.post(page, {"up": three.pk})
    assert [(p.original_name, p.caption) for p in activity.photos.all()] == [
        ("2.jpg", ""),
        ("3.jpg", ""),
        ("1.jpg", "启动仪式"),
    ]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page, {f"delete-{two.pk}": "on", "done": "1"})
    assert [p.original_name for p in activity.photos.all()] == ["3.jpg", "1.jpg"]
    assert not any(default_storage.exists(name) for name in names_of(two.stem))


def test_others_photos_are_not_touched(as_, world, campaign, photo):
    mine = held(world.fuzhou, campaign)
    page = reverse("activities:photos", args=[mine.pk])
    as_("fuzhou.reporter").post(page, {f"caption-{photo.pk}": "改了", f"delete-{photo.pk}": "on"})
    kept = Photo.objects.get(pk=photo.pk)
    assert kept.caption == ""


def test_photos_are_frozen_once_handed_in(as_, photo):
    page = reverse("activities:photos", args=[photo.activity_id])
    answer = as_("housing.reporter").post(page, {"photos": [picture()]}, follow=True)
    assert "不能再修改照片" in answer.content.decode()
    assert Photo.objects.count() == 1
