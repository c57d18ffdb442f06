from django.db import models


class Heartbeat(models.Model):
    """When a job, worker or beat was last seen, and what it did. One row per name."""

    name = models.CharField("名称", max_length=80, unique=True)
    seen_at = models.DateTimeField("最近一次")
    did = models.CharField("结果", max_length=200, blank=True)
    took_ms = models.PositiveIntegerField("用时（毫秒）", null=True, blank=True)
    failed_at = models.DateTimeField("最近失败", null=True, blank=True)
    error = models.CharField("失败原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "后台任务状态"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
