"""Helpers for views: fetch through the user, then ask the right."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from orgs.models import Seat, Unit, User

REFUSAL = "您的岗位不能办理此事项。如有需要，请联系本单位管理员。"


class UserRequest(HttpRequest):
    """A request behind `login_required`: there is a person."""

    user: User


def fetch(visible: models.QuerySet, user: User, permission: str = "", **lookup):
    """The one object among `visible`, else 404; 403 when the user sees it but may not do `permission` with it."""
    found = get_object_or_404(visible, **lookup)
    if permission:
        require(user, permission, found)
    return found


def require(user: User, permission: str, subject) -> None:
    """Raise PermissionDenied unless the user has the right on the subject."""
    if not user.has_perm(permission, subject):
        raise PermissionDenied(REFUSAL)


def require_role(user: User, *roles: str) -> None:
    """Raise PermissionDenied unless the user holds one of the roles at some unit."""
    if not user.reach.units(*roles):
        raise PermissionDenied(REFUSAL)


def safe_next(request: HttpRequest, default: str) -> str:
    """Where to go after a POST: its `next` if that is an address of this portal, else `default`."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(default)


MOST = 2**63 - 1  # what a row number can be at most; the database takes no larger one


def number(text: str | None, otherwise: Any = 0) -> Any:
    """The whole number that was posted; `otherwise` for anything else, of whatever length or script."""
    fits = text is not None and text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= MOST
    return int(text) if fits else otherwise  # type: ignore[arg-type]  # there is a text when it fits


def acting_unit(request: UserRequest, *roles: str) -> Unit:
    """The unit worked from, if one of the roles is held there; else the first where it is. PermissionDenied if none."""
    mine = Seat.objects.acted_by(request.user)
    seats = list(mine.filter(role__in=roles).select_related("unit__region"))
    if not seats:
        raise PermissionDenied(REFUSAL)
    worked_from = mine.filter(pk=request.session.get("seat")).values_list("unit", flat=True).first()
    return next((seat.unit for seat in seats if seat.unit_id == worked_from), seats[0].unit)
