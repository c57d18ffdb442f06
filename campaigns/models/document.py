from django.db import models
from django.db.models import F, Q

from campaigns.choices import Duty, PartyRole, PartyRule
from campaigns.models.edition import Edition
from campaigns.models.plan import Plan
from orgs.models import Unit


class Party(models.Model):
    """Who issues, is addressed, is copied to: a unit of the portal or a free name, in the document's order."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="parties")
    role = models.CharField("身份", max_length=10, choices=PartyRole.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位")
    rule = models.CharField("范围", max_length=10, choices=PartyRule.choices, blank=True)
    name = models.CharField("名称", max_length=120)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "发文机关与主送抄送"
        ordering = ["role", "order", "pk"]

    def __str__(self) -> str:
        return self.name


class Reference(models.Model):
    """A basis document; linked when the portal knows it, otherwise title and number alone."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="references")
    title = models.CharField("标题", max_length=200)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="cited_by", verbose_name="方案")
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "依据文件"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"《{self.title}》{self.document_number}"


class Responsibility(models.Model):
    """One note of responsibility; covers one action, several, or a whole arrangement. Never inherits."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="responsibilities")
    keys = models.JSONField("所涉内容", default=list)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位")
    name = models.CharField("责任单位", max_length=80)
    role = models.CharField("分工", max_length=12, choices=Duty.choices)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "责任分工"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.name}{self.get_role_display()}"


class AnnexEntry(models.Model):
    """A line of the plan's annex: who holds what, when. Part of the edition, so frozen with it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="annex")
    list = models.CharField("附件序号", max_length=4, default="2")
    list_title = models.CharField("附件名称", max_length=120, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="annex_entries", verbose_name="单位"
    )
    unit_name = models.CharField("单位名称", max_length=80, blank=True)
    title = models.TextField("活动")
    content = models.TextField("主要内容", blank=True)
    starts_on = models.DateField("开始日期", null=True, blank=True)
    ends_on = models.DateField("结束日期", null=True, blank=True)
    place = models.CharField("地点或范围", max_length=120, blank=True)
    lead = models.CharField("牵头", max_length=120, blank=True)
    support = models.CharField("配合", max_length=200, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    proposal = models.ForeignKey(
        "campaigns.Proposal", models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="所采用的建议"
    )
    item_key = models.UUIDField("所属专项行动", null=True, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "附件所列活动"
        ordering = ["list", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="annex_entry_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title
