"""发送测试消息 is no way to write to a group that was let go, nor to keep our web processes waiting."""

import datetime as dt

import time_machine
from django.urls import reverse

from orgs import group_robots
from orgs.tests.test_group_robots import NOW


def _try(client, robot) -> str:
    return client.post(reverse("orgs:robot_test", args=[robot.pk]), follow=True).content.decode()


def test_a_robot_that_was_ended_is_sent_no_test(world, robot, as_):
    group_robots.end(robot=robot, by=world.people["gulou.manager"])
    assert "已停用" in _try(as_("gulou.manager"), robot)
    assert not robot.sink.calls


def test_a_unit_tries_a_few_times_a_minute(robot, as_):
    with time_machine.travel(NOW, tick=False) as clock:
        client = as_("gulou.manager")
        for _ in range(group_robots.TRIALS):
            assert "请到群里查看" in _try(client, robot)
        assert "请一分钟后再试" in _try(client, robot)
        assert len(robot.sink.calls) == group_robots.TRIALS
        clock.shift(dt.timedelta(seconds=61))
        assert "请到群里查看" in _try(client, robot)
