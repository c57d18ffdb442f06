"""接口密钥: a manager makes, sees and revokes them; the key is shown once; what they open is tested elsewhere."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from orgs import tokens
from orgs.models import ApiToken, AuditEvent

LIST, NEW = "/work/manage/keys/", "/work/manage/keys/new/"


def asked(world, **more):
    day = timezone.localdate() + dt.timedelta(days=30)
    return {"unit": world.fuzhou.pk, "name": "省局业务平台", "scope": "write", "last_day": day.isoformat()} | more


def test_the_key_is_shown_once_and_only_its_digest_is_kept(as_, world):
    client = as_("fuzhou.manager")
    made = client.post(NEW, asked(world))
    token = ApiToken.objects.get()
    secret = made.context["secret"]
    assert made.content.decode().count(secret) == 1
    assert "no-store" in made.headers["Cache-Control"]
    assert secret.startswith(token.hint)
    assert token.digest != secret
    page = client.get(LIST).content.decode()
    assert f"{token.hint}…" in page
    assert "尚未使用" in page
    assert secret not in page
    event = AuditEvent.objects.get(act="接口密钥·建立")
    assert (event.actor, event.unit) == (world.people["fuzhou.manager"], world.fuzhou)
    assert secret not in str(event.details)
    assert tokens.find(secret) == token


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"last_day": (timezone.localdate() + dt.timedelta(days=402)).isoformat()}, "有效期应在今天至400天之内"),
        ({"last_day": (timezone.localdate() - dt.timedelta(days=2)).isoformat()}, "有效期应在今天至400天之内"),
        ({"name": ""}, "这个字段是必填项"),
        ({"scope": "admin"}, "选择一个有效的选项"),
    ],
)
def test_wrong_input_makes_nothing_and_loses_nothing(as_, world, wrong, words):
    answer = as_("fuzhou.manager").post(NEW, asked(world) | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "省局业务平台" in answer.content.decode() or "name" in wrong
    assert not ApiToken.objects.exists()


def test_only_for_units_one_manages(as_, world):
    assert as_("fuzhou.manager").post(NEW, asked(world, unit=world.xiamen.pk)).status_code == 422
    assert not ApiToken.objects.exists()
    assert as_("fuzhou.manager").post(NEW, asked(world, unit=world.section.pk)).status_code == 200
    for name in ("fuzhou.reporter", "fuzhou.viewer", "outsider"):
        assert {as_(name).get(LIST).status_code, as_(name).get(NEW).status_code} == {403}, name


def test_revoked_by_any_manager_of_the_unit_and_by_no_other(as_, world):
    token, secret = tokens.make(unit=world.fuzhou, name="平台", scope="read", last_day=timezone.localdate(),
                                by=world.people["fuzhou.manager"])  # fmt: skip
    address = f"{LIST}{token.pk}/revoke/"
    for name in ("xiamen.manager", "fujian.manager", "fuzhou.reporter"):
        assert as_(name).post(address).status_code == 404
        assert token.hint not in as_(name).get(LIST).content.decode()
    assert tokens.find(secret)
    page = as_("fuzhou.manager").post(address, follow=True).content.decode()
    assert "已停用“平台”的密钥" in page
    with pytest.raises(tokens.Refused, match="已停用"):
        tokens.find(secret)
    as_("fuzhou.manager").post(address)
    assert AuditEvent.objects.filter(act="接口密钥·停用").count() == 1


def test_good_until_the_end_of_its_last_day_in_beijing(world):
    with time_machine.travel("2024-09-10T04:00:00Z", tick=False):
        _, secret = tokens.make(unit=world.fuzhou, name="平台", scope="read", last_day=dt.date(2024, 9, 11),
                                by=world.people["fuzhou.manager"])  # fmt: skip
    with time_machine.travel("2024-09-11T15:59:58Z", tick=False):
        tokens.find(secret)
    with time_machine.travel("2024-09-11T16:00:00Z", tick=False), pytest.raises(tokens.Refused, match="有效期"):
        tokens.find(secret)


def test_twenty_living_keys_at_most(world):
    for number in range(tokens.MOST):
        tokens.make(unit=world.fuzhou, name=f"{number}", scope="read", last_day=timezone.localdate(),
                    by=world.people["fuzhou.manager"])  # fmt: skip
    with pytest.raises(Exception, match="已有20个"):
        tokens.make(unit=world.fuzhou, name="多", scope="read", last_day=timezone.localdate(),
                    by=world.people["fuzhou.manager"])  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_questions_for_one_and_for_three(as_, world, number, django_assert_num_queries):
    for each in range(number):
        tokens.make(unit=world.fuzhou, name=f"{each}", scope="read", last_day=timezone.localdate(),
                    by=world.people["fuzhou.manager"])  # fmt: skip
    client = as_("fuzhou.manager")
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
