"""Guessing passwords by every door there is: the lock counts a person, not a spelling, an address or a page."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from orgs.models import User

PASSWORD = "secret-12345"


def tried(client: Client, login: str, password: str, **headers) -> bool:
    """Whether it opened the door."""
    client.post("/accounts/login/", {"login": login, "password": password}, **headers)
    return "_auth_user_id" in client.session


@pytest.mark.django_db
def test_the_lock_does_not_open_for_another_host_header(world):
    """The port of the Host header is the visitor's own word."""
    for port in range(1, 6):
        tried(Client(), "fuzhou.drafter", "wrong", HTTP_HOST=f"127.0.0.1:{port}")
    assert not tried(Client(), "fuzhou.drafter", PASSWORD, HTTP_HOST="localhost:99")


@pytest.mark.django_db
def test_name_mail_and_capitals_are_one_person(world):
    logins = ("fuzhou.drafter", "FUZHOU.drafter", "fuzhou.drafter@example.test", "Fuzhou.Drafter", " fuzhou.drafter")
    for login in logins:
        tried(Client(), login, "wrong")
    assert not tried(Client(), "fuzhou.drafter@EXAMPLE.test", PASSWORD)
    assert tried(Client(), "xiamen.drafter", PASSWORD), "others are not locked with him"


@pytest.mark.django_db
def test_a_forged_forwarding_header_does_not_open_the_lock(world):
    for number in range(5):
        tried(Client(), "fuzhou.drafter", "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}", HTTP_X_REAL_IP="10.9.9.9")
    assert not tried(Client(), "fuzhou.drafter", PASSWORD, HTTP_X_FORWARDED_FOR="10.1.1.1")


@pytest.mark.django_db
def test_the_back_office_has_no_door_of_its_own(world, client):
    """Django's own log-in form knows no lock; it is closed, and leads to the one that has it."""
    User.objects.filter(username="fuzhou.manager").update(is_staff=True, is_superuser=True)
    answer = client.post("/admin/login/", {"username": "fuzhou.manager", "password": PASSWORD})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session
    assert tried(client, "fuzhou.manager", PASSWORD)
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_known_unknown_and_disabled_cost_the_same_work(world, monkeypatch):
    """Hashing is what takes the time: as many rounds for a name that nobody bears."""
    done: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: done.append("") or encode(*args))
    User.objects.filter(username="fuzhou.viewer").update(is_active=False)
    work = {}
    for login in ("fuzhou.drafter", "nobody", "fuzhou.viewer", "xiamen.drafter@example.test", "nobody@example.test"):
        done.clear()
        tried(Client(), login, "wrong")
        work[login] = len(done)
    assert len(set(work.values())) == 1, work


@pytest.mark.django_db
def test_a_log_in_gets_a_fresh_session(world, client):
    """A session that somebody planted before is worth nothing afterwards."""
    client.get("/accounts/login/")
    client.session.save()
    client.cookies["sessionid"] = "planted00000000000000000000000000"
    assert tried(client, "fuzhou.drafter", PASSWORD)
    assert client.cookies["sessionid"].value != "planted00000000000000000000000000"
    before = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    again = Client()
    again.cookies["sessionid"] = before
    assert again.get("/work/").status_code == 302, "a session that was logged out stays so"


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_log_in_and_switches_lead_nowhere_else(world, client, as_, where):
    answer = client.post(
        f"/accounts/login/?next={where}", {"login": "fuzhou.drafter", "password": PASSWORD, "next": where}
    )
    assert answer["Location"] == "/work/"
    switched = as_("fuzhou.drafter").post(
        "/work/seat/", {"seat": world.people["fuzhou.drafter"].seats.get().pk, "next": where}, HTTP_REFERER=where
    )
    assert switched["Location"] == "/work/"


@pytest.mark.django_db
def test_the_reset_link_is_the_portal_s_own_address(world, client, mailoutbox, settings):
    """Not the Host header's, which is whatever the visitor says."""
    client.post("/accounts/password/reset/", {"email": "fuzhou.drafter@example.test"}, HTTP_HOST="localhost:31337")
    assert len(mailoutbox) == 1
    assert "31337" not in mailoutbox[0].body
    assert f"{settings.BASE_URL}/accounts/password/reset/key/" in mailoutbox[0].body
