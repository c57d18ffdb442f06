"""The pages on which a unit's manager adds, tries and ends robots of chat groups."""

import json

import pytest
from django.urls import reverse

from orgs import outbox
from orgs.channels import robots
from orgs.channels.webhook import Answer
from orgs.models import AuditEvent, Robot
from orgs.tests.groups import post

KEY = "https://oapi.dingtalk.com/robot/send?access_token=geheim-1234"


def form(world, **more) -> dict:
    return {"unit": world.gulou.pk, "name": "区群", "kind": "dingtalk", "url": KEY, "secret": "SECgeheim", **more}


def test_the_manager_adds_tries_and_ends_a_robot_and_no_page_shows_its_key(world, as_, monkeypatch, caplog):
    manager, sent = as_("gulou.manager"), []
    monkeypatch.setattr(
        robots.webhook, "post", lambda *args, **more: sent.append(args) or Answer(200, b'{"errcode":0}')
    )
    manager.post(reverse("orgs:robot_new"), form(world))
    robot = Robot.objects.get()
    pages = [
        manager.get(reverse("orgs:robots_of_groups")),
        manager.post(reverse("orgs:robot_test", args=[robot.pk]), follow=True),
    ]
    assert "测试消息已发到" in pages[-1].content.decode()
    assert len(sent) == 1
    pages.append(manager.post(reverse("orgs:robot_end", args=[robot.pk]), follow=True))
    assert "由gulou.manager停用" in pages[-1].content.decode()
    pages += [manager.get(reverse("orgs:history")), manager.get(reverse("orgs:outbox"))]
    told = " ".join(page.content.decode() for page in pages) + caplog.text
    told += json.dumps(list(AuditEvent.objects.values_list("details", flat=True)), ensure_ascii=False)
    assert "geheim" not in told
    assert "oapi.dingtalk.com…1234" in told
    assert AuditEvent.objects.filter(act__startswith="群机器人").count() == 3
    manager.post(reverse("orgs:robot_new"), form(world, name="又来"))
    assert Robot.objects.get(disabled_at=None).name == "又来", "an ended one may begin anew"


@pytest.mark.parametrize("url", ["http://oapi.dingtalk.com/robot/send", "https://a b.com/", "oapi.dingtalk.com/x"])
def test_a_wrong_address_is_told_beside_what_was_typed(world, as_, url):
    answer = as_("gulou.manager").post(reverse("orgs:robot_new"), form(world, url=url))
    assert answer.status_code == 422
    assert "地址" in answer.content.decode()
    assert 'value="区群"' in answer.content.decode()
    assert not Robot.objects.exists()


def test_a_trial_that_fails_says_why(world, as_, monkeypatch):
    manager = as_("gulou.manager")
    manager.post(reverse("orgs:robot_new"), form(world))
    answer = Answer(200, b'{"errcode":310000,"errmsg":"sign not match"}')
    monkeypatch.setattr(robots.webhook, "post", lambda *args, **more: answer)
    page = manager.post(reverse("orgs:robot_test", args=[Robot.objects.get().pk]), follow=True).content.decode()
    assert "请核对签名密钥" in page


def test_whose_robots_a_person_may_touch(world, as_, robot):
    for person in ("xiamen.manager", "fuzhou.manager", "fujian.manager"):
        for name in ("orgs:robot_test", "orgs:robot_end"):
            assert as_(person).post(reverse(name, args=[robot.pk])).status_code == 404, person
        assert robot.name not in as_(person).get(reverse("orgs:robots_of_groups")).content.decode()
    assert as_("gulou.reporter").get(reverse("orgs:robots_of_groups")).status_code == 403
    for person in world.people.values():
        mine = robot in Robot.objects.managed_by(person)
        assert mine == person.has_perm("orgs.manage_robot", robot), person


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_the_same_however_many_robots(world, as_, number, django_assert_num_queries):
    for n in range(number):
        Robot.objects.create(
            unit=world.gulou, name=f"群{n}", url=f"https://a.example/{n}", made_by=world.people["gulou.manager"]
        )
    client = as_("gulou.manager")
    with django_assert_num_queries(5):
        assert client.get(reverse("orgs:robots_of_groups")).status_code == 200


def test_the_outbox_shows_group_messages_with_retry(group_kind, world, robot, as_):
    robot.sink.answer = lambda n: (410, b"", {})
    post(world)
    outbox.deliver()
    page = as_("gulou.manager").get(reverse("orgs:outbox")).content.decode()
    assert "区质量月群" in page
    assert "重发" in page
    assert "区质量月群" not in as_("xiamen.manager").get(reverse("orgs:outbox")).content.decode()
