"""Promise A11 at the accounts: passwords, mail addresses, seats and memberships leave a row, never the word itself."""

import pytest

from orgs.models import AuditEvent, Letterhead, User

PASSWORD, NEW = "secret-12345", "Neues-Wort-7531"


def acts() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("act", flat=True))


@pytest.fixture
def root(world, client):
    User.objects.filter(username="outsider").update(is_staff=True, is_superuser=True)
    world.people["outsider"].refresh_from_db()
    client.force_login(world.people["outsider"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_changed_password_is_on_the_trail(world, client):
    client.post("/accounts/login/", {"login": "fuzhou.drafter", "password": PASSWORD})
    words = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", words).status_code == 302
    assert acts() == ["登录", "账号·修改密码"]
    event = AuditEvent.objects.get(act="账号·修改密码")
    assert (event.actor, event.unit) == (world.people["fuzhou.drafter"], world.fuzhou)
    assert NEW not in str(vars(event))


def test_a_reset_password_is_on_the_trail_and_opens_the_lock(world, client, mailoutbox):
    for _ in range(5):
        client.post("/accounts/login/", {"login": "fuzhou.drafter", "password": "x"})
    client.post("/accounts/password/reset/", {"email": "fuzhou.drafter@example.test"})
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    assert client.post(address, {"password1": NEW, "password2": NEW}).status_code == 302
    assert acts()[-1] == "账号·重置密码"
    client.post("/accounts/login/", {"login": "fuzhou.drafter", "password": NEW})
    assert "_auth_user_id" in client.session


def test_passwords_set_in_the_back_office_are_on_the_trail(world, root):
    person = world.people["fuzhou.drafter"]
    words = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    assert root.post(f"/admin/orgs/user/{person.pk}/password/", words).status_code == 302
    event = AuditEvent.objects.get(act="后台·设置密码")
    assert (event.actor, event.subject_id) == (world.people["outsider"], str(person.pk))
    assert NEW not in str(vars(event))


def test_members_of_a_letterhead_are_on_the_trail(world, root):
    letterhead = Letterhead.objects.get(name="福建省质量强省办")
    words = {
        "unit": world.fujian.pk,
        "name": letterhead.name,
        "short_name": "",
        "agency_code": "",
        "seal_note": "",
        "membership-TOTAL_FORMS": "1",
        "membership-INITIAL_FORMS": "0",
        "membership-0-unit": world.housing.pk,
        "membership-0-order": "1",
        "membership-0-letterhead": letterhead.pk,
    }
    assert root.post(f"/admin/orgs/letterhead/{letterhead.pk}/change/", words).status_code == 302
    assert "后台·新增" in acts()


def test_a_seat_given_and_taken_in_the_back_office_is_on_the_trail(world, root):
    words = {
        "user": world.people["fuzhou.viewer"].pk,
        "unit": world.xiamen.pk,
        "role": "approver",
        "started_at_0": "2024-08-01",
        "started_at_1": "09:00:00",
    }
    assert root.post("/admin/orgs/seat/add/", words).status_code == 302
    assert acts()[-1] == "后台·新增"
