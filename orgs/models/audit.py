from django.conf import settings
from django.db import models

from orgs.querysets import AuditQuerySet


class AuditEvent(models.Model):
    """One act: who did what to what, when. Append-only (a trigger refuses changes); sealed into a hash chain later."""

    at = models.DateTimeField("时间", auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="操作人"
    )
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="单位")
    act = models.CharField("操作", max_length=60)
    subject_kind = models.CharField("对象类别", max_length=40, blank=True)
    subject_id = models.CharField("对象编号", max_length=40, blank=True)
    subject_name = models.CharField("对象", max_length=200, blank=True)
    details = models.JSONField("细节", default=dict)
    seal = models.CharField("封存值", max_length=64, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="audit_of_subject")]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_name}"
