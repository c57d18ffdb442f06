from django.db import models
from django.db.models import Q

from campaigns.models.edition import Edition
from campaigns.querysets_drafting import AdaptationRuleQuerySet, ReadingQuerySet
from orgs.ids import ID_LENGTH, public_id
from orgs.models import Unit, User


class AdaptationRule(models.Model):
    """A unit's own words for the parent's (质量强国 → 质量强省), kept from year to year. It only ever proposes.

    A rule that replaces words by themselves keeps shorter rules away from them (中国质量奖 → 中国质量奖).
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="adaptation_rules", verbose_name="单位")
    old = models.CharField("上级用语", max_length=40)
    new = models.CharField("本级用语", max_length=40)
    order = models.PositiveSmallIntegerField("次序", default=0)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="设置人")
    added_at = models.DateTimeField("设置时间", auto_now_add=True)

    objects = AdaptationRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "调整用语"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "old"], name="words_adapted_once_per_unit"),
            models.CheckConstraint(condition=~Q(old=""), name="a_rule_has_words_to_replace"),
        ]

    def __str__(self) -> str:
        return f"{self.old}→{self.new}"


class Turn(models.Model):
    """One change of a draft's items that can be undone: the rows it touched, as they were and as they became.

    `before` and `after` map an item's key to its stored decision and place (None: there was no row).
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="turns")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="修改人")
    at = models.DateTimeField("时间", auto_now_add=True)
    act = models.CharField("操作", max_length=40)
    words = models.CharField("内容", max_length=80, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "修改步骤"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.act}：{self.words}"


class Presence(models.Model):
    """Who has a draft open, and which item they are writing in; a row older than a minute means nothing."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="人员")
    key = models.UUIDField("正在修改", null=True, blank=True)
    seen_at = models.DateTimeField("最近出现")

    class Meta:
        verbose_name = verbose_name_plural = "在场"
        constraints = [models.UniqueConstraint(fields=["edition", "user"], name="present_once_per_draft")]

    def __str__(self) -> str:
        return f"{self.user}@{self.edition_id}"


class Divergence(models.Model):
    """An item that both the parent's new edition and this unit changed; it waits for 保留本级, 沿用上级 or 另行起草.

    `old` and `new` are the parent's words before and after ({"heading", "text"}; None: the parent has it no more);
    the unit's own stand in the draft.
    """

    DECISIONS = [("keep", "保留本级"), ("take", "沿用上级"), ("rewrite", "另行起草")]

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="divergences")
    key = models.UUIDField()
    kind = models.CharField("种类", max_length=12)
    old = models.JSONField("上级原文", null=True)
    new = models.JSONField("上级现文", null=True)
    mine = models.JSONField("本级文字", null=True)
    decision = models.CharField("处理", max_length=8, choices=DECISIONS, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="处理人")
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "上级修订待定"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="diverged_once_per_edition")]

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.key}"


class Reading(models.Model):
    """An existing document and what was read out of it; a person confirms before a draft is made of it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="readings", verbose_name="单位")
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="readings", verbose_name="质量月")
    parent = models.ForeignKey(
        "campaigns.Plan", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上级方案"
    )
    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    file = models.FileField("原文件", max_length=150, blank=True)
    name = models.CharField("文件名", max_length=150, blank=True)
    text = models.TextField("原文", blank=True)
    proposal = models.JSONField("建议稿", default=dict)
    edition = models.ForeignKey(
        Edition, models.SET_NULL, null=True, blank=True, related_name="readings", verbose_name="据此形成的草稿"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    created_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "从文件起草"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name or "粘贴的文字"
