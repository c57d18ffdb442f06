from django.conf import settings
from django.db import models
from django.db.models import Q

from orgs.choices import Openness


class Disclosable(models.Model):
    """What a unit may make public: the 公开属性, and who did the 保密审查 before it (政府信息公开条例)."""

    openness = models.CharField("公开属性", max_length=12, choices=Openness.choices, blank=True, default="")
    secrecy_reviewer = models.CharField("保密审查人", max_length=40, blank=True)
    secrecy_reviewed_on = models.DateField("保密审查日期", null=True, blank=True)
    disclosed_at = models.DateTimeField("公开时间", null=True, blank=True)
    disclosed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公开操作人"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(openness="public") | Q(secrecy_reviewed_on__isnull=False, secrecy_reviewer__gt=""),
                name="%(app_label)s_%(class)s_public_only_after_review",
            )
        ]

    @property
    def is_public(self) -> bool:
        return self.openness == Openness.PUBLIC
