from django.db import models

from campaigns.choices import CallResult, Told
from campaigns.models.campaign import Campaign
from campaigns.models.report import Obligation, Request
from orgs.models import Unit, User


class Ladder(models.Model):
    """When a unit reminds of what it asks for in one campaign; without a row the default ladder holds.

    `steps` are working days from the due date (-5: five before); `tell_manager` and `tell_above` are working days after
    it, empty for never.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="ladders", verbose_name="单位")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="ladders", verbose_name="质量月")
    steps = models.JSONField("提醒梯次", default=list)
    tell_manager = models.PositiveSmallIntegerField("截止后第几个工作日告知本单位管理人员", null=True, blank=True)
    tell_above = models.PositiveSmallIntegerField("截止后第几个工作日告知提出要求的单位", null=True, blank=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "提醒梯次"
        constraints = [models.UniqueConstraint(fields=["unit", "campaign"], name="one_ladder_per_campaign")]

    def __str__(self) -> str:
        return f"{self.unit}·{self.campaign}"


class Chase(models.Model):
    """提醒报送 by hand: which answers, with which sentence of the office's own."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="chases", verbose_name="报送要求")
    obligations = models.ManyToManyField(Obligation, related_name="chases", verbose_name="报送任务")
    sentence = models.CharField("附言", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提醒人")
    at = models.DateTimeField("提醒时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "人工提醒"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.request}·{self.at:%Y-%m-%d %H:%M}"


class Call(models.Model):
    """A telephone call about one missing answer, and what it brought."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="calls", verbose_name="报送任务")
    result = models.CharField("结果", max_length=15, choices=CallResult.choices)
    note = models.CharField("备注", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="联系人")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "电话联系记录"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.obligation}：{self.get_result_display()}"


class Escalation(models.Model):
    """After the date somebody was told that an answer is missing; once per date and person told."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="escalations", verbose_name="报送任务")
    told = models.CharField("告知", max_length=10, choices=Told.choices)
    due_on = models.DateField("所对截止日期")
    at = models.DateTimeField("告知时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "逾期告知"
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["obligation", "told", "due_on"], name="told_once_per_date")]

    def __str__(self) -> str:
        return f"{self.obligation}·{self.told}"
