"""The pages that belong to the frame: log-in and its kin, and the pages for errors."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from orgs.models import User

pytestmark = pytest.mark.django_db
OPEN = ("account_login", "account_reset_password", "account_reset_password_done", "account_inactive", "account_signup")
OWN = ("account_change_password", "account_logout", "account_email", "account_reauthenticate")


@pytest.fixture
def person() -> User:
    return User.objects.create_user(username="zhou", password="Made-up-2024", email="zhou@example.org")


@pytest.mark.parametrize("name", OPEN)
def test_pages_before_log_in(client: Client, name: str) -> None:
    page = client.get(reverse(name)).content.decode()
    assert '<main id="main"' in page
    assert "<h1>" in page


@pytest.mark.parametrize("name", OWN)
def test_pages_after_log_in(client: Client, person: User, name: str) -> None:
    client.post(reverse("account_login"), {"login": "zhou", "password": "Made-up-2024"})
    page = client.get(reverse(name)).content.decode()
    assert '<main id="main"' in page
    assert "Password" not in page


def test_a_wrong_password_is_said_above_and_loses_no_name(client: Client, person: User) -> None:
    page = client.post(reverse("account_login"), {"login": "zhou", "password": "wrong"}).content.decode()
    assert 'class="error-summary"' in page
    assert 'value="zhou"' in page


def test_an_empty_field_is_named_in_the_summary_and_beside_itself(client: Client) -> None:
    page = client.post(reverse("account_login"), {"login": "zhou"}).content.decode()
    assert '<a href="#id_password">' in page
    assert 'id="id_password_error"' in page
    assert re.search(r'<input[^>]*aria-describedby="[^"]*\bid_password_error"', page)


def test_a_used_reset_link_offers_another(client: Client) -> None:
    page = client.get(reverse("account_reset_password_from_key", args=["1", "used-up"])).content.decode()
    assert reverse("account_reset_password") in page


@pytest.mark.parametrize("address", ["zhou@example.org", "nobody@example.org"])
def test_reset_mail_is_chinese(client: Client, person: User, mailoutbox: list, address: str) -> None:
    client.post(reverse("account_reset_password"), {"email": address})
    (mail,) = mailoutbox
    assert "重新设置密码" in mail.subject
    assert "您好" in mail.body
    assert not re.search("password|account", re.sub(r"http\S+", "", mail.body))


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_need_no_context(name: str) -> None:
    assert "<h1>" in render_to_string(f"{name}.html")


def test_a_refusal_says_why_and_where_to_go_on(world, campaign, as_):
    page = as_("xiamen.drafter").get("/work/exports/")
    assert page.status_code == 403
    assert "导出由管理、审核或签发岗位办理" in page.text
    assert 'href="/work/"' in page.text
