"""Bringing a person to a seat by a one-time link. Only the digest of the link's token is kept."""

import datetime as dt
import logging
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgs import audit, secretlinks
from orgs.models import Invitation, Seat, Unit, User
from orgs.secretlinks import digest

log = logging.getLogger(__name__)

LASTS = dt.timedelta(hours=72)
PATIENCE = 5  # seconds for the mail server: the person waits, and the link can be copied as well


class InvitationGone(Exception):
    """The link is unknown, used, revoked or past its time; which of these is nobody's business."""


@transaction.atomic
def invite(*, unit: Unit, role: str, display_name: str, by: User, email: str = "") -> tuple[Invitation, str]:
    """Make an invitation that lasts 72 hours; returns it and the link, which cannot be had again.

    Raises ValidationError when a deputy would invite a second account of the own: the post would outlast the absence.
    """
    if not _manages_for_good(by, unit) and _is_oneself(by, display_name, email):
        raise ValidationError(
            "代理管理岗位期间，不能邀请自己：姓名或电子邮箱与您本人的账号相同。需要增设岗位的，请由管理人员本人邀请。"
        )
    token = secretlinks.token()
    invitation = Invitation.objects.create(
        unit=unit,
        role=role,
        display_name=display_name.strip(),
        email=email,
        digest=digest(token),
        invited_by=by,
        expires_at=timezone.now() + LASTS,
    )
    audit.record("岗位·邀请", invitation, by=by, unit=unit, role=role)
    return invitation, settings.BASE_URL + reverse("orgs:invitation", args=[token])


def send(*, invitation: Invitation, link: str) -> bool:
    """Mail the link, when there is an address; False when it could not be sent. Call it after the commit.

    Not through the outbox: that would keep the link.
    """
    until = timezone.localtime(invitation.expires_at)
    body = (
        f"{invitation.display_name}：\n\n{invitation.unit}邀请您使用“质量月”活动门户，"
        f"岗位为“{invitation.get_role_display()}”。\n"
        f"请在{until:%Y年%m月%d日%H时%M分}前打开下面的链接，设置用户名和密码。链接只能使用一次，请勿转发。\n\n{link}\n\n"
        "如不清楚此事，请不必理会这封邮件。"
    )
    message = EmailMessage(
        subject=f"邀请您使用“质量月”活动门户（{invitation.unit}）",
        body=body,
        to=[invitation.email],
        connection=get_connection(timeout=PATIENCE),
    )
    try:
        return bool(message.send())
    except Exception as error:  # whatever the mail server says, the link can still be copied
        log.warning("the invitation %s was not mailed: %s", invitation.pk, type(error).__name__)
        return False


@transaction.atomic
def revoke(*, invitation: Invitation, by: User) -> bool:
    """Make the link void; False when it was used, revoked or past its time already."""
    if not Invitation.objects.waiting().filter(pk=invitation.pk).update(revoked_at=timezone.now()):
        return False
    audit.record("岗位·撤回邀请", invitation, by=by, unit=invitation.unit)
    return True


def find(token: str) -> Invitation:
    """The waiting invitation of a link. Raises InvitationGone."""
    found = Invitation.objects.waiting().filter(digest=digest(token)).select_related("unit__region").first()
    if found is None:
        raise InvitationGone
    return found


@transaction.atomic
def accept(*, token: str, username: str, password: str) -> User:
    """Make the account and its seat. Raises InvitationGone; of two at once, one gets it.

    The form has checked name and password.
    """
    invitation = _take(token)
    user = User(username=username, display_name=invitation.display_name, email=invitation.email)
    user.set_password(password)
    user.save()
    _seat(invitation, user)
    return user


@transaction.atomic
def join(*, token: str, by: User) -> Seat:
    """Take the invited seat with the account one has already. Raises InvitationGone, and ValidationError when one
    invited oneself as a deputy: the post would outlast the absence."""
    invitation = _take(token)
    if invitation.invited_by_id == by.pk and not _manages_for_good(by, invitation.unit):
        raise ValidationError("代理管理岗位的人员，不能接受自己发出的邀请。请由管理人员本人邀请。")
    return _seat(invitation, by)


def _manages_for_good(person: User, unit: Unit) -> bool:
    """From an own seat, at the unit or the bureau it stands in."""
    return person.seats.current().filter(role="manager", unit__in=[unit.pk, unit.within_id or unit.pk]).exists()


def _is_oneself(person: User, display_name: str, email: str) -> bool:
    """By name or address; people write both in more than one way."""
    same = ((display_name, person.display_name), (display_name, person.username), (email, person.email))
    return any(typed and _bare(typed) == _bare(own) for typed, own in same)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _take(token: str) -> Invitation:
    invitation = find(token)
    if not Invitation.objects.waiting().filter(pk=invitation.pk).update(accepted_at=timezone.now()):
        raise InvitationGone  # somebody else was first
    return invitation


def _seat(invitation: Invitation, user: User) -> Seat:
    seat, _ = Seat.objects.get_or_create(user=user, unit=invitation.unit, role=invitation.role, ended_at=None)
    audit.record("岗位·接受邀请", seat, by=user, unit=invitation.unit, invited_by=invitation.invited_by.username)
    return seat
