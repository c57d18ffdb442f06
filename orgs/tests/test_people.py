"""Invitations, seats and the unit's history, through Django's client."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orgs import audit, inviting
from orgs.models import AuditEvent, Invitation, Seat, User

GOOD = {"username": "lin.yi", "password": "Made-up-2024x", "again": "Made-up-2024x"}
LINK = re.compile(r"http://127\.0\.0\.1:8000(/invitation/[\w-]+/)")


def invite(client, unit, **more):
    return client.post(
        "/work/manage/invite/", {"unit": unit.pk, "role": "reporter", "display_name": "演示林一", **more}
    )


def link_of(answer) -> str:
    return LINK.search(answer.content.decode()).group(1)


def test_a_person_comes_in_by_a_link_shown_once(world, as_, client):
    answer = invite(as_("fuzhou.manager"), world.fuzhou, email="lin@example.test")
    link = link_of(answer)
    assert "no-store" in answer["Cache-Control"]
    assert link in mail.outbox[0].body
    assert "福州市市场监督管理局" in mail.outbox[0].subject
    invitation = Invitation.objects.get()
    assert link.split("/")[2] not in str(vars(invitation))
    assert link not in as_("fuzhou.manager").get("/work/manage/").content.decode()
    page = client.get(link).content.decode()
    assert "演示林一" in page
    assert "填报" in page
    done = client.post(link, GOOD, follow=True)
    assert "账号已开通" in done.content.decode()
    user = User.objects.get(username="lin.yi")
    assert (user.display_name, user.email, user.seats.get().unit) == ("演示林一", "lin@example.test", world.fuzhou)
    client.post("/accounts/login/", {"login": "lin.yi", "password": GOOD["password"]})
    assert client.get("/work/").status_code == 200
    assert AuditEvent.objects.filter(act="岗位·接受邀请", actor=user, unit=world.fuzhou).exists()


def test_used_revoked_late_and_invented_links_answer_alike(world, as_, client):
    manager = as_("fuzhou.manager")
    used, revoked, late = (link_of(invite(manager, world.fuzhou)) for _ in range(3))
    Client().post(used, GOOD)
    pk = Invitation.objects.get(digest=inviting.digest(revoked.split("/")[2])).pk
    assert "已撤回" in manager.post(reverse("orgs:revoke_invitation", args=[pk]), follow=True).content.decode()
    pages = [client.get(link) for link in (used, revoked, "/invitation/invented/")]
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=73)):
        pages.append(client.get(late))
        pages.append(client.post(late, {**GOOD, "username": "other"}))
    assert {page.status_code for page in pages} == {404}
    assert len({re.sub(r'value="\w{64}"', "", page.content.decode()) for page in pages}) == 1
    assert "演示林一" not in pages[0].content.decode()
    assert User.objects.filter(username__in=["lin.yi", "other"]).count() == 1


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"username": "fuzhou.drafter"}, "用户名"),
        ({"username": "FUZHOU.drafter"}, "用户名"),
        ({"username": "林 一"}, "用户名"),
        ({"password": "12345678", "again": "12345678"}, "密码"),
        ({"password": "mingyue-xihu", "again": "mingyue-xihu"}, "中的3类"),
        ({"password": "lin.yi1", "again": "lin.yi1"}, "密码"),
        ({"again": "other-Made-up"}, "两次输入的密码不一致"),
        ({"username": ""}, "用户名"),
    ],
)
def test_a_wrong_name_or_password_is_said_and_uses_nothing_up(world, as_, client, change, word):
    link = link_of(invite(as_("fuzhou.manager"), world.fuzhou))
    page = client.post(link, {**GOOD, **change}).content.decode()
    summary = page.split("error-summary")[1].split("</ul>")[0]
    assert word in summary
    assert not re.search(r"[a-z]{4,} [a-z]{3,}", re.sub("<[^>]*>", "", summary)), "an English sentence"
    assert client.post(link, GOOD).status_code == 302


def test_somebody_logged_in_takes_a_second_seat(world, as_):
    link = link_of(invite(as_("fuzhou.manager"), world.fuzhou))
    client = as_("gulou.reporter")
    assert "用当前账号接受" in client.get(link).content.decode()
    client.post(link, {"join": "1"})
    assert world.people["gulou.reporter"].seats.current().filter(unit=world.fuzhou, role="reporter").exists()
    assert client.post(link, {"join": "1"}).status_code == 404


def test_a_manager_invites_to_the_own_unit_only(world, as_):
    assert invite(as_("fuzhou.manager"), world.section).status_code == 200
    for unit in (world.xiamen, world.gulou, world.fujian, world.yueyang):
        answer = invite(as_("fuzhou.manager"), unit)
        assert answer.status_code == 422
        assert 'value="演示林一"' in answer.content.decode()
    for name in ("fuzhou.reporter", "fuzhou.drafter", "outsider"):
        assert invite(as_(name), world.fuzhou).status_code == 403
    assert Invitation.objects.count() == 1


def test_a_mail_server_that_refuses_costs_only_the_mail(world, as_, monkeypatch):
    monkeypatch.setattr("orgs.inviting.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError("no")))
    page = invite(as_("fuzhou.manager"), world.fuzhou, email="lin@example.test").content.decode()
    assert "邮件没有发出" in page
    assert LINK.search(page)


def test_a_seat_ended_is_gone_at_the_next_request(world, as_):
    drafter, manager = as_("fuzhou.drafter"), as_("fuzhou.manager")
    assert drafter.get("/work/").context["seat"] is not None
    seat = world.people["fuzhou.drafter"].seats.get()
    assert "已结束" in manager.post(reverse("orgs:end_seat", args=[seat.pk]), follow=True).content.decode()
    assert drafter.get("/work/").context["seat"] is None
    assert manager.post(reverse("orgs:end_seat", args=[seat.pk])).status_code == 404
    assert AuditEvent.objects.filter(act="岗位·结束", unit=world.fuzhou).count() == 1


def test_nobody_leaves_the_own_unit_without_a_manager(world, as_):
    seat = world.people["fuzhou.manager"].seats.get()
    page = as_("fuzhou.manager").post(reverse("orgs:end_seat", args=[seat.pk]), follow=True).content.decode()
    assert "不能结束自己的管理岗位" in page
    assert Seat.objects.current().filter(pk=seat.pk).exists()


def test_seats_and_invitations_of_others_are_not_there(world, as_):
    invite(as_("fuzhou.manager"), world.fuzhou)
    seat, invitation = world.people["fuzhou.drafter"].seats.get(), Invitation.objects.get()
    for name in ("xiamen.manager", "yueyang.manager", "hunan.manager", "fujian.manager", "fuzhou.reporter", "outsider"):
        client = as_(name)
        assert client.post(reverse("orgs:end_seat", args=[seat.pk])).status_code == 404
        assert client.post(reverse("orgs:revoke_invitation", args=[invitation.pk])).status_code == 404
    assert "fuzhou.drafter" not in as_("xiamen.manager").get("/work/manage/").content.decode()
    for name in ("fuzhou.reporter", "outsider"):
        assert as_(name).get("/work/manage/").status_code == 403


def test_the_people_page_does_not_ask_more_for_more_people(world, as_):
    client, counts = as_("fuzhou.manager"), []
    for n in (1, 3):
        for i in range(n):
            user = User.objects.create(username=f"p{n}{i}")
            Seat.objects.create(user=user, unit=world.fuzhou, role="viewer")
            invite(client, world.fuzhou)
        with CaptureQueriesContext(connection) as seen:
            client.get("/work/manage/")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 14


def test_history_is_the_units_own(world, as_):
    audit.record("试·福州", world.fuzhou, by=world.people["fuzhou.drafter"], unit=world.fuzhou)
    audit.record("试·科室", world.section, by=None, unit=world.section)
    audit.record("试·厦门", world.xiamen, by=world.people["xiamen.drafter"], unit=world.xiamen)
    page = as_("fuzhou.manager").get("/work/manage/history/").content.decode()
    assert "试·福州" in page
    assert "试·科室" in page
    assert "试·厦门" not in page
    one = as_("fuzhou.manager").get(f"/work/manage/history/?unit={world.section.pk}").content.decode()
    assert "试·科室" in one
    assert "试·福州" not in one
    assert "试·厦门" not in as_("fuzhou.manager").get(f"/work/manage/history/?unit={world.xiamen.pk}").content.decode()
    assert as_("fuzhou.reporter").get("/work/manage/history/").status_code == 403
