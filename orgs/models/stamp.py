from django.db import models


class PublicStamp(models.Model):
    """A token that changes in the same transaction as anything the public can read; `freshness.py` keeps it."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    token = models.CharField(max_length=32, default="0")

    class Meta:
        verbose_name = verbose_name_plural = "公开内容更新标记"

    def __str__(self) -> str:
        return self.token
