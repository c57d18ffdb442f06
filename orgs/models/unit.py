from django.db import models
from django.db.models import Q

from orgs.choices import UnitKind
from orgs.models.region import Region
from orgs.querysets import UnitQuerySet


class Unit(models.Model):
    """A body in a region: lead office, member body, section within a bureau, institution, association, enterprise."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="units", verbose_name="所在地区")
    name = models.CharField("全称", max_length=80)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("类别", max_length=12, choices=UnitKind.choices)
    within = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="sections", verbose_name="所属单位"
    )
    order = models.PositiveIntegerField("排列次序", default=0, help_text="成员单位按发文中的次序")
    starts_on = models.DateField("参加自", null=True, blank=True)
    ends_on = models.DateField("参加至", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", verbose_name="并入单位"
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["region__path", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["region"], condition=Q(kind="lead"), name="one_lead_office_per_region"),
            models.UniqueConstraint(fields=["region", "within", "name"], name="unit_name_once_per_region"),
            models.CheckConstraint(
                condition=~Q(kind="section") | Q(within__isnull=False), name="a_section_stands_within_a_bureau"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="unit_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_lead(self) -> bool:
        return self.kind == UnitKind.LEAD


class Letterhead(models.Model):
    """名义: a name under which a unit issues documents, with its own 机关代字 and member list."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="letterheads", verbose_name="单位")
    name = models.CharField("发文名义", max_length=80)
    short_name = models.CharField("简称", max_length=40, blank=True)
    agency_code = models.CharField("机关代字", max_length=30, blank=True)
    seal_note = models.CharField("代章说明", max_length=80, blank=True, help_text="如：福建省市场监督管理局代章")
    members = models.ManyToManyField(Unit, through="Membership", related_name="memberships", verbose_name="成员单位")

    class Meta:
        verbose_name = verbose_name_plural = "发文名义"
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="letterhead_once_per_unit")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A member body in a letterhead's list, in protocol order."""

    letterhead = models.ForeignKey(Letterhead, models.CASCADE, related_name="membership")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="membership")
    order = models.PositiveIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "成员"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["letterhead", "unit"], name="member_once_per_letterhead")]

    def __str__(self) -> str:
        return f"{self.letterhead}·{self.unit}"
