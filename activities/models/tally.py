from django.db import models

from campaigns.models import Campaign
from orgs.models import Unit


class UnitTally(models.Model):
    """What a unit held in a campaign, added up (`activities.kept_tallies`); a cache of the tables beside it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="质量月")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name="单位")
    shape = models.CharField("列的指纹", max_length=16, help_text="列有变动的，按没有处理")
    numbers = models.TextField("各列数字")

    class Meta:
        verbose_name = verbose_name_plural = "单位汇总"
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="tally_once_per_unit")]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.unit_id}"


class TallyChange(models.Model):
    """A note that a unit's tally may have changed. Database triggers write it, in the change's own transaction, many
    at once and never twice the same row: nobody waits for anybody. Without constraints: what is gone needs no sum."""

    campaign = models.ForeignKey(Campaign, models.DO_NOTHING, related_name="+", db_constraint=False)
    unit = models.ForeignKey(Unit, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        verbose_name = verbose_name_plural = "待重新汇总"

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.unit_id}"
