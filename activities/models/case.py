from django.db import models

from activities.models.activity import Activity
from activities.querysets import CaseQuerySet, PutForwardQuerySet
from campaigns.models import Campaign
from orgs.ids import ID_LENGTH, public_id
from orgs.models import Disclosable, Unit, User


class Case(Disclosable):
    """典型案例: background, measures, results of what a unit did. The unit's alone until it is put forward."""

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="cases", verbose_name="质量月")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cases", verbose_name="单位")
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name="对应活动"
    )
    title = models.CharField("标题", max_length=120)
    background = models.TextField("背景", blank=True)
    measures = models.TextField("做法", blank=True)
    results = models.TextField("成效", blank=True)
    version = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="撰写人")
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    objects = CaseQuerySet.as_manager()

    class Meta(Disclosable.Meta):
        verbose_name = verbose_name_plural = "典型案例"
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class PutForward(models.Model):
    """A case put forward to one office; 采用 there is shown to the unit that wrote it. Goes up level by level."""

    ANSWERS = [("", "待处理"), ("adopted", "采用"), ("kept", "留存"), ("returned", "请补充完善")]

    case = models.ForeignKey(Case, models.CASCADE, related_name="put_forward")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="cases_received", verbose_name="报送至")
    sent_from = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="推荐单位")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="推荐人")
    at = models.DateTimeField("推荐时间", auto_now_add=True)
    words = models.JSONField("推荐时的内容", default=dict)
    answer = models.CharField("处理", max_length=10, choices=ANSWERS, blank=True, default="")
    note = models.CharField("意见", max_length=200, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("处理时间", null=True, blank=True)

    objects = PutForwardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "案例推荐"
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "office"], name="case_once_per_office")]

    def __str__(self) -> str:
        return f"{self.case}→{self.office}"
