from django.db import models

from activities.models.activity import Activity
from activities.querysets import PhotoQuerySet
from orgs.ids import ID_LENGTH, public_id
from orgs.models import User


class Photo(models.Model):
    """A picture of an activity, re-encoded without any metadata. Stored privately; served through the access check."""

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos")
    stem = models.CharField(max_length=100, help_text="不含尺寸与扩展名的存放路径")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.CharField("说明", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)
    original_name = models.CharField("原文件名", max_length=150)
    digest = models.CharField(max_length=64)
    likeness = models.CharField(max_length=16, blank=True, help_text="感知哈希，用来发现相同的照片")
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "照片"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "digest"], name="photo_once_per_activity")]

    def __str__(self) -> str:
        return self.caption or self.original_name
