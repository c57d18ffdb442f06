"""The outbox: verbs write message rows in their own transaction; delivery is another step and asks again.

Each app registers its kinds in `AppConfig.ready()`. In-portal messages are delivered by being written (exactly once);
mail is sent at least once, always with the same Message-ID.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone

from orgs.choices import Channel, Delivery
from orgs.doorbell import ring
from orgs.models import Deputy, Message, Seat

log = logging.getLogger(__name__)

DELIVER = "orgs.tasks.deliver"
BATCH = 200
ATTEMPTS = 8  # with the waits below: about four hours of trying
FIRST_WAIT = dt.timedelta(minutes=1)
ABANDONED = dt.timedelta(minutes=10)  # a claim this old belongs to a worker that died


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str
    url: str = ""


@dataclass(frozen=True)
class Kind:
    render: Callable[[Message], Letter]
    still_matters: Callable[[Message], bool]


KINDS: dict[str, Kind] = {}


def register(name: str, *, render: Callable[[Message], Letter], still_matters: Callable[[Message], bool]) -> None:
    """Make a kind of message known. `still_matters` is asked again at the moment of sending."""
    KINDS[name] = Kind(render, still_matters)


def post(kind: str, *, key: str, seats: Iterable[Seat], about: dict, channels=(Channel.PORTAL, Channel.MAIL)) -> None:
    """Write one message per seat and channel, inside the caller's transaction. The key makes a repeat harmless."""
    seats = list(seats)
    silent = {seat.pk for seat in seats if not seat.user.email}
    if silent:  # the mail goes to who stands for them
        silent -= set(Deputy.objects.active().exclude(deputy__email="").values_list("seat", flat=True))
    rows = [
        Message(kind=kind, key=f"{key}:{seat.pk}:{channel}", seat=seat, channel=channel, about=about)
        for seat in seats
        for channel in channels
        if channel != Channel.MAIL or seat.pk not in silent
    ]
    if not rows:
        return
    letter, now = KINDS[kind].render(rows[0]), timezone.now()  # the same for every seat and channel
    for row in rows:
        row.subject, row.body, row.url = letter.subject[:200], letter.body, letter.url
        if row.channel == Channel.PORTAL:
            row.state, row.sent_at = Delivery.SENT, now
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    ring(DELIVER)


def deliver() -> int:
    """Send what is waiting and due; returns how many mails went out. Safe to run in several workers at once."""
    now = timezone.now()
    _take_back(now)
    waiting = Message.objects.filter(state=Delivery.WAITING).exclude(not_before__gt=now).order_by("pk")
    sent = 0
    for pk in list(waiting.values_list("pk", flat=True)[:BATCH]):
        claimed = Message.objects.filter(pk=pk, state=Delivery.WAITING)
        if claimed.update(state=Delivery.SENDING, claimed_at=timezone.now()):
            sent += _send(Message.objects.select_related("seat__user", "seat__unit").get(pk=pk))
    return sent


def retry(message: Message) -> bool:
    """Put a failed message back into the queue; False when it has not failed (any more)."""
    rows = Message.objects.filter(pk=message.pk, state=Delivery.FAILED)
    again = rows.update(state=Delivery.WAITING, attempts=0, error="", not_before=None)
    ring(DELIVER)
    return bool(again)


def _take_back(now: dt.datetime) -> None:
    """Claims of workers that died count as attempts, so that a message that kills its worker ends as a failure."""
    abandoned = Message.objects.filter(state=Delivery.SENDING, claimed_at__lt=now - ABANDONED)
    error = "发送程序中途停止"
    abandoned.filter(attempts__gte=ATTEMPTS - 1).update(state=Delivery.FAILED, attempts=F("attempts") + 1, error=error)
    abandoned.update(state=Delivery.WAITING, attempts=F("attempts") + 1, error=error)


def _send(message: Message) -> int:
    try:
        if not _matters(message):
            _close(message, Delivery.OBSOLETE)
            return 0
        letter = KINDS[message.kind].render(message)
        _mail(message, letter).send()
    except Exception as error:
        _failed(message, error)
        return 0
    _close(message, Delivery.SENT, subject=letter.subject, body=letter.body, url=letter.url, sent_at=timezone.now())
    return 1


def _matters(message: Message) -> bool:
    seat = message.seat
    reachable = seat.ended_at is None and seat.user.is_active and bool(_addresses(seat))
    return reachable and KINDS[message.kind].still_matters(message)


def _addresses(seat: Seat) -> list[str]:
    """The holder's, and those of the deputies of today: one mail to all of them."""
    deputies = seat.deputies.active().filter(deputy__is_active=True).values_list("deputy__email", flat=True)
    return [address for address in dict.fromkeys([seat.user.email, *deputies]) if address]


def _mail(message: Message, letter: Letter) -> EmailMessage:
    digest = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    link = f"\n\n请登录办理：\n{settings.BASE_URL}{letter.url}" if letter.url else ""
    name = settings.SITE["name"]
    return EmailMessage(
        subject=" ".join(letter.subject.split()),  # a line break in a title would keep the mail from ever leaving
        body=f"{letter.body}{link}\n\n--\n收件岗位：{message.seat}\n本邮件由{name}自动发出，请勿直接回复。\n",
        to=_addresses(message.seat),
        headers={"Message-ID": f"<{digest}@{domain}>", "Auto-Submitted": "auto-generated"},
    )


def _close(message: Message, state: str, **changes) -> None:
    Message.objects.filter(pk=message.pk, state=Delivery.SENDING).update(state=state, error="", **changes)


def _failed(message: Message, error: Exception) -> None:
    attempts = message.attempts + 1
    gave_up = attempts >= ATTEMPTS
    Message.objects.filter(pk=message.pk, state=Delivery.SENDING).update(
        state=Delivery.FAILED if gave_up else Delivery.WAITING,
        attempts=attempts,
        error=f"{_said(error)}（{type(error).__name__}: {error}）"[:300],
        not_before=timezone.now() + FIRST_WAIT * 2 ** min(attempts, 7),
    )
    log.warning("message %s was not sent (attempt %s): %s", message.pk, attempts, error)


def _said(error: Exception) -> str:
    """What a manager can do something with; the technical words stand in brackets after it."""
    if isinstance(error, SMTPRecipientsRefused):
        return "收件地址被邮件服务器拒绝，请核对邮箱"
    if isinstance(error, SMTPAuthenticationError):
        return "邮件服务器的账号或密码有误"
    if isinstance(error, OSError) and not isinstance(error, SMTPException):
        return "邮件服务器连接不上"
    return "邮件没有发出"
