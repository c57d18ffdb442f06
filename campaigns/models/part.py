from django.db import models

from campaigns.choices import HandInDecision, PartKind
from campaigns.models.report import Obligation, Report
from campaigns.querysets_parts import ReportHandInQuerySet, ReportNoteQuerySet, ReportPartQuerySet
from orgs.ids import ID_LENGTH, public_id
from orgs.models import Unit, User


class ReportPart(models.Model):
    """A part of a report. The report's `text` is written anew from its parts whenever one changes.

    `sources` says where each number of the text comes from; `is_drafted` is true until somebody edits the words.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="parts", verbose_name="总结")
    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    order = models.PositiveIntegerField("次序", default=0)
    kind = models.CharField("种类", max_length=10, choices=PartKind.choices)
    level = models.PositiveSmallIntegerField("标题级别", default=0, help_text="1为“一、”，2为“（一）”；正文为0")
    item_root = models.UUIDField(null=True, blank=True)
    text = models.TextField("文字", blank=True)
    data = models.JSONField("数据", default=dict, blank=True)
    sources = models.JSONField("数字的来源", default=list, blank=True)
    is_drafted = models.BooleanField("系统生成、未改", default=False)
    taken_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="taken_by", verbose_name="采自"
    )
    taken_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="采自单位"
    )
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    objects = ReportPartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "总结的部分"
        ordering = ["report", "order", "pk"]
        indexes = [models.Index(fields=["report", "order"], name="part_in_order")]

    def __str__(self) -> str:
        return self.text[:40] or self.get_kind_display()


class ReportNote(models.Model):
    """A note of the office that asked, on a paragraph of what was handed in to it; the unit settles it."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="notes", verbose_name="报送任务")
    part = models.ForeignKey(
        ReportPart, models.SET_NULL, null=True, blank=True, related_name="notes", verbose_name="所在部分"
    )
    quoted = models.CharField("所指文字", max_length=200, blank=True)
    text = models.CharField("意见", max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    at = models.DateTimeField("提出时间", auto_now_add=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)

    objects = ReportNoteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "段落意见"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:40]


class ReportHandIn(models.Model):
    """What was handed in to one request, each time, word for word; and what the asking office made of it."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="hand_ins", verbose_name="报送任务")
    report = models.ForeignKey(Report, models.PROTECT, related_name="hand_ins", verbose_name="总结")
    number = models.PositiveSmallIntegerField("第几次")
    title = models.CharField("标题", max_length=150)
    text = models.TextField("正文", blank=True)
    parts = models.JSONField("各部分", default=list, blank=True)
    figures = models.JSONField("报送时的数据", default=dict, blank=True)
    answers = models.JSONField("填报项的内容", default=list, blank=True)
    files = models.JSONField("附件", default=list, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报送人")
    by_name = models.CharField("答复人", max_length=80, blank=True)
    at = models.DateTimeField("报送时间", auto_now_add=True)
    decision = models.CharField("办理", max_length=10, choices=HandInDecision.choices, blank=True, default="")
    reason = models.TextField("意见", blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)

    objects = ReportHandInQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "历次报送"
        ordering = ["obligation", "number"]
        constraints = [models.UniqueConstraint(fields=["obligation", "number"], name="hand_in_number_once")]

    def __str__(self) -> str:
        return f"{self.obligation}：第{self.number}次"
