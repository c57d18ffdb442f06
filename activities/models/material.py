from django.db import models

from activities.models.activity import Activity
from activities.querysets import ActivityLinkQuerySet, MaterialQuerySet
from campaigns.models import AnnexEntry, Campaign
from orgs.ids import ID_LENGTH, public_id
from orgs.models import Unit, User


class Material(models.Model):
    """What was pasted or dropped — words, a Word summary, pictures — and became drafts; kept as their source."""

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="质量月")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="materials", verbose_name="填报单位")
    entered_by = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代录单位"
    )
    text = models.TextField("文字", blank=True)
    told_by = models.CharField("来源说明", max_length=80, blank=True, help_text="如：联络员微信发来")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="录入人")
    at = models.DateTimeField("录入时间", auto_now_add=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来源材料"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.unit}·{self.at:%Y-%m-%d}"


class MaterialFile(models.Model):
    """A file of a material, kept as it came; downloaded, never shown in the browser."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="files")
    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    file = models.FileField("文件", max_length=150)
    name = models.CharField("文件名", max_length=150)
    size = models.PositiveIntegerField("字节数")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "材料文件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ActivityLink(models.Model):
    """A link by which a contact without an account logs one activity, once. Only the token's digest is kept."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="activity_links", verbose_name="填报单位")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="发出单位")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="质量月")
    entry = models.ForeignKey(
        AnnexEntry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="对应附件所列活动"
    )
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="links", verbose_name="所填活动"
    )
    contact = models.CharField("联络员", max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发出人")
    created_at = models.DateTimeField("发出时间", auto_now_add=True)
    expires_at = models.DateTimeField("有效期至")
    opened_at = models.DateTimeField("首次打开", null=True, blank=True)
    used_at = models.DateTimeField("已填报", null=True, blank=True)
    revoked_at = models.DateTimeField("撤回时间", null=True, blank=True)

    objects = ActivityLinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "填报链接"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.contact}（{self.unit}）"
