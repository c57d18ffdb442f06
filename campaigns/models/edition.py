from django.db import models
from django.db.models import F, Q

from campaigns.choices import EDITABLE, OPEN, STANDING, Issue, State
from campaigns.models.plan import Plan
from campaigns.querysets import EditionQuerySet
from orgs.models import Disclosable, User


class Edition(Disclosable):
    """One version of a plan. At most one is open; what is issued is frozen for ever.

    An open edition holds rows only for what its unit decided; `reading.contents` resolves the rest from `based_on`.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="editions", verbose_name="方案")
    number = models.PositiveSmallIntegerField("次序", default=1)
    issue = models.CharField("印发类别", max_length=12, choices=Issue.choices, default=Issue.FIRST)
    reason = models.CharField("重新印发原因", max_length=200, blank=True)
    abolish_reason = models.CharField("废止原因", max_length=200, blank=True)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFT)
    round = models.PositiveSmallIntegerField("送审轮次", default=0, help_text="每次送审加一")
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers", verbose_name="所依据的上级印发稿"
    )
    based_before = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="更新前所依据的上级印发稿"
    )
    title = models.CharField("标题", max_length=200, blank=True)
    plan_title = models.CharField("所附方案名称", max_length=200, blank=True)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    signed_on = models.DateField("成文日期", null=True, blank=True)
    starts_on = models.DateField("活动开始", null=True, blank=True)
    ends_on = models.DateField("活动结束", null=True, blank=True)
    summary_due = models.DateField("总结报送日期", null=True, blank=True)
    summary_to = models.CharField("总结报送至", max_length=80, blank=True)
    asks = models.JSONField("须报送单位", default=list, blank=True, help_text="勾选的单位编号；印发时据此形成报送任务")
    why = models.CharField("报送用途", max_length=200, blank=True)
    opening = models.TextField("开头段", null=True, blank=True, help_text="本级自拟的文字；null = 自动生成")  # noqa: DJ001
    opening_issued = models.TextField("印发时的开头段", blank=True, help_text="印发时自动生成的文字")
    excerpt_note = models.CharField("摘编说明", max_length=40, blank=True)
    source = models.CharField("文本来源", max_length=200, blank=True)
    return_reason = models.TextField("退回意见", blank=True)
    contacts = models.JSONField(
        "联系人", default=list, blank=True, help_text="只在内部显示：[{name, unit, phone}]，公开页面和公开文件不含"
    )
    last_year = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="所参照的上年稿"
    )
    carried = models.JSONField("沿用说明", default=list, blank=True, help_text="从上年稿或文件带入了什么、没带入什么")
    registered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="登记人")
    registered_at = models.DateTimeField("登记时间", null=True, blank=True)
    issue_at = models.DateTimeField("定时印发", null=True, blank=True)
    issue_set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="设定人")
    disclose_at = models.DateTimeField("定时公开", null=True, blank=True)
    disclose_set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="设定人")
    version = models.PositiveIntegerField(default=0, help_text="每次修改加一，用来发现两人同时修改")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="起草人")
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="送审人")
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    issued_at = models.DateTimeField("印发时间", null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="印发人")

    objects = EditionQuerySet.as_manager()

    class Meta(Disclosable.Meta):
        verbose_name = verbose_name_plural = "印发稿"
        ordering = ["plan", "-number"]
        constraints = [
            *Disclosable.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "number"], name="edition_numbered_once"),
            models.UniqueConstraint(fields=["plan"], condition=Q(state__in=OPEN), name="one_open_edition_per_plan"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state=State.ISSUED), name="one_edition_in_force_per_plan"
            ),
            models.UniqueConstraint(
                fields=["document_number"],
                condition=Q(state=State.ISSUED) & ~Q(document_number=""),
                name="document_number_given_once",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="edition_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(openness="public") | Q(state__in=STANDING), name="only_issued_editions_are_public"
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.plan.unit}（{self.get_state_display()}）"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def turn(self):
        """The step of 审核 that waits for its reviewer now, or None. Free where `reviews` are prefetched."""
        if self.state != State.REVIEWING:
            return None
        return next((review for review in self.reviews.all() if review.state == "waiting"), None)

    @property
    def is_issued(self) -> bool:
        """Issued once, hence frozen; perhaps superseded or abolished since."""
        return self.state in STANDING


class SignOff(models.Model):
    """签发: by an approver in the portal, or 线下签批 recorded with number, date and scan (leaders sign on paper)."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="sign_off")
    offline = models.BooleanField("线下签批", default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="签发人或登记人")
    at = models.DateTimeField("办理时间", auto_now_add=True)
    signer = models.CharField("签批人职务", max_length=60, blank=True)
    number = models.CharField("签批件编号", max_length=60, blank=True)
    signed_on = models.DateField("签批日期", null=True, blank=True)
    scan = models.FileField("签批件扫描件", upload_to="sign-offs/%Y/%m", blank=True)
    scan_name = models.CharField(max_length=150, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "签发记录"

    def __str__(self) -> str:
        return f"{self.edition}·{'线下签批' if self.offline else '签发'}"
