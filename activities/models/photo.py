from django.db import models
from django.db.models import Q

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
    credit = models.CharField("摄影或来源", max_length=60, blank=True)
    alt = models.CharField("画面描述", max_length=200, blank=True, help_text="读屏软件读出的内容")
    is_cover = models.BooleanField("封面", default=False)
    has_full = models.BooleanField("保留原尺寸", default=False)
    correction = models.ForeignKey(
        "Correction", models.CASCADE, null=True, blank=True, related_name="photos", verbose_name="更正中新增",
        db_index=False,
    )  # fmt: skip
    edits = models.PositiveSmallIntegerField("修改次数", default=0)
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "照片"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "digest"], name="photo_once_per_activity"),
            models.UniqueConstraint(fields=["activity"], condition=Q(is_cover=True), name="one_cover_per_activity"),
        ]
        indexes = [
            # nearly all wait in none: an index of them all would tempt a planner that has no statistics yet
            models.Index(fields=["correction"], condition=Q(correction__isnull=False), name="photo_by_correction"),
        ]

    def __str__(self) -> str:
        return self.caption or self.original_name


class Video(models.Model):
    """A short film of an activity, kept as it came (checked by content); off unless the installation allows it."""

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="videos")
    file = models.FileField("文件", max_length=150)
    media_type = models.CharField("格式", max_length=40)
    size = models.PositiveBigIntegerField("字节数")
    seconds = models.PositiveIntegerField("时长（秒）", null=True, blank=True)
    poster_stem = models.CharField("封面帧", max_length=100, blank=True)
    caption = models.CharField("说明", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)
    original_name = models.CharField("原文件名", max_length=150)
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "视频"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "digest"], name="video_once_per_activity")]

    def __str__(self) -> str:
        return self.caption or self.original_name
