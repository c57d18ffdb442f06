"""Videos: off unless allowed, told by content, without their notes, in ranges to those who see the activity."""

import stat
import struct
import sys
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from activities import ffmpeg, filming
from activities.filming import FilmError
from activities.models import Activity, Video
from activities.tests.diary import held
from activities.tests.pictures import CANARY, encoded, scene

PLACE = b"+26.0756+119.3014/"


def box(name, *body):
    content = b"".join(body)
    return struct.pack(">I4s", len(content) + 8, name) + content


def track(of=b"vide", *more):
    handler = box(b"hdlr", bytes(8), of, bytes(12), b"handler\0")
    return box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", box(b"mdhd", bytes(24)), handler), *more)


def film(brand=b"isom", *more, tracks=(b"vide", b"soun"), before=b"", after=b""):
    """An MP4 of 90 seconds that tells place, device and serial number wherever a phone does."""
    header = box(b"mvhd", bytes(12), struct.pack(">II", 1000, 90_400), bytes(80))
    notes = box(b"udta", box(b"\xa9xyz", PLACE), box(b"\xa9mak", CANARY.encode()))
    keys = box(b"meta", b"com.apple.quicktime.location.ISO6709", PLACE)
    moov = box(b"moov", header, *(track(of, notes) for of in tracks), notes, keys)
    xmp = box(b"uuid", b"exif:GPSLatitude", CANARY.encode())
    return before + box(b"ftyp", brand, bytes(4), brand) + moov + xmp + box(b"mdat", bytes(range(256)) * 40) + after


def webm(*more):
    head = b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm" + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff"
    return head + b"\x86\x85V_VP9" + b"".join(more)


def upload(data, name="现场.mp4"):
    return SimpleUploadedFile(name, data, "video/mp4")


@pytest.fixture(autouse=True)
def allowed(settings, monkeypatch):
    settings.VIDEO_MAX_BYTES = 1024 * 1024
    monkeypatch.setattr(ffmpeg.shutil, "which", lambda name: None)  # whatever the machine has


@pytest.fixture
def activity(world, campaign):
    return held(world.fuzhou, campaign)


def add(activity, data, name="现场.mp4"):
    return filming.add(activity=activity, file=upload(data, name), by=None)


def address(video):
    return reverse("activities:film", args=[video.public_id])


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(film(), "video/mp4"), (film(b"qt  "), "video/quicktime"), (film(b"mp42"), "video/mp4"), (webm(), "video/webm")],
    ids=["mp4", "mov", "mp42", "webm"],
)
def test_three_kinds_by_content(activity, as_, data, media_type):
    video = add(activity, data, "不是.txt")
    assert (video.media_type, video.seconds) == (media_type, None if "webm" in media_type else 90)
    answer = as_("fuzhou.reporter").get(address(video))
    body = b"".join(answer.streaming_content)
    assert (answer.status_code, answer["Content-Type"], len(body)) == (200, media_type, video.size)
    for secret in (PLACE, CANARY.encode(), b"ISO6709", b"GPS"):
        assert secret not in body
    assert len(body) == len(data)  # nothing has moved, so it plays as before


POLYGLOTS = {
    "html": b"<!doctype html><script>alert(1)</script>", "pdf": b"%PDF-1.7", "zip": b"PK\x03\x04" + bytes(40),
    "svg": b"<svg onload='alert(1)'/>", "jpeg": encoded(scene()), "heic": box(b"ftyp", b"heic", bytes(4)),
    "avi": b"RIFF\0\0\0\0AVI LIST", "mkv": webm().replace(b"\x84webm", b"\x88matroska"),
    "tracks of places": film(tracks=(b"vide", b"camm")), "sound only": film(tracks=(b"soun",)),
    "html before": film(before=b"<!doctype html><script>alert(1)</script>"),
    "html behind": film(after=b"<script>alert(1)</script>"), "an unknown box": film(after=box(b"evil", b"<script>")),
    "cut off": film()[:-100], "no pictures": box(b"ftyp", b"isom", bytes(4)), "webm with a place": webm(b"LOCATION"),
    "empty": b"", "a box without end": box(b"ftyp", b"isom", bytes(4)) + struct.pack(">I4s", 4, b"moov"),
}  # fmt: skip


@pytest.mark.parametrize("name", POLYGLOTS)
def test_what_is_refused_leaves_nothing(activity, as_, name):
    page, before = reverse("activities:photos", args=[activity.pk]), set(files("."))
    said = as_("fuzhou.reporter").post(page, {"film": [upload(POLYGLOTS[name])]}, follow=True).content.decode()
    if POLYGLOTS[name]:
        assert "视频“现场.mp4”没有保存" in said
    assert not Video.objects.exists()
    assert set(files(".")) == before


def files(folder):
    folders, names = default_storage.listdir(folder)
    yield from names
    for each in folders:
        yield from files(f"{folder}/{each}")


def test_what_hides_in_free_space_is_blanked(activity, as_):
    hidden = box(b"free", b"<script>alert(1)</script>")
    body = b"".join(as_("fuzhou.reporter").get(address(add(activity, film(after=hidden)))).streaming_content)
    assert b"<script>" not in body


def test_off_too_large_twice_too_many(activity, settings):
    add(activity, film())
    with pytest.raises(FilmError, match="已有同一段视频"):
        add(activity, film())
    with pytest.raises(FilmError, match="超过1MB"):
        add(activity, film(after=box(b"free", bytes(1024 * 1024))))
    for n in range(4):
        add(activity, film(after=box(b"free", bytes([n]))))
    with pytest.raises(FilmError, match="最多5段"):
        add(activity, film(after=box(b"free", b"x")))
    settings.VIDEO_MAX_BYTES = 0
    with pytest.raises(FilmError, match="没有开通"):
        add(activity, film())


def test_the_page_offers_it_only_where_it_is_on(activity, as_, settings):
    page = reverse("activities:photos", args=[activity.pk])
    client = as_("fuzhou.reporter")
    assert 'name="film"' in client.get(page).content.decode()
    client.post(page, {"film": [upload(film())]})
    shown = client.get(reverse("activities:work_activity", args=[activity.pk])).content.decode()
    assert "<video controls preload" in shown
    assert address(Video.objects.get()) in shown
    settings.VIDEO_MAX_BYTES = 0
    assert 'name="film"' not in client.get(page).content.decode()
    assert "<video" not in client.get(reverse("activities:work_activity", args=[activity.pk])).content.decode()


def test_ranges_and_headers(activity, as_):
    video, client = add(activity, film()), as_("fuzhou.reporter")
    whole = b"".join(client.get(address(video)).streaming_content)
    some = client.get(address(video), headers={"Range": "bytes=5-9"})
    assert (some.status_code, b"".join(some.streaming_content)) == (206, whole[5:10])
    assert some["Content-Range"] == f"bytes 5-9/{len(whole)}"
    tail = client.get(address(video), headers={"Range": "bytes=-7"})
    assert b"".join(tail.streaming_content) == whole[-7:]
    assert client.get(address(video), headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    assert client.get(address(video), headers={"If-None-Match": some["ETag"]}).status_code == 304
    assert some["X-Content-Type-Options"] == "nosniff"
    assert some["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert some["Cache-Control"] == "private, no-cache"


def status(client, video):
    answer = client.get(address(video))
    list(getattr(answer, "streaming_content", ()))  # else its file stays open
    return answer.status_code


def test_who_gets_it(activity, as_, client):
    video = add(activity, film())
    Activity.objects.filter(pk=activity.pk).update(state="handed_in")
    seen = {"fuzhou.viewer", "fujian.manager", "nation.manager"}
    assert {status(as_(name), video) for name in seen} == {200}
    for name in ("xiamen.reporter", "housing.reporter", "gulou.manager", "hunan.manager", "outsider"):
        assert status(as_(name), video) == 404, name
    client.logout()
    assert status(client, video) == 404
    Activity.objects.filter(pk=activity.pk).update(
        state="accepted", openness="public", secrecy_reviewer="演示", secrecy_reviewed_on="2024-09-12"
    )
    assert status(client, video) == 200
    assert address(video) in client.get(f"/activities/{activity.public_id}/").content.decode()


def test_deleting_takes_the_files_along(activity, as_, django_capture_on_commit_callbacks):
    video, page = add(activity, film()), reverse("activities:photos", args=[activity.pk])
    with django_capture_on_commit_callbacks(execute=True):
        as_("fuzhou.reporter").post(page, {f"delete-film-{video.pk}": "on"})
    assert not Video.objects.exists()
    assert not default_storage.exists(video.file.name)
    other = add(activity, film())
    with django_capture_on_commit_callbacks(execute=True):
        as_("fuzhou.reporter").post(reverse("activities:delete", args=[activity.pk]))
    assert not default_storage.exists(other.file.name)


STAND_IN = """#!{python}
import sys
words = sys.argv
assert words[words.index("-protocol_whitelist") + 1] == "file,pipe" and "-nostdin" in words
if words[-1] == "pipe:1":
    sys.stdout.buffer.write(open({png!r}, "rb").read())
else:
    assert words[words.index("-map_metadata") + 1] == "-1"
    open(words[-1], "wb").write(open(words[words.index("-i") + 1], "rb").read())
"""


def test_where_ffmpeg_is_there_a_frame_stands_for_it(activity, as_, tmp_path, monkeypatch):
    """A stand-in for ffmpeg: it shows how it is called and what becomes of its answer, not what the real one does."""
    png, program = tmp_path / "frame.png", tmp_path / "ffmpeg"
    png.write_bytes(encoded(scene(640, 360), "PNG"))
    program.write_text(STAND_IN.format(python=sys.executable, png=str(png)))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(ffmpeg.shutil, "which", lambda name: str(Path(program)))
    video = add(activity, film())
    assert video.poster_stem
    answer = as_("fuzhou.reporter").get(reverse("activities:film_poster", args=[video.public_id]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    program.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(FilmError, match="不完整或已损坏"):
        add(activity, film(after=box(b"free", b"y")))
