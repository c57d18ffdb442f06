"""Robots of chat groups: a unit's manager adds, tries and ends them. Address and key are never shown again."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from orgs import audit
from orgs.channels import robots, webhook
from orgs.channels.mail import digest
from orgs.choices import Channel
from orgs.hints import masked
from orgs.letters import Letter, NotSent
from orgs.models import AuditEvent, Message, Robot, Unit, User

MOST = 10  # robots of a unit
HASTE = 8.0  # seconds a person waits for a trial
TRIALS = 5  # of a unit within a minute: each may hold a web process for all of HASTE
TRIED = "群机器人·测试"


@transaction.atomic
def add(*, unit: Unit, name: str, kind: str, url: str, secret: str, by: User) -> Robot:
    """Keep a robot's address; one ended before begins anew. Raises ValidationError by field.

    The trail keeps host and last four signs of the address.
    """
    url, secret = url.strip(), secret.strip()
    refuse(url)
    if Robot.objects.filter(unit=unit, disabled_at=None).exclude(url=url).count() >= MOST:
        raise ValidationError(f"{unit}已有{MOST}个群机器人，请先停用不再使用的。")
    if Robot.objects.filter(unit=unit, url=url, disabled_at=None).exists():
        raise ValidationError({"url": f"{unit}已登记过这个地址，不必再登记。"})
    values = {"name": name.strip(), "kind": kind, "secret": secret, "made_by": by}
    robot, _ = Robot.objects.update_or_create(
        unit=unit, url=url, defaults=values | {"disabled_at": None, "disabled_why": ""}
    )
    audit.record("群机器人·登记", robot, by=by, unit=unit, kind=kind, address=masked(url), signed=bool(secret))
    return robot


def refuse(url: str) -> None:
    """Raise ValidationError for an address that could never be called; where its name leads is asked when sending."""
    try:
        webhook.target_of(url, plain=settings.HOOKS_MAY_BE_LOCAL)
    except NotSent as wrong:
        raise ValidationError({"url": f"{wrong}。"}) from None


def trial(*, robot: Robot, by: User) -> None:
    """Send a test message now. Raises NotSent with what went wrong, also when the robot was ended, or the unit tried
    too often; a robot that is no more is ended."""
    _may_be_tried(robot)
    letter = Letter("测试消息", f"{robot.unit}的提醒将发到本群。如不清楚此事，请联系{by}。", "/work/")
    key = f"trial:{robot.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    try:
        send(robot, letter=letter, key=key, seconds=HASTE)
    except NotSent as refused:
        if refused.gone:
            is_gone(robot, why=str(refused))
        audit.record(TRIED, robot, by=by, unit=robot.unit, failed=str(refused)[:100])
        raise
    sent(robot)
    audit.record(TRIED, robot, by=by, unit=robot.unit)


def _may_be_tried(robot: Robot) -> None:
    if robot.disabled_at is not None:
        raise NotSent("这个群机器人已停用，需要的请重新登记")
    lately = AuditEvent.objects.filter(act=TRIED, unit=robot.unit_id, at__gt=timezone.now() - dt.timedelta(minutes=1))
    if lately.count() >= TRIALS:
        raise NotSent("刚才已测试多次，请一分钟后再试")


@transaction.atomic
def end(*, robot: Robot, by: User) -> bool:
    """No more messages to this group; False when it was ended already."""
    if not _disable(robot, f"由{by}停用"):
        return False
    audit.record("群机器人·停用", robot, by=by, unit=robot.unit)
    return True


@transaction.atomic
def is_gone(robot: Robot, *, why: str) -> None:
    """The other side says that the robot is no more."""
    if _disable(robot, why):
        audit.record("群机器人·失效", robot, by=None, unit=robot.unit, why=why[:100])


def send(robot: Robot, *, letter: Letter, key: str, seconds: float = webhook.SECONDS) -> None:
    """Post to the group. Raises NotSent."""
    robots.send(
        kind=robot.kind, url=robot.url, secret=robot.secret, letter=letter, key=digest(key), now=timezone.now(),
        link=settings.BASE_URL + letter.url if letter.url else "", local=settings.HOOKS_MAY_BE_LOCAL, seconds=seconds,
    )  # fmt: skip


def is_busy(robot: Robot) -> bool:
    """Whether the group had as many messages in the last minute as its kind takes."""
    if settings.HOOKS_MAY_BE_LOCAL:
        return False  # a sink on this machine takes all
    since = timezone.now() - dt.timedelta(minutes=1)
    gone = Message.objects.filter(robot=robot, channel=Channel.ROBOT, sent_at__gt=since)
    return gone.count() >= robots.PER_MINUTE


def sent(robot: Robot) -> None:
    Robot.objects.filter(pk=robot.pk).update(last_sent_at=timezone.now())


def _disable(robot: Robot, why: str) -> bool:
    now = timezone.now()
    return bool(Robot.objects.filter(pk=robot.pk, disabled_at=None).update(disabled_at=now, disabled_why=why[:200]))
