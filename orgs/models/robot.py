from django.db import models

from orgs.choices import RobotKind
from orgs.hints import masked
from orgs.models.people import User
from orgs.models.unit import Unit
from orgs.querysets import RobotQuerySet


class Robot(models.Model):
    """A robot of a unit's chat group: an address of 企业微信, 钉钉 or 飞书 to which messages are posted."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="robots", verbose_name="单位")
    name = models.CharField("群名称", max_length=60)
    kind = models.CharField("种类", max_length=10, choices=RobotKind.choices, default=RobotKind.WECOM)
    url = models.CharField("回调地址", max_length=500)
    secret = models.CharField("签名密钥", max_length=120, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="建立人")
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    last_sent_at = models.DateTimeField("最近送达", null=True, blank=True)
    disabled_at = models.DateTimeField("停用时间", null=True, blank=True)
    disabled_why = models.CharField("停用原因", max_length=200, blank=True)

    objects = RobotQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "群机器人"
        ordering = ["unit", "pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "url"], name="robot_once_per_unit")]

    def __str__(self) -> str:
        return f"{self.name}（{self.unit}）"

    @property
    def hint(self) -> str:
        """What may be shown of the address: host and last four signs."""
        return masked(self.url)
