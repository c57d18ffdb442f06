"""A chat group's robot on a sink of ours, and a kind of message that goes there."""

import pytest

from orgs import outbox
from orgs.letters import Letter
from orgs.models import Robot
from orgs.tests.sinks import http_sink

LETTER = Letter("提醒报送：总结", "鼓楼区市场监督管理局：\n\n截止10月12日。", "/work/reports/1/")


@pytest.fixture
def group_kind(monkeypatch):
    """A kind of message, “test”, for the portal and the groups."""
    channels = ("portal", "robot")
    monkeypatch.setitem(outbox.KINDS, "test", outbox.Kind(lambda m: LETTER, lambda m: True, channels=channels))


@pytest.fixture
def robot(world, settings):
    """A robot of 鼓楼's group, on a sink of ours."""
    settings.HOOKS_MAY_BE_LOCAL = True
    with http_sink() as sink:
        found = Robot.objects.create(
            unit=world.gulou, name="区质量月群", url=sink.url, made_by=world.people["gulou.manager"]
        )
        found.sink = sink
        yield found


def post(world, key: str = "k"):
    seats = [world.people[f"gulou.{role}"].seats.select_related("user").get() for role in ("manager", "reporter")]
    outbox.post("test", key=key, seats=seats, about={})
