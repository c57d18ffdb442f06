from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models

from activities.choices import ExportFormat, JobState
from activities.querysets import ExportFileQuerySet
from campaigns.models import Campaign
from orgs.ids import ID_LENGTH, public_id
from orgs.models import Unit, User


def export_storage() -> FileSystemStorage:
    """Exports lie apart from uploads: they are copies, and are swept away after a day."""
    return FileSystemStorage(location=settings.DATA_DIR / "exports")


class ExportFile(models.Model):
    """A table somebody asked for. Only this person may fetch it, for 24 hours, while still entitled to."""

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="导出人")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name="单位")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="质量月")
    format = models.CharField("格式", max_length=12, choices=ExportFormat.choices)
    name = models.CharField("文件名", max_length=150)
    file = models.FileField("文件", storage=export_storage, max_length=100, blank=True)
    rows = models.PositiveIntegerField("行数", default=0)
    query = models.CharField("筛选条件", max_length=1000, blank=True)
    options = models.JSONField("选项", default=dict, blank=True)
    state = models.CharField("状态", max_length=10, choices=JobState.choices, default=JobState.DONE)
    stage = models.CharField("步骤", max_length=40, blank=True)
    done = models.PositiveIntegerField("已处理", default=0)
    message = models.TextField("说明", blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField("生成时间", auto_now_add=True)
    expires_at = models.DateTimeField("有效期至")

    objects = ExportFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导出文件"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name
