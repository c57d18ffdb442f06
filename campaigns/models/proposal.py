from django.db import models

from campaigns.models.report import Obligation
from campaigns.querysets_review import AnswerFileQuerySet, AnswerLinkQuerySet
from orgs.ids import ID_LENGTH, public_id
from orgs.models import User


class Proposal(models.Model):
    """One theme, slogan or activity that a unit proposes in answer to 征集; what takes it over points back to it."""

    KINDS = [("theme", "主题"), ("slogan", "口号"), ("activity", "活动")]

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="proposals")
    kind = models.CharField("种类", max_length=10, choices=KINDS)
    text = models.TextField("内容")
    content = models.TextField("主要内容", blank=True)
    starts_on = models.DateField("开始日期", null=True, blank=True)
    ends_on = models.DateField("结束日期", null=True, blank=True)
    place = models.CharField("地点或范围", max_length=120, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)
    declined = models.BooleanField("不列入", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "建议"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class AnswerLink(models.Model):
    """A link by which a contact without an account answers one obligation, once. Only the token's digest is kept."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="links")
    contact = models.CharField("联络员", max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发出人")
    created_at = models.DateTimeField("发出时间", auto_now_add=True)
    expires_at = models.DateTimeField("有效期至")
    opened_at = models.DateTimeField("首次打开", null=True, blank=True)
    used_at = models.DateTimeField("已答复", null=True, blank=True)
    revoked_at = models.DateTimeField("撤回时间", null=True, blank=True)

    objects = AnswerLinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "答复链接"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.contact}（{self.obligation}）"


class AnswerFile(models.Model):
    """The source of an answer: what a contact attached, or the paper from which it was entered (代录)."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="files")
    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    file = models.FileField("文件", max_length=150)
    name = models.CharField("文件名", max_length=150)
    size = models.PositiveIntegerField("字节数")
    is_sealed = models.BooleanField("盖章扫描件", default=False)
    digest = models.CharField(max_length=64, blank=True, default="", help_text="SHA-256，空＝此前上传")
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = AnswerFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "答复附件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
