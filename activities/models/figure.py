from django.db import models

from activities.choices import Counted, Qualifier
from campaigns.models import Campaign
from orgs.models import Region


class AnnouncedFigure(models.Model):
    """A number that somebody announced, with its qualifier and wording. Stands beside what is counted, never in it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="announced_figures", verbose_name="质量月")
    region = models.ForeignKey(Region, models.PROTECT, related_name="announced_figures", verbose_name="地区")
    counted = models.CharField("所计", max_length=12, choices=Counted.choices)
    value = models.PositiveIntegerField("数值", null=True, blank=True)
    qualifier = models.CharField("限定词", max_length=2, choices=Qualifier.choices, blank=True, default="")
    wording = models.CharField("原文", max_length=80)
    breakdown = models.JSONField("其中", default=list, blank=True)
    source_title = models.CharField("来源标题", max_length=120)
    source_publisher = models.CharField("来源", max_length=60)
    published_on = models.DateField("刊发日期")
    note = models.CharField("备注", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公布数字"
        ordering = ["region__path", "counted", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "region", "counted", "source_title"], name="figure_announced_once_per_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region}：{self.wording}"


class PressNote(models.Model):
    """What the press said of a region without a date (“近日” stays a note, never a date)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="press_notes", verbose_name="质量月")
    region = models.ForeignKey(Region, models.PROTECT, related_name="press_notes", verbose_name="地区")
    headline = models.CharField("小标题", max_length=120)
    theme = models.CharField("所称主题", max_length=120, blank=True)
    event = models.CharField("活动", max_length=200, blank=True)
    when = models.CharField("时间表述", max_length=20, blank=True)
    place = models.CharField("地点", max_length=80, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    source_title = models.CharField("来源标题", max_length=120)
    source_publisher = models.CharField("来源", max_length=60)
    published_on = models.DateField("刊发日期")

    class Meta:
        verbose_name = verbose_name_plural = "报道摘录"
        ordering = ["region__path", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "region", "source_title"], name="press_note_once_per_source")
        ]

    def __str__(self) -> str:
        return f"{self.region}：{self.headline}"
