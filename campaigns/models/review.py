from django.db import models
from django.db.models import Q

from campaigns.models.edition import Edition
from campaigns.models.report import Obligation
from campaigns.querysets_review import CommentQuerySet, ReviewQuerySet, ReviewStepQuerySet
from orgs.models import Unit, User


class ReviewStep(models.Model):
    """A unit's order of 审核: who reviews a draft before it is signed, one after the other."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="review_steps", verbose_name="单位")
    order = models.PositiveSmallIntegerField("次序", default=0)
    post = models.CharField("审核岗位", max_length=40, help_text="如：质量发展科负责人")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="审核人")

    objects = ReviewStepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审核顺序"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.post}（{self.reviewer}）"


class Review(models.Model):
    """One step of 审核 that an edition passes, in the portal or on paper; a return ends the round, all rounds stay."""

    STATES = [("waiting", "待审核"), ("passed", "审核通过"), ("returned", "退回修改"), ("dropped", "未办理")]

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="reviews")
    round = models.PositiveSmallIntegerField("轮次", default=1)
    order = models.PositiveSmallIntegerField("次序", default=0)
    post = models.CharField("审核岗位", max_length=60)
    reviewer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="审核人")
    state = models.CharField("状态", max_length=10, choices=STATES, default="waiting")
    note = models.TextField("意见", blank=True)
    acted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    acted_at = models.DateTimeField("办理时间", null=True, blank=True)
    is_outside = models.BooleanField("线下办理", default=False)
    done_on = models.DateField("线下审核日期", null=True, blank=True)
    number = models.CharField("审核单编号", max_length=60, blank=True)
    scan = models.FileField("审核单扫描件", max_length=150, blank=True)
    scan_name = models.CharField(max_length=150, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审核记录"
        ordering = ["edition", "round", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "round", "order"], name="reviewed_in_order")]

    def __str__(self) -> str:
        return f"{self.edition_id}·{self.post}·{self.get_state_display()}"


class Comment(models.Model):
    """A remark on an item of a draft (`key`) or on the whole (None): of its own people (`obligation` empty), or an
    opinion given when the draft was circulated (征求意见), with what became of it."""

    OUTCOMES = [("adopted", "采纳"), ("partly", "部分采纳"), ("declined", "不采纳")]

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="comments")
    key = models.UUIDField("所针对的内容", null=True, blank=True)
    quote = models.CharField("原文", max_length=200, blank=True, help_text="提出时这一条的文字")
    text = models.TextField("意见")
    reply_to = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出人")
    author = models.CharField("署名", max_length=80, blank=True, help_text="无账号的联络员或代录的单位")
    obligation = models.ForeignKey(
        Obligation, models.CASCADE, null=True, blank=True, related_name="opinions", verbose_name="征求意见任务"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField("处理时间", null=True, blank=True)
    outcome = models.CharField("采纳情况", max_length=10, choices=OUTCOMES, blank=True)
    outcome_note = models.CharField("说明", max_length=200, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "意见"
        ordering = ["pk"]
        indexes = [models.Index(fields=["edition", "key"], name="comment_by_item")]

    def __str__(self) -> str:
        return self.text[:40]


class Look(models.Model):
    """What a person last saw of a draft: its words and order then, to tell what changed since."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="looks")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField("时间")
    words = models.JSONField(default=dict, help_text="编号→名称、内容、所属、位次")

    class Meta:
        verbose_name = verbose_name_plural = "上次查看"
        constraints = [models.UniqueConstraint(fields=["edition", "user"], name="last_look_once")]

    def __str__(self) -> str:
        return f"{self.user}@{self.edition_id}"


class Countersign(models.Model):
    """会签: one joint issuer's signature, given on paper and recorded: who, when, note, scan."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="countersigns")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位")
    name = models.CharField("会签单位", max_length=120)
    order = models.PositiveSmallIntegerField("次序", default=0)
    signer = models.CharField("会签人职务", max_length=60, blank=True)
    signed_on = models.DateField("会签日期", null=True, blank=True)
    note = models.CharField("会签意见", max_length=200, blank=True)
    scan = models.FileField("会签件扫描件", max_length=150, blank=True)
    scan_name = models.CharField(max_length=150, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "会签"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="countersigned_once"),
            models.CheckConstraint(
                condition=Q(signed_on=None) | Q(entered_by__isnull=False), name="a_countersign_names_who_entered_it"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}会签"
