from django.db import models
from django.db.models import Q

from activities.choices import CORRECTION_OPEN, Correcting
from activities.models.activity import Activity
from activities.querysets import CorrectionQuerySet
from orgs.models import Unit, User


class HandIn(models.Model):
    """What was handed in, word for word, and what was decided on it: so that a reviewer sees what changed since."""

    DECISIONS = [("accepted", "审核通过"), ("returned", "请补充完善"), ("withdrawn", "已撤回")]

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="hand_ins")
    number = models.PositiveSmallIntegerField("第几次")
    words = models.JSONField("报送内容", default=dict)
    photos = models.JSONField("照片", default=list)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="报送人")
    at = models.DateTimeField("报送时间", auto_now_add=True)
    decision = models.CharField("处理", max_length=10, choices=DECISIONS, blank=True)
    reason = models.TextField("补充意见", blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报送记录"
        ordering = ["activity", "number"]
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="hand_in_once_per_number")]

    def __str__(self) -> str:
        return f"{self.activity}·第{self.number}次报送"


class Correction(models.Model):
    """New words for an accepted activity: reviewed first, the old ones stand until then. At most one is open."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="corrections")
    words = models.JSONField("更正后的内容", default=dict)
    removed = models.JSONField("拟删去的照片", default=list, blank=True)
    note = models.CharField("更正说明", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=Correcting.choices, default=Correcting.DRAFT)
    version = models.PositiveIntegerField(default=0)
    return_reason = models.TextField("补充意见", blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="更正人")
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    handed_in_at = models.DateTimeField("报送时间", null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动更正"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity"], condition=Q(state__in=CORRECTION_OPEN), name="one_open_correction_per_activity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity}·更正"


class ReturnReason(models.Model):
    """A sentence that an office often writes when it asks for more; it stands beside the defaults in `reasons.py`."""

    office = models.ForeignKey(Unit, models.CASCADE, related_name="return_reasons", verbose_name="牵头单位")
    text = models.CharField("意见", max_length=100)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "常用补充意见"
        ordering = ["office", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["office", "text"], name="return_reason_once_per_office")]

    def __str__(self) -> str:
        return self.text


class ActivityFinding(models.Model):
    """What was decided on a number or address in an activity's words, before it is made public: shown or hidden."""

    DECISIONS = [("show", "可以公开"), ("hide", "公开时隐去")]

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="findings")
    key = models.CharField(max_length=100, help_text="同一号码、地址不论写法只有一个")
    kind = models.CharField("类型", max_length=10)
    decision = models.CharField("处理", max_length=4, choices=DECISIONS)
    note = models.CharField("理由", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="处理人")
    at = models.DateTimeField("处理时间")

    class Meta:
        verbose_name = verbose_name_plural = "公开前核查"
        ordering = ["activity", "pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "key"], name="finding_once_per_activity")]

    def __str__(self) -> str:
        return f"{self.kind}·{self.get_decision_display()}"
