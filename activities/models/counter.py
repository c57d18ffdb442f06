from django.db import models

from activities.choices import CounterKind, Qualifier
from activities.models.activity import Activity


class Counter(models.Model):
    """One of the folded county-level figures of an activity (资料、咨询、展板 …), with its qualifier."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="counters")
    kind = models.CharField("指标", max_length=12, choices=CounterKind.choices)
    value = models.PositiveIntegerField("数值")
    qualifier = models.CharField("限定词", max_length=2, choices=Qualifier.choices, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "其他指标"
        ordering = ["activity", "pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "kind"], name="counter_once_per_activity")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.qualifier}{self.value}"
