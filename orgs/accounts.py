"""Log-in: no open sign-up; people are invited to a seat by a manager (see `inviting.py`)."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db.models import Case, Q, When
from django.urls import reverse

from orgs.models import User


def known_as(login: str) -> User | None:
    """The person of that user name, else of that mail address, in any spelling. One query, found or not."""
    by_name = Case(When(username__iexact=login, then=0), default=1)
    found = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login)) if login else User.objects.none()
    return found.order_by(by_name, "-is_active", "pk").first()


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def authenticate(self, request, **credentials):
        """As allauth does, but a disabled account answers like a wrong password, whatever the password was.

        The person is looked up first, so that a mail address costs as many rounds of hashing as an unknown name.
        """
        login = _login(credentials)
        person = known_as(login)
        name = person.username if person else login
        user = super().authenticate(request, username=name, password=credentials.get("password"))
        return user if user is not None and user.is_active else None

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        # allauth's own key holds the Host header, whose port a visitor chooses, and the login as it was spelt
        login = _login(credentials)
        person = known_as(login)
        return f"person:{person.pk}" if person else f"name:{login.casefold()}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On the portal's own address, whatever Host header the visitor sent."""
        uidb36, _, rest = key.partition("-")
        return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": rest})


def _login(credentials: dict[str, Any]) -> str:
    return (credentials.get("username") or credentials.get("email") or "").strip()
