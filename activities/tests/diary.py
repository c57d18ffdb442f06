"""Activities for tests: one in any state, and pictures as a browser sends them."""

import datetime as dt
import itertools

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from activities.models import Activity
from activities.tests.pictures import encoded, telling_jpeg
from campaigns.models import AnnexEntry

DAY = dt.date(2024, 9, 10)
_shades = itertools.count(1)


def held(unit, campaign, state="draft", **more):
    """An activity of `unit` in `state`; public when `openness="public"` is given."""
    if more.get("openness") == "public":
        more = {"secrecy_reviewer": "演示", "secrecy_reviewed_on": DAY} | more
    more = {"title": f"{unit.short_name}质量宣传活动", "held_on": DAY} | more
    return Activity.objects.create(unit=unit, campaign=campaign, state=state, **more)


def picture(name="现场.jpg", size=(640, 480)):
    """A JPEG unlike any other made in this run."""
    shade = next(_shades)
    return SimpleUploadedFile(
        name, encoded(Image.new("RGB", size, (shade * 40 % 256, shade // 6 * 40 % 256, 77))), "image/jpeg"
    )


def telling_picture(name="带位置.jpg"):
    return SimpleUploadedFile(name, telling_jpeg(), "image/jpeg")


def words(**more):
    """What the form posts at least."""
    return {"title": "举办质量开放日，市民走进实验室", "held_on": "2024-09-10", "under": ""} | more


def planned(edition, unit, title="开展质量月咨询服务", **more):
    return AnnexEntry.objects.create(edition=edition, unit=unit, list="3", title=title, **more)
