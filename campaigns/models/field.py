from django.db import models
from django.db.models import Q

from campaigns.choices import Extending, FieldKind
from campaigns.models.report import Obligation, ReportFile, Request
from orgs.models import User


class RequestField(models.Model):
    """A field of a request's own. `known` names what the portal fills in by itself and marks 已有数据."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="fields", verbose_name="报送要求")
    order = models.PositiveSmallIntegerField("次序", default=0)
    kind = models.CharField("种类", max_length=10, choices=FieldKind.choices)
    label = models.CharField("名称", max_length=60)
    hint = models.CharField("填写说明", max_length=200, blank=True)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    required = models.BooleanField("必填", default=False)
    options = models.JSONField("选项或表格的列", default=list, blank=True)
    known = models.CharField("已有数据", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "填报项"
        ordering = ["request", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["request", "label"], name="field_label_once_per_request")]

    def __str__(self) -> str:
        return self.label


class FieldAnswer(models.Model):
    """What one unit gave for one field. The value's shape is the kind's: number, text, choice, rows of cells."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="answers", verbose_name="报送任务")
    field = models.ForeignKey(RequestField, models.PROTECT, related_name="answers", verbose_name="填报项")
    value = models.JSONField("内容", null=True, blank=True)
    qualifier = models.CharField("限定词", max_length=2, blank=True, default="")
    is_known = models.BooleanField("沿用已有数据", default=False)
    file = models.ForeignKey(ReportFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="文件")
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "填报项的内容"
        ordering = ["field__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["obligation", "field"], name="field_answered_once")]

    def __str__(self) -> str:
        return f"{self.field}：{self.value}"


class Extension(models.Model):
    """A later date for one unit: asked for with a reason, granted or refused; granted without being asked as well."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="extensions", verbose_name="报送任务")
    until = models.DateField("申请延期至", help_text="含当日，至北京时间24时")
    reason = models.CharField("原因", max_length=300)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    decision = models.CharField("答复", max_length=10, choices=Extending.choices, blank=True, default="")
    granted_until = models.DateField("同意延期至", null=True, blank=True)
    note = models.CharField("答复意见", max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "延期申请"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(decision=""), name="one_open_extension_per_obligation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation}：{self.until}"
