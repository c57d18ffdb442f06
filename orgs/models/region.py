from django.db import models
from treebeard.mp_tree import MP_Node, MP_NodeManager

from orgs.choices import Level
from orgs.querysets import RegionQuerySet


class RegionManager(MP_NodeManager):
    # treebeard's from_queryset would drop the queryset, so it is named here
    def get_queryset(self) -> RegionQuerySet:
        return RegionQuerySet(self.model, using=self._db).order_by("path")

    def within(self, path: str) -> RegionQuerySet:
        return self.get_queryset().within(path)

    def just_below(self, region: "Region") -> RegionQuerySet:
        return self.get_queryset().just_below(region)


class Region(MP_Node):
    """An administrative division (GB/T 2260 code; the nation is 100000). One tree, siblings in administrative order.

    The tree is never derived from the digits of a code: 平潭, 东莞 and the municipalities break that rule.
    """

    code = models.CharField("区划代码", max_length=6, unique=True)
    name = models.CharField("名称", max_length=50)
    short_name = models.CharField("简称", max_length=30)
    level = models.CharField("层级", max_length=12, choices=Level.choices)
    rank = models.PositiveIntegerField("排列次序", help_text="同级地区按此数由小到大排列，一般等于区划代码")

    node_order_by = ["rank"]
    objects = RegionManager()

    class Meta:
        verbose_name = verbose_name_plural = "地区"

    def __str__(self) -> str:
        return self.name

    @property
    def line(self) -> list[str]:
        """Tree paths from the nation down to this region, itself included."""
        return [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]

    def breadcrumb(self) -> list["Region"]:
        """The regions from the nation down to this one, in one query."""
        return list(Region.objects.filter(path__in=self.line))
