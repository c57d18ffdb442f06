"""Requests and files for the tests of reporting."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from campaigns import asking
from campaigns.models import Obligation, Request
from campaigns.workdays import today

WORDS = {"title": "鼓楼区总结", "text": "开展活动12项。", "version": 0}


def _png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6), "navy").save(buffer, "PNG")
    return buffer.getvalue()


PNG = _png()


def upload(name: str, content: bytes = b"%PDF-1.7\n...") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def zipped(**members: str) -> bytes:
    """A ZIP of these members; `__` in a name stands for a dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, text in members.items():
            file.writestr(name.replace("__", "."), text)
    return buffer.getvalue()


@pytest.fixture
def ask(world, campaign):
    """`ask(world.gulou, title="…", due_in=10)` → 福州's request, with one obligation per unit."""

    def make(*units, title: str = "报送2024年“质量月”活动总结", due_in: int = 10, unit=None, **more) -> Request:
        asker = unit or world.fuzhou
        name = next(key for key, value in vars(world).items() if value == asker)
        return asking.ask(
            campaign=campaign,
            unit=asker,
            title=title,
            why="汇总上报",
            due_on=today() + dt.timedelta(days=due_in),
            units=[each.pk for each in units],
            by=world.people[f"{name}.manager"],
            **more,
        )

    return make


@pytest.fixture
def owed(world, ask) -> Obligation:
    return ask(world.gulou, world.housing).obligations.get(unit=world.gulou)


def url(name: str, owed: Obligation) -> str:
    return reverse(f"campaigns:{name}", args=[owed.pk])


def write(client, owed, do="save", **more):
    return client.post(url("report_write", owed), WORDS | {"do": do} | more)


def page(client, owed) -> str:
    return client.get(url("obligation", owed)).content.decode()


def state(owed) -> str:
    return Obligation.objects.get(pk=owed.pk).state
