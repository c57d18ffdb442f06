from django.db import models
from django.db.models import Q

from orgs.choices import Channel, Delivery
from orgs.models.people import Seat
from orgs.models.robot import Robot
from orgs.querysets import MessageQuerySet
from orgs.texting import parts


class Message(models.Model):
    """One message to one seat, or to one robot of a unit's chat group, by one channel: the outbox.

    The unique key makes posting twice harmless. `about` holds the ids the kind's renderer needs; subject and body are
    filled in when it is sent.
    """

    key = models.CharField(max_length=150, unique=True)
    kind = models.CharField("种类", max_length=40)
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="messages", verbose_name="收件岗位")
    robot = models.ForeignKey(Robot, models.CASCADE, null=True, related_name="messages", verbose_name="群机器人")
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    about = models.JSONField(default=dict)
    state = models.CharField("状态", max_length=10, choices=Delivery.choices, default=Delivery.WAITING)
    subject = models.CharField("标题", max_length=200, blank=True)
    body = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    error = models.CharField("失败原因", max_length=300, blank=True)
    posted_at = models.DateTimeField("写入时间", auto_now_add=True)
    not_before = models.DateTimeField("不早于", null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-posted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__isnull=False, robot=None) & ~Q(channel="robot")
                | Q(seat=None, robot__isnull=False, channel="robot"),
                name="a_message_goes_to_a_seat_or_a_robot",
            )
        ]
        indexes = [
            models.Index(fields=["state", "not_before"], name="message_to_send"),
            models.Index(fields=["seat", "channel", "read_at"], name="message_unread"),
        ]

    loaded: object = None  # what a kind's renderer was given for many messages at once

    def __str__(self) -> str:
        return self.subject or self.key

    @property
    def sms_parts(self) -> int:
        """How many short messages this one was charged as."""
        return parts(self.body)
