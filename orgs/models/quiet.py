from django.db import models

from orgs.choices import Channel, Topic
from orgs.models.people import User
from orgs.models.unit import Unit


class Quiet(models.Model):
    """A person does not want messages of this topic by this channel; in-portal ones are always there."""

    user = models.ForeignKey(User, models.CASCADE, related_name="quiet", verbose_name="人员")
    topic = models.CharField("内容", max_length=12, choices=Topic.choices)
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)

    class Meta:
        verbose_name = verbose_name_plural = "免打扰"
        constraints = [models.UniqueConstraint(fields=["user", "topic", "channel"], name="quiet_once")]

    def __str__(self) -> str:
        return f"{self.user}·{self.topic}·{self.channel}"


class Insisted(models.Model):
    """A unit requires that its seats get messages of this topic by this channel, whatever a person prefers."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="insisted", verbose_name="单位")
    topic = models.CharField("内容", max_length=12, choices=Topic.choices)
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)

    class Meta:
        verbose_name = verbose_name_plural = "单位必收"
        constraints = [models.UniqueConstraint(fields=["unit", "topic", "channel"], name="insisted_once")]

    def __str__(self) -> str:
        return f"{self.unit}·{self.topic}·{self.channel}"


class CalendarFeed(models.Model):
    """A secret address under which a person's calendar reads the dates; only its digest is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed", verbose_name="人员")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    last_used_at = models.DateTimeField("最近读取", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅"

    def __str__(self) -> str:
        return str(self.user)
