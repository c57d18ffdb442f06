"""Keys of a unit for another system. A key is shown once; the database keeps its digest, the trail and logs neither.

A key is as good as the right of who made it: it stops with that person's 管理 post, with the unit, on its day, or when
it is revoked — all asked anew by each request.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from orgs import audit, secretlinks
from orgs.models import ApiToken, Unit, User
from orgs.reach import Held, Reach

PREFIX = "qm_"  # so that a key that was published by mistake is recognised as one
SHOWN = 8  # characters of the key that its list shows; the rest has more than 200 bits
LONGEST = 400  # days
REGION = "region"  # the scope that opens the region's tables
MOST = 20  # living keys of a unit
SEEN_EVERY = dt.timedelta(minutes=1)  # between two writes of the last use


class Refused(Exception):
    """The key opens nothing (now). `unknown` when there is no such key: somebody may be guessing."""

    def __init__(self, sentence: str, *, unknown: bool = False):
        super().__init__(sentence)
        self.unknown = unknown


@transaction.atomic
def make(*, unit: Unit, name: str, scope: str, last_day: dt.date, by: User) -> tuple[ApiToken, str]:
    """Make a key that is good until the end of `last_day` in Beijing; returns it and its text, which cannot be had
    again. Raises ValidationError by field."""
    today = timezone.localdate()
    if not today <= last_day <= today + dt.timedelta(days=LONGEST):
        raise ValidationError({"last_day": f"有效期应在今天至{LONGEST}天之内，请改选日期。到期前可以另建一个新密钥。"})
    if scope == REGION and not unit.is_lead:
        raise ValidationError({"scope": "只有牵头单位的密钥可以读取本地区汇总，请改选其他权限。"})
    if ApiToken.objects.alive().filter(unit=unit).count() >= MOST:
        raise ValidationError(f"{unit}已有{MOST}个有效的密钥，请先停用不再使用的。")
    secret = PREFIX + secretlinks.token()
    end = timezone.make_aware(dt.datetime.combine(last_day, dt.time(23, 59, 59)))
    token = ApiToken.objects.create(
        unit=unit, name=name.strip(), scope=scope, digest=secretlinks.digest(secret), hint=secret[:SHOWN], made_by=by,
        expires_at=end,
    )  # fmt: skip
    audit.record("接口密钥·建立", token, by=by, unit=unit, scope=scope, last_day=last_day.isoformat())
    return token, secret


@transaction.atomic
def revoke(*, token: ApiToken, by: User) -> bool:
    """Make the key void from the next request on; False when it was revoked already."""
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        return False
    audit.record("接口密钥·停用", token, by=by, unit=token.unit)
    return True


def find(secret: str) -> ApiToken:
    """The living key with this text. Raises Refused.

    It is looked up by its digest: how long that takes says nothing about how near a guess was. Five queries.
    """
    digest = secretlinks.digest(secret[:200])
    token = ApiToken.objects.filter(digest=digest).select_related("unit__region", "made_by").first()
    if token is None:
        raise Refused("接口密钥不对。请核对请求头Authorization，形式为“Bearer 密钥”。", unknown=True)
    if token.revoked_at or token.expires_at <= timezone.now():
        raise Refused("接口密钥已停用或超过有效期，请本单位管理岗另建一个。")
    if not Unit.objects.taking_part().filter(pk=token.unit_id).exists():
        raise Refused("该单位已不参加本系统的工作，接口密钥不能再用。")
    if not token.made_by.is_active or token.unit_id not in token.made_by.reach_now().units("manager"):
        raise Refused("建立这个密钥的人员已不在管理岗，请现任管理岗另建一个。")
    return token


@transaction.atomic
def seen(*, token: ApiToken) -> None:
    """Keep when the key was last used, to the minute; its first use on a day (Beijing) is in the trail."""
    now, before = timezone.now(), token.last_used_at
    rows = ApiToken.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=now - SEEN_EVERY), pk=token.pk)
    if (before is not None and before > now - SEEN_EVERY) or not rows.update(last_used_at=now):
        return
    if before is None or timezone.localdate(before) != timezone.localdate(now):
        audit.record("接口密钥·当日首次使用", token, by=None, unit=token.unit)


def units_of(token: ApiToken) -> QuerySet[Unit]:
    """The units whose data the key opens: its own, and the sections within."""
    mine = Unit.objects.filter(Q(pk=token.unit_id) | Q(within=token.unit_id)).select_related("region")
    return mine.order_by("pk")


def reader(token: ApiToken) -> User:
    """Who made the key, with the eyes of the key's unit alone: no other post of that person opens anything here."""
    unit, person = token.unit, token.made_by
    sections = frozenset(each.pk for each in units_of(token) if each.pk != unit.pk)
    person.reach = Reach((Held("manager", unit.pk, sections, unit.region.path, unit.is_lead, person.pk),))
    return person


def via(token: ApiToken) -> str:
    """How the trail names what was done by the key."""
    return f"接口：{token.name}"
