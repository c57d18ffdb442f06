from django.db import models
from django.db.models import Q

from campaigns.models.edition import Edition
from campaigns.models.plan import Plan
from campaigns.querysets_review import ReceiptQuerySet
from orgs.models import Unit, User


class Receipt(models.Model):
    """签收: an addressee confirms that the document has arrived; once per issued edition."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="receipts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="receipts", verbose_name="签收单位")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="签收人")
    at = models.DateTimeField("签收时间", auto_now_add=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "签收"
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["edition", "unit"], name="received_once")]

    def __str__(self) -> str:
        return f"{self.unit}签收"


class GivenNumber(models.Model):
    """A 发文字号 in use, portal-wide: once per series (机关代字) and year. The row itself is the guard against two
    clerks who register the same number at the same moment. All editions of one plan may bear it."""

    code = models.CharField("机关代字", max_length=20)
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("序号")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="given_numbers", verbose_name="方案")

    class Meta:
        verbose_name = verbose_name_plural = "已用发文字号"
        ordering = ["code", "year", "serial"]
        constraints = [models.UniqueConstraint(fields=["code", "year", "serial"], name="serial_given_once_a_year")]

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


class Renumbering(models.Model):
    """更正发文字号: what the number was before, why it was put right, by whom. Shown wherever the number is."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="renumberings")
    before = models.CharField("更正前", max_length=60, blank=True)
    after = models.CharField("更正后", max_length=60, blank=True)
    reason = models.CharField("原因", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="更正人")
    at = models.DateTimeField("更正时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "发文字号更正"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.before or '（无）'}→{self.after or '（无）'}"


class Finding(models.Model):
    """What looks like personal data in a document about to be made public; each is decided by a person.

    `place` says where (an item's key, `annex:<row>`, `head`); hidden words are masked on public pages and files.
    """

    KINDS = [("mobile", "手机号码"), ("phone", "固定电话"), ("identity", "居民身份证号"), ("email", "电子邮箱")]
    DECISIONS = [("show", "可以公开"), ("hide", "公开时隐去")]

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="findings")
    place = models.CharField("所在位置", max_length=80)
    kind = models.CharField("种类", max_length=10, choices=KINDS)
    words = models.CharField("内容", max_length=120)
    decision = models.CharField("处理", max_length=6, choices=DECISIONS, blank=True)
    note = models.CharField("理由", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="处理人")
    at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开前核查"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "place", "words"], name="found_once"),
            models.CheckConstraint(condition=Q(decision="") | Q(by__isnull=False), name="a_decision_names_who_made_it"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.words}"
