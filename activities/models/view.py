from django.db import models

from activities.querysets import SavedViewQuerySet
from orgs.models import User


class SavedView(models.Model):
    """A person's own name for a set of filters, a sort and a way of showing the list of activities."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField("名称", max_length=30)
    query = models.CharField("筛选条件", max_length=1000)
    order = models.PositiveSmallIntegerField("次序", default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "常用筛选"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_view_once_per_name")]

    def __str__(self) -> str:
        return self.name
