"""The page of an activity's photos: words, cover, order; what a description is for; full size when wanted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from activities import figures, picturing
from activities.models import Activity, Correction, Photo
from activities.tests.diary import held, picture
from activities.tests.pictures import SECRETS, telling_heic
from activities.tests.test_imaging_leaks import PAYLOADS, TELLING


@pytest.fixture
def activity(world, campaign):
    return held(world.fuzhou, campaign)


@pytest.fixture
def three(activity):
    return [picturing.add(activity=activity, file=picture(f"{n}.jpg"), by=None) for n in "123"]


@pytest.fixture
def page(activity):
    return reverse("activities:photos", args=[activity.pk])


def public(activity):
    Activity.objects.filter(pk=activity.pk).update(
        state="accepted", openness="public", secrecy_reviewer="演示", secrecy_reviewed_on="2024-09-12"
    )


def test_words_are_asked_for_kindly(as_, page, three, activity):
    client = as_("fuzhou.reporter")
    before = client.get(page).content.decode()
    assert before.count("供看不见照片的读者听读") == 3
    one = three[0].pk
    words = {f"caption-{one}": " 启动仪式\n现场 ", f"alt-{one}": "领导\0在台上", f"credit-{one}": "本局" + "长" * 80}
    after = client.post(page, {**words, "save": "1"}, follow=True).content.decode()
    photo = Photo.objects.get(pk=one)
    assert (photo.caption, photo.alt, photo.credit) == ("启动仪式 现场", "领导在台上", "本局" + "长" * 58)
    assert after.count("供看不见照片的读者听读") == 2
    shown = client.get(reverse("activities:work_activity", args=[activity.pk])).content.decode()
    assert 'alt="领导在台上"' in shown
    assert shown.count('alt="活动照片"') == 2
    assert "本局长长" in shown


def test_the_cover_comes_first_where_one_picture_stands_for_all(as_, client, page, three, activity):
    as_("fuzhou.reporter").post(page, {"cover": three[2].pk})
    as_("fuzhou.reporter").post(page, {"cover": three[1].pk, f"alt-{three[1].pk}": "展台"})
    assert [photo.pk for photo in activity.photos.filter(is_cover=True)] == [three[1].pk]
    assert [photo.pk for photo in activity.photos.all()] == [photo.pk for photo in three]
    public(activity)
    client.logout()
    shown = client.get(f"/{activity.campaign.slug}/activities/").content.decode()
    assert three[1].public_id in shown
    assert three[0].public_id not in shown
    assert 'alt="展台"' in client.get(f"/activities/{activity.public_id}/").content.decode()
    Activity.objects.filter(pk=activity.pk).update(state="draft", openness="")
    as_("fuzhou.reporter").post(page, {"cover": "0"})
    assert not activity.photos.filter(is_cover=True).exists()


@pytest.mark.parametrize("order", ["{2},{0},{1}", "{2}", "{2},{2},x,999999,{0}"])
def test_dragged_into_order(as_, page, three, activity, order):
    asked = order.format(*(photo.pk for photo in three))
    as_("fuzhou.reporter").post(page, {"order": asked, "save": "1"})
    assert [photo.original_name for photo in activity.photos.all()] == ["3.jpg", "1.jpg", "2.jpg"]


def test_full_size_only_when_wanted(as_, page, activity):
    client = as_("fuzhou.reporter")
    client.post(page, {"photos": [picture("小.jpg", (3000, 2000))]})
    client.post(page, {"photos": [picture("大.jpg", (3000, 2000))], "keep_full": "on"})
    small, large = activity.photos.all()
    assert (small.has_full, large.has_full) == (False, True)
    assert large.width == 2560
    assert client.get(reverse("activities:photo_full", args=[large.pk])).status_code == 200
    assert client.get(reverse("activities:photo_full", args=[small.pk])).status_code == 404


def test_a_heic_from_a_phone(as_, page, activity):
    file = SimpleUploadedFile("IMG_0001.HEIC", telling_heic(), "application/octet-stream")
    as_("fuzhou.reporter").post(page, {"photos": [file], "keep_full": "on"})
    photo = activity.photos.get()
    assert photo.taken_at.hour == 1  # 9:30 in Beijing
    for size, extension in (("large", "jpg"), ("thumb", "webp")):
        answer = as_("fuzhou.reporter").get(reverse("activities:photo", args=[photo.public_id, size, extension]))
        assert not [secret for secret in SECRETS if secret in answer.content]
    full = as_("fuzhou.reporter").get(reverse("activities:photo_full", args=[photo.pk]))
    assert not [secret for secret in SECRETS if secret in full.content]


@pytest.mark.slow
@pytest.mark.pure
@pytest.mark.django_db
def test_sixty_files_that_are_two_things_at_once_stay_one(as_, page, activity, settings):
    """Every payload before, behind and in the name of every kind: kept as plain pictures or refused, never active."""
    settings.PHOTOS_PER_ACTIVITY = 200
    client, sent = as_("fuzhou.reporter"), 0
    for kind, make in TELLING.items():
        for name, payload in PAYLOADS.items():
            for how, data in (("behind", make() + payload), ("before", payload + make()), ("only", payload)):
                file = SimpleUploadedFile(f"{kind}-{how}.{name}", data + sent.to_bytes(2, "big"), "text/html")
                client.post(page, {"photos": [file]})
                sent += 1
    assert sent >= 60
    kept = list(activity.photos.all())
    assert len(kept) == len(TELLING) * len(PAYLOADS)  # those with something behind; what is appended is dropped
    for photo in kept:
        answer = client.get(reverse("activities:photo", args=[photo.public_id, "large", "jpg"]))
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert not [payload for payload in PAYLOADS.values() if payload in answer.content]


@pytest.fixture
def waiting(activity, three, world):
    """The third photo waits in a correction; the other two are public."""
    public(activity)
    correction = Correction.objects.create(activity=activity, by=world.people["fuzhou.reporter"])
    words = {"correction": correction, "caption": "候审金丝雀", "alt": "候审金丝雀", "is_cover": True}
    Photo.objects.filter(pk=three[2].pk).update(**words)
    return Photo.objects.get(pk=three[2].pk)


def test_a_photo_that_waits_in_a_correction_is_nowhere(as_, client, waiting, activity, campaign):
    picture_of = reverse("activities:photo", args=[waiting.public_id, "thumb", "jpg"])
    pages = [
        f"/{campaign.slug}/activities/", f"/activities/{activity.public_id}/", f"/{campaign.slug}/", "/",
        f"/api/v1/activities/{activity.public_id}", "/work/activities/", "/work/activities/?tab=region",
        reverse("activities:work_activity", args=[activity.pk]), "/work/overview/",
    ]  # fmt: skip
    for name in (None, "fujian.manager", "nation.manager", "xiamen.reporter", "fuzhou.reporter", "fuzhou.viewer"):
        window = as_(name) if name else client
        for url in pages:
            text = window.get(url, follow=True).content.decode()
            assert "金丝雀" not in text, (name, url)
            assert waiting.public_id not in text, (name, url)
        sees = name in ("fuzhou.reporter", "fuzhou.viewer")  # its own unit, on the correction's page
        assert window.get(picture_of).status_code == (200 if sees else 404), name
    Correction.objects.update(state="handed_in")
    assert as_("fujian.manager").get(picture_of).status_code == 200  # decides on it
    assert as_("nation.manager").get(picture_of).status_code == 404
    assert figures.of_unit(activity.unit, campaign).photos == 2


def test_a_waiting_photo_is_not_moved_or_described_from_the_activitys_page(as_, waiting, page, activity):
    Activity.objects.filter(pk=activity.pk).update(state="returned", openness="")
    as_("fuzhou.reporter").post(
        page, {f"caption-{waiting.pk}": "改了", "cover": waiting.pk, f"delete-{waiting.pk}": "on"}
    )
    now = Photo.objects.get(pk=waiting.pk)
    assert (now.caption, now.order) == ("候审金丝雀", waiting.order)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_one_photo_as_for_three(as_, page, activity, number, django_assert_num_queries):
    for n in range(number):
        picturing.add(activity=activity, file=picture(f"{n}.jpg"), by=None)
    client = as_("fuzhou.reporter")
    client.get(page)
    with django_assert_num_queries(8):
        client.get(page)
