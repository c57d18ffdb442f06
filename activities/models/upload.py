from django.db import models

from activities.choices import UploadState
from activities.models.activity import Activity
from activities.models.material import ActivityLink
from activities.models.photo import Photo
from activities.querysets import UploadQuerySet
from orgs.ids import ID_LENGTH, public_id
from orgs.models import User


class Upload(models.Model):
    """A file on its way, in pieces (tus 1.0): visible to its sender alone until it is whole; gone after 24 hours."""

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    link = models.ForeignKey(ActivityLink, models.CASCADE, null=True, blank=True, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, related_name="uploads")
    submission = models.UUIDField(null=True, blank=True, db_index=True)
    purpose = models.CharField("用途", max_length=12, default="photo")
    name = models.CharField("文件名", max_length=150, blank=True)
    size = models.PositiveBigIntegerField("字节数")
    offset = models.PositiveBigIntegerField("已收到", default=0)
    wants_full = models.BooleanField("保留原尺寸", default=False)
    state = models.CharField("状态", max_length=10, choices=UploadState.choices, default=UploadState.OPEN)
    message = models.CharField("说明", max_length=200, blank=True)
    photo = models.ForeignKey(Photo, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField("保留至", db_index=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "上传中的文件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
