"""Log-ins in the audit trail. What was typed as a name or password is never written down: people mistake the fields."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.account.signals import (
    email_added,
    email_changed,
    email_removed,
    password_changed,
    password_reset,
    password_set,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from orgs import audit
from orgs.accounts import known_as
from orgs.models import Unit, User

CHANGES = (
    (password_changed, "账号·修改密码"),
    (password_set, "账号·设置密码"),
    (password_reset, "账号·重置密码"),
    (email_added, "账号·添加邮箱"),
    (email_changed, "账号·更换邮箱"),
    (email_removed, "账号·删除邮箱"),
)


def connect() -> None:
    for signal, act in CHANGES:
        signal.connect(_noted(act), weak=False, dispatch_uid=f"orgs.watching.{act}")
    user_logged_in.connect(_logged_in, dispatch_uid="orgs.watching.in")
    user_logged_out.connect(_logged_out, dispatch_uid="orgs.watching.out")
    user_login_failed.connect(_failed, dispatch_uid="orgs.watching.failed")


def _logged_in(sender, request, user, **kwargs) -> None:
    audit.record("登录", user, by=user, unit=_unit(user), address=_address(request))


def _logged_out(sender, request, user, **kwargs) -> None:
    if user is not None:
        audit.record("退出登录", user, by=user, unit=_unit(user), address=_address(request))


def _failed(sender, credentials, request=None, **kwargs) -> None:
    user = known_as(credentials.get("username") or credentials.get("email") or "")
    audit.record("登录未成功", user, by=None, unit=_unit(user) if user else None, address=_address(request))


def _noted(act: str) -> Callable[..., None]:
    def changed(sender, request, user, **kwargs) -> None:
        audit.record(act, user, by=user, unit=_unit(user), address=_address(request))

    return changed


def _unit(user: User) -> Unit | None:
    """The unit whose managers see it: that of the first current seat."""
    seat = user.seats.current().select_related("unit").first()
    return seat.unit if seat else None


def _address(request) -> str:
    """The visitor's address, behind as many proxies as are trusted; empty outside a request."""
    known = request is not None and request.META.get("REMOTE_ADDR")
    return get_adapter().get_client_ip(request) if known else ""
