"""Hostile words and numbers in the forms of activities; decisions on words that were not read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from activities import logging, picturing, reviewing
from activities.models import Activity, Photo
from activities.tests.pictures import encoded, scene
from orgs.moves import Rewritten

NUL = "甲\x00乙"
HUGE = ("9" * 30, "9" * 5000, "-1", "２", "1e3", "0x1", "")


@pytest.fixture
def activity(world, campaign):
    words = {"title": "质量讲堂", "held_on": campaign.starts_on, "outcome": "held"}
    return logging.log(unit=world.fuzhou, campaign=campaign, words=words, by=world.people["fuzhou.reporter"])


def picture(name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, encoded(scene()), "image/jpeg")


@pytest.mark.parametrize(
    "field",
    ["title", "place", "text", "holders", "outcome_reason", "enterprises", "sort", "under", "version", "held_on"],
)
def test_a_nul_in_any_field_is_a_sentence(world, campaign, as_, field):
    """PostgreSQL takes no NUL in text; SQLite would keep it."""
    data = {"title": "质量讲堂", "held_on": "2024-09-03", "outcome": "held"} | {field: NUL}
    answer = as_("fuzhou.reporter").post("/work/activities/new/", data)
    assert answer.status_code == 422
    assert not Activity.objects.exists()


def test_a_nul_beside_a_photo_keeps_the_photo(world, campaign, as_):
    """The form is wrong, the photo is kept in a draft, and the draft's words can be stored everywhere."""
    data = {"title": NUL, "text": NUL, "held_on": "2024-09-03", "outcome": "held", "photos": [picture()]}
    answer = as_("fuzhou.reporter").post("/work/activities/new/", data)
    assert answer.status_code == 422
    kept = Activity.objects.get()
    assert kept.photos.count() == 1
    assert "\x00" not in kept.title + kept.text


def test_a_nul_in_a_caption_and_numbers_of_any_size(world, activity, as_):
    photo = picturing.add(activity=activity, file=picture(), by=world.people["fuzhou.reporter"])
    for number in HUGE:
        data = {f"caption-{photo.pk}": NUL, "up": number, "down": number}
        assert as_("fuzhou.reporter").post(f"/work/activities/{activity.pk}/photos/", data).status_code == 302
    photo.refresh_from_db()
    assert photo.caption == "甲乙"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.jpg", "..\\..\\a.jpg", "a\x00b.jpg", "照片\u202egpj.exe", "a" * 400, "a\r\nb.jpg"]
)
def test_a_photos_name_is_only_words(world, activity, as_, name):
    answer = as_("fuzhou.reporter").post(f"/work/activities/{activity.pk}/photos/", {"photos": [picture(name)]})
    assert answer.status_code == 302
    photo = Photo.objects.get()
    assert photo.stem.startswith("photos/")
    assert ".." not in photo.stem
    assert not {"/", "\\", "\x00", "\u202e", "\r", "\n"} & set(photo.original_name)
    assert len(photo.original_name) <= 150


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=" + "9" * 5000 + "-",
        "bytes=0-" + "9" * 5000,
        "bytes=-" + "9" * 5000,
        "bytes=٣-",
        "bytes=0-0,1-1",
        "bytes=5-1",
        "bytes=-0",
        "bytes=--1",
    ],
)
def test_a_range_of_any_size_is_an_answer(world, activity, as_, asked):
    photo = picturing.add(activity=activity, file=picture(), by=world.people["fuzhou.reporter"])
    answer = as_("fuzhou.reporter").get(f"/photos/{photo.public_id}/thumb.jpg", HTTP_RANGE=asked)
    assert answer.status_code in (200, 206, 416)


@pytest.mark.logged_errors
def test_a_thousand_files_are_refused_at_once(world, activity, as_):
    files = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(1000)]
    answer = as_("fuzhou.reporter").post(f"/work/activities/{activity.pk}/photos/", {"photos": files})
    assert answer.status_code == 400
    assert not Photo.objects.exists()


def test_what_was_handed_in_anew_is_not_accepted_unread(world, activity, as_):
    by = world.people["fuzhou.reporter"]
    logging.hand_in(activity=activity, by=by)
    activity.refresh_from_db()
    seen = activity.handed_in_at.isoformat()
    reviewer = as_("fujian.manager")
    assert seen in reviewer.get(f"/work/review/{activity.pk}/").content.decode()
    logging.withdraw(activity=activity, by=by)
    words = {"title": "没有看过的标题", "held_on": activity.held_on, "outcome": "held"}
    logging.change(activity=activity, words=words, version=activity.version, by=by)
    logging.hand_in(activity=activity, by=by)
    reviewer.post(f"/work/review/{activity.pk}/", {"accept": "1", "seen": seen})
    activity.refresh_from_db()
    assert activity.state == "handed_in"
    with pytest.raises(Rewritten):
        reviewing.accept(activity=activity, by=world.people["fujian.manager"], seen=seen)
    reviewer.post(f"/work/review/{activity.pk}/", {"accept": "1", "seen": activity.handed_in_at.isoformat()})
    activity.refresh_from_db()
    assert activity.state == "accepted"


def test_numbers_of_any_size_in_the_lists_are_an_answer(world, campaign, activity, as_):
    client = as_("fuzhou.manager")
    for number in HUGE:
        paths = (
            f"/work/activities/new/?entry={number}",
            f"/work/activities/new/?unit={number}",
            f"/work/activities/?unit={number}&page={number}&since={number}&photos={number}",
            f"/work/activities/?tab=region&region={number}",
            f"/work/overview/?region={number}",
            f"/work/manage/history/?unit={number}&page={number}",
            f"/work/review/?page={number}",
        )
        for path in paths:
            assert client.get(path).status_code in (200, 404), path
        answer = client.post("/work/disclosures/", {"activity": [number], "openness": "withheld"})
        assert answer.status_code == 422
