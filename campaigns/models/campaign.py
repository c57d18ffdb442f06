from django.db import models
from django.db.models import F, Q

from campaigns.querysets import CampaignQuerySet


class Campaign(models.Model):
    """One year's 质量月. Known by its year; a demo campaign may stand beside the real one of the same year."""

    year = models.PositiveSmallIntegerField("年份")
    is_demo = models.BooleanField("演示", default=False)
    name = models.CharField("名称", max_length=60)
    theme = models.CharField("主题", max_length=80, blank=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    note = models.TextField("说明", blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "质量月"
        ordering = ["is_demo", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["year", "is_demo"], name="campaign_once_a_year"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """How addresses name it: 2024, or 2026-demo."""
        return f"{self.year}-demo" if self.is_demo else str(self.year)
