from django.db import models
from django.db.models import Q

from campaigns.ask_words import words_of
from campaigns.choices import Answer, Ask, ReportForm
from campaigns.models.campaign import Campaign
from campaigns.models.edition import Edition
from campaigns.querysets import ObligationQuerySet, ReportFileQuerySet, ReportQuerySet, RequestQuerySet
from orgs.ids import ID_LENGTH, public_id
from orgs.models import Unit, User


class Request(models.Model):
    """What a unit asks of others by a date: what, why, of whom. A plan with a date for summaries carries one."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="requests", verbose_name="质量月")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="requests", verbose_name="发起单位")
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name="所依据方案"
    )
    kind = models.CharField("种类", max_length=10, choices=Ask.choices, default=Ask.SUMMARY)
    title = models.CharField("事项", max_length=120)
    why = models.CharField("用途", max_length=200, blank=True)
    wants = models.JSONField("征集内容", default=list, blank=True, help_text="主题、口号、活动中的几种")
    circulated = models.JSONField("征求意见稿", default=dict, blank=True, help_text="送出时的文字，此后不变")
    wants_seal = models.BooleanField("需要盖章扫描件", default=False, help_text="可先报送，审核通过之前补充")
    minutes = models.PositiveSmallIntegerField("预计用时", null=True, blank=True, help_text="答复大约要用的分钟数")
    rules = models.JSONField("按规则要求", default=list, blank=True, help_text="此后新增的单位也按规则列入")
    due_on = models.DateField("截止日期", help_text="含当日，至北京时间24时")
    locks_on = models.DateField("停止接收日期", null=True, blank=True, help_text="含当日；此后须先申请延期")
    created_at = models.DateTimeField("发出时间", auto_now_add=True)
    told_at = models.DateTimeField("反馈采纳情况时间", null=True, blank=True)
    closed_at = models.DateTimeField("撤销时间", null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报送要求"
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Report(models.Model):
    """A unit's answer; one report may answer several requests, and each of them accepts for itself."""

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reports", verbose_name="质量月")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name="报送单位")
    title = models.CharField("标题", max_length=150)
    text = models.TextField("总结正文", blank=True)
    rows = models.JSONField("逐条内容", default=list, blank=True, help_text="征集、征求意见的答复，正在填写或已报送的")
    figures = models.JSONField("报送时的数据", default=dict, blank=True)
    form = models.CharField("文稿格式", max_length=10, choices=ReportForm.choices, default=ReportForm.PLAIN)
    signer = models.CharField("签发人", max_length=40, blank=True)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    drafted_at = models.DateTimeField("生成初稿时间", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="填报人")
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)
    handed_in_at = models.DateTimeField("最近报送时间", null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "总结"
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.title


class Obligation(models.Model):
    """One unit owes one answer to one request."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="obligations", verbose_name="报送要求")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="obligations", verbose_name="单位")
    due_on = models.DateField("截止日期", help_text="含当日，至北京时间24时；同意延期后可与要求的日期不同")
    locks_on = models.DateField("停止接收日期", null=True, blank=True, help_text="含当日；此后须先申请延期")
    optional = models.BooleanField("可不报", default=False)
    released_at = models.DateTimeField("免除时间", null=True, blank=True, help_text="单位撤并后不再要求，不计入统计")
    released_why = models.CharField("免除原因", max_length=200, blank=True)
    state = models.CharField("办理状态", max_length=10, choices=Answer.choices, default=Answer.OPEN)
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="obligations", verbose_name="总结"
    )
    first_handed_in_at = models.DateTimeField("首次报送时间", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报送人"
    )
    answered_as = models.CharField("答复人", max_length=80, blank=True, help_text="无账号的联络员")
    on_behalf = models.BooleanField("代录", default=False)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    return_reason = models.TextField("补充意见", blank=True)
    reminded_step = models.SmallIntegerField("已提醒至", null=True, blank=True, help_text="最近一次提醒在梯次中的位置")

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报送任务"
        ordering = ["due_on", "unit__region__path", "unit__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "unit"], name="a_unit_owes_a_request_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["handed_in", "accepted"]) | Q(report__isnull=False),
                name="what_is_handed_in_is_a_report",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="obligation_due")]

    def __str__(self) -> str:
        return f"{self.unit}·{self.request}"

    def get_state_display(self) -> str:  # type: ignore[no-redef]  # Django leaves it to a class that has its own
        """In the request's own words: that there is nothing reads 无意见 where opinions were asked for."""
        return words_of(self.request).nil if self.state == Answer.NIL else str(Answer(self.state).label)


class ReportFile(models.Model):
    report = models.ForeignKey(Report, models.CASCADE, related_name="files")
    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    file = models.FileField("文件", max_length=150)
    name = models.CharField("文件名", max_length=150)
    size = models.PositiveIntegerField("字节数")
    is_sealed = models.BooleanField("盖章扫描件", default=False)
    digest = models.CharField(max_length=64, blank=True, default="", help_text="SHA-256，空＝此前上传")
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="空＝经答复链接")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ReportFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "总结附件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
