"""Delivery: claim by a conditional update, ask again whether it still matters, send, record.

Any number of workers at once. A claim of a worker that died is taken back; what was sent but not recorded goes out a
second time with the same id.
"""

import datetime as dt
import logging
import random
import time

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from orgs import group_robots, reaching
from orgs.channels import sms
from orgs.channels.mail import Postman
from orgs.choices import Channel, Delivery
from orgs.letters import Letter, NotSent
from orgs.models import Message
from orgs.posting import KINDS

log = logging.getLogger(__name__)

BATCH, FEW = 200, 20
AT_A_TIME = 20.0  # seconds of one run: other jobs want their turn
FIRST_WAIT = dt.timedelta(minutes=1)
# How often it is tried, and the longest wait in minutes: mail about six hours, a webhook about three days.
TRIES = {Channel.MAIL: (8, 128), Channel.SMS: (6, 64), Channel.ROBOT: (14, 720)}
ATTEMPTS = TRIES[Channel.MAIL][0]
# What is set further ahead than this was set by a clock that has been put back since.
FAR, AHEAD = dt.timedelta(days=1), dt.timedelta(minutes=2)


def deliver(seconds: float = AT_A_TIME) -> int:
    """Send what is waiting and due, for some seconds; returns how many messages went out."""
    until, sent = time.monotonic() + seconds, 0
    _take_back(timezone.now())
    with Postman() as postman:
        while time.monotonic() < until:
            found = _due()
            claimed = 0
            for pk in found:
                if time.monotonic() < until and _claim(pk):
                    claimed += 1
                    sent += _send(_read(pk), postman)
            if not claimed:
                break
    return sent


def _due() -> list[int]:
    """Some of those that wait, the oldest; of many from a place of one's own: two workers need not go for one row."""
    waiting = Message.objects.filter(state=Delivery.WAITING).exclude(not_before__gt=timezone.now()).order_by("pk")
    found = list(waiting.values_list("pk", flat=True)[:BATCH])
    start = random.randrange(len(found)) if len(found) > FEW else 0  # noqa: S311  (no secret)
    return found[start:] + found[:start]


def _claim(pk: int) -> bool:
    rows = Message.objects.filter(pk=pk, state=Delivery.WAITING)
    return bool(rows.update(state=Delivery.SENDING, claimed_at=timezone.now()))


def _read(pk: int) -> Message:
    return Message.objects.select_related("seat__user", "seat__unit", "robot__unit").get(pk=pk)


def _take_back(now: dt.datetime) -> None:
    """Claims of workers that died count as attempts, so that a message that kills its worker ends as a failure."""
    abandoned = Message.objects.filter(
        state=Delivery.SENDING, claimed_at__lt=now - dt.timedelta(seconds=settings.OUTBOX_CLAIM_SECONDS)
    )
    error = "发送程序中途停止"
    for channel, (tries, _) in TRIES.items():
        worn = abandoned.filter(channel=channel, attempts__gte=tries - 1)
        worn.update(state=Delivery.FAILED, attempts=F("attempts") + 1, error=error)
    abandoned.update(state=Delivery.WAITING, attempts=F("attempts") + 1, error=error)
    Message.objects.filter(state=Delivery.SENDING, claimed_at__gt=now + AHEAD).update(claimed_at=now)
    Message.objects.filter(state=Delivery.WAITING, not_before__gt=now + FAR).update(not_before=now)


def _send(message: Message, postman: Postman) -> int:
    try:
        reached = reaching.reach(message.seat) if message.seat else None
        if not _matters(message, reached):
            _close(message, Delivery.OBSOLETE)
            return 0
        if message.robot and group_robots.is_busy(message.robot):
            _postpone(message, 60)
            return 0
        letter = KINDS[message.kind].render(message)
        body = _hand_over(message, letter, reached, postman)
    except Exception as error:
        _failed(message, error)
        return 0
    subject = letter.subject[:200]
    _close(message, Delivery.SENT, subject=subject, body=body, url=letter.url, sent_at=timezone.now())
    if message.robot:
        group_robots.sent(message.robot)
    return 1


def _matters(message: Message, reached: reaching.Reached | None) -> bool:
    if message.robot:
        reachable = message.robot.disabled_at is None
    else:
        seat, there = message.seat, reached or reaching.Reached((), ())
        addresses = there.mobiles if message.channel == Channel.SMS else there.mails
        reachable = seat.ended_at is None and seat.user.is_active and bool(addresses)
    return reachable and KINDS[message.kind].still_matters(message)


def _hand_over(message: Message, letter: Letter, reached: reaching.Reached | None, postman: Postman) -> str:
    """Give it to the channel; returns the words that went."""
    if message.robot:
        group_robots.send(message.robot, letter=letter, key=message.key)
    elif reached and message.channel == Channel.SMS:
        return sms.send(to=list(reached.mobiles), letter=letter, key=message.key, unit=str(message.seat.unit))
    elif reached:
        postman.send(to=list(reached.mails), letter=letter, key=message.key, post=str(message.seat))
    return letter.body


def _close(message: Message, state: str, **changes) -> None:
    Message.objects.filter(pk=message.pk, state=Delivery.SENDING).update(state=state, error="", **changes)


def _postpone(message: Message, seconds: int) -> None:
    later = timezone.now() + dt.timedelta(seconds=seconds)
    Message.objects.filter(pk=message.pk, state=Delivery.SENDING).update(state=Delivery.WAITING, not_before=later)


def _failed(message: Message, error: Exception) -> None:
    gone = isinstance(error, NotSent) and error.gone
    if gone and message.robot:
        group_robots.is_gone(message.robot, why=str(error))
    attempts = message.attempts + 1
    tries, longest = TRIES[Channel(message.channel)]
    wait = min(FIRST_WAIT * 2**attempts, dt.timedelta(minutes=longest))
    if isinstance(error, NotSent):
        wait = max(wait, dt.timedelta(seconds=error.wait))
    said = str(error) if isinstance(error, NotSent) else f"消息没有发出（{type(error).__name__}）"
    Message.objects.filter(pk=message.pk, state=Delivery.SENDING).update(
        state=Delivery.FAILED if gone or attempts >= tries else Delivery.WAITING,
        attempts=attempts,
        error=said[:300],
        not_before=timezone.now() + wait,
    )
    # a mail server's words name the addresses it refused: they stand on the manager's page, not in the log
    log.warning(
        "message %s was not sent (attempt %s): %s", message.pk, attempts, type(error.__cause__ or error).__name__
    )
