"""Log-in gives nothing away and leaves a trace without what was typed."""

import re

import pytest

from orgs.models import AuditEvent, User

PASSWORD = "secret-12345"


def log_in(client, login: str, password: str):
    return client.post("/accounts/login/", {"login": login, "password": password})


def words(answer) -> str:
    summary = answer.content.decode().split("data-focus>")[1].split("</div>")[0]
    return re.sub("<[^>]*>", "", summary)


def test_log_in_by_name_and_by_mail_leads_to_the_desk(client, world):
    for login in ("fuzhou.drafter", "fuzhou.drafter@example.test"):
        answer = log_in(client, login, PASSWORD)
        assert (answer.status_code, answer.url) == (302, "/work/")
        client.post("/accounts/logout/")


def test_unknown_wrong_and_disabled_answer_alike(client, world):
    User.objects.filter(username="fuzhou.viewer").update(is_active=False)
    tries = [("nobody", "x"), ("fuzhou.drafter", "wrong"), ("fuzhou.viewer", "wrong"), ("fuzhou.viewer", PASSWORD)]
    answers = [log_in(client, *each) for each in tries]
    assert {answer.status_code for answer in answers} == {200}
    assert len({words(answer) for answer in answers}) == 1
    assert not re.search("[a-z]{3,}", words(answers[0]))


@pytest.mark.parametrize("login", ["fuzhou.drafter", "nobody"])
def test_five_failures_lock_the_account_even_for_the_right_password(client, world, login):
    for _ in range(5):
        log_in(client, login, "wrong")
    answer = log_in(client, login, PASSWORD)
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    assert not re.search("[a-z]{3,}", words(answer))


def test_the_trail_has_log_in_failure_and_log_out(client, world):
    log_in(client, "fuzhou.drafter", "what-was-typed-7531")
    log_in(client, "what-was-typed-7531", "x")
    log_in(client, "fuzhou.drafter", PASSWORD)
    client.post("/accounts/logout/")
    events = list(AuditEvent.objects.order_by("pk"))
    assert [event.act for event in events] == ["登录未成功", "登录未成功", "登录", "退出登录"]
    assert [event.unit for event in events] == [world.fuzhou, None, world.fuzhou, world.fuzhou]
    assert events[0].actor is None
    assert events[0].details["address"] == "127.0.0.1"
    assert "what-was-typed" not in "".join(str(vars(event)) for event in events)
    assert PASSWORD not in "".join(str(vars(event)) for event in events)


def test_sign_up_is_closed(client, db):
    assert "不开放自行注册" in client.get("/accounts/signup/").content.decode()
