"""Videos with the real ffmpeg: poster, length, and no word of place or device left. Skipped where it is missing."""

import json
import shutil
import subprocess

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from activities import filming
from activities.filming import FilmError
from activities.tests.diary import held

pytestmark = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed on this machine")
PLACE, DEVICE = "+26.0756+119.3014/", "演示手机序列号"
CODED = {
    "mp4": ["-c:v", "mpeg4", "-c:a", "aac", "-movflags", "use_metadata_tags"],
    "mov": ["-c:v", "mpeg4", "-c:a", "aac", "-movflags", "use_metadata_tags"],
    "webm": ["-c:v", "libvpx", "-b:v", "200k", "-c:a", "libvorbis"],
}
NOTES = {"location": PLACE, "com.apple.quicktime.location.ISO6709": PLACE, "make": DEVICE, "comment": DEVICE}


@pytest.fixture(autouse=True)
def allowed(settings):
    settings.VIDEO_MAX_BYTES = 20 * 1024 * 1024


@pytest.fixture
def activity(world, campaign):
    return held(world.fuzhou, campaign)


def clip(folder, kind="mp4", *, seconds=3, size="640x360", more=(), notes=NOTES) -> bytes:
    """Moving colours and a tone, with the notes that phones write."""
    target = folder / f"clip.{kind}"
    told = [word for name, value in notes.items() for word in ("-metadata", f"{name}={value}")]
    made = ["-f", "lavfi", "-i", f"testsrc=size={size}:rate=10:duration={seconds}"]
    tone = ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"]
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", *made, *tone, *CODED[kind], *told, *more, str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return target.read_bytes()


def add(activity, data, name="现场.mp4"):
    return filming.add(activity=activity, file=SimpleUploadedFile(name, data, "video/mp4"), by=None)


@pytest.mark.slow
@pytest.mark.pure
@pytest.mark.parametrize("kind", CODED)
def test_a_real_clip_gets_its_poster_and_length_and_tells_nothing(activity, as_, client, tmp_path, kind):
    data = clip(tmp_path, kind)
    assert DEVICE.encode() in data
    video = add(activity, data, f"现场.{kind}")
    assert video.seconds == 3
    with default_storage.open(video.file.name) as kept:
        body = kept.read()
    for secret in (PLACE, DEVICE, "ISO6709"):
        assert secret.encode() not in body
    poster = as_("fuzhou.reporter").get(reverse("activities:film_poster", args=[video.public_id]))
    assert (poster.status_code, poster["Content-Type"]) == (200, "image/jpeg")
    shown = tmp_path / "poster.jpg"
    shown.write_bytes(b"".join(poster.streaming_content) if poster.streaming else poster.content)
    with Image.open(shown) as picture:
        assert picture.width / picture.height == pytest.approx(640 / 360, rel=0.02)
    assert client.get(reverse("activities:film_poster", args=[video.public_id])).status_code in (302, 404)


def test_what_is_kept_still_plays(activity, tmp_path):
    video = add(activity, clip(tmp_path))
    asked = ["-v", "error", "-show_entries", "format=duration:stream=codec_type", "-of", "json"]
    told = subprocess.run(["ffprobe", *asked, default_storage.path(video.file.name)], check=True, capture_output=True)
    found = json.loads(told.stdout)
    assert {stream["codec_type"] for stream in found["streams"]} == {"video", "audio"}
    assert float(found["format"]["duration"]) == pytest.approx(3, abs=0.3)


def test_a_clip_of_half_a_second_has_a_poster_all_the_same(activity, tmp_path):
    assert add(activity, clip(tmp_path, seconds=0.5)).poster_stem


def test_a_tall_large_clip_has_a_poster_no_wider_than_needed(activity, tmp_path):
    assert add(activity, clip(tmp_path, seconds=1, size="1080x1920")).poster_stem


def test_a_clip_cut_short_is_refused_and_leaves_nothing(activity, tmp_path):
    with pytest.raises(FilmError, match="不完整或已损坏"):
        add(activity, clip(tmp_path)[:-2000])
    assert not activity.videos.exists()
