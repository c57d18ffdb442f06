from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models

from activities.choices import JobState
from activities.querysets import WorkbookImportQuerySet
from campaigns.models import Campaign
from orgs.ids import ID_LENGTH, public_id
from orgs.models import Unit, User


def import_storage() -> FileSystemStorage:
    """Imports lie apart from uploads: they are on their way, and are swept away."""
    return FileSystemStorage(location=settings.DATA_DIR / "imports")


class WorkbookImport(models.Model):
    """A workbook of activities on its way in: read, previewed, confirmed, written — all rows or none."""

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="导入人")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name="单位")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="质量月")
    name = models.CharField("文件名", max_length=150)
    file = models.FileField("工作簿", storage=import_storage, max_length=100)
    pictures = models.FileField("照片压缩包", storage=import_storage, max_length=100, blank=True)
    preview = models.FileField("预览结果", storage=import_storage, max_length=100, blank=True)
    corrected = models.FileField("标注错误的副本", storage=import_storage, max_length=100, blank=True)
    state = models.CharField("状态", max_length=10, choices=JobState.choices, default=JobState.WAITING)
    stage = models.CharField("步骤", max_length=40, blank=True)
    done = models.PositiveIntegerField("已处理", default=0)
    total = models.PositiveIntegerField("共", default=0)
    counts = models.JSONField("结果", default=dict, blank=True)
    message = models.TextField("说明", blank=True)
    digest = models.CharField(max_length=64, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    expires_at = models.DateTimeField("保留至")

    objects = WorkbookImportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name
