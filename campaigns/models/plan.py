from django.db import models
from django.db.models import Q

from campaigns.choices import PlanKind, Scope, State
from campaigns.models.campaign import Campaign
from campaigns.querysets import DirectExecutionQuerySet, PlanQuerySet
from orgs.ids import ID_LENGTH, public_id
from orgs.models import Letterhead, Unit, User


class Plan(models.Model):
    """One document of a unit in one campaign, with one main parent whose items it inherits."""

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="plans", verbose_name="质量月")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name="编制单位")
    letterhead = models.ForeignKey(
        Letterhead, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="发文名义"
    )
    scope = models.CharField("适用范围", max_length=10, choices=Scope.choices, default=Scope.REGION)
    kind = models.CharField("文种", max_length=10, choices=PlanKind.choices, default=PlanKind.NOTICE)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级方案"
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = PlanQuerySet.as_manager()
    above_says: list[str] = []  # filled in by `plans_page.own_plans`

    class Meta:
        verbose_name = verbose_name_plural = "方案"
        ordering = ["campaign", "unit__region__path", "unit__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit", "scope"], name="one_plan_per_unit_scope_and_year"),
            models.CheckConstraint(condition=~Q(parent=models.F("pk")), name="a_plan_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        edition = self.current or self.open_edition
        return edition.title if edition and edition.title else f"{self.unit}{self.campaign.year}年“质量月”方案"

    @property
    def current(self):
        """The edition in force (issued, not superseded), or None."""
        return next((e for e in self._editions() if e.state == State.ISSUED), None)

    @property
    def open_edition(self):
        """The edition being worked on, or None."""
        return next((e for e in self._editions() if e.is_open), None)

    def _editions(self) -> list:
        # .all() so that prefetch_related("editions") answers for a whole list at once
        return sorted(self.editions.all(), key=lambda edition: -edition.number)


class DirectExecution(models.Model):
    """A unit states that it carries out the plan above directly (直接执行上级方案): a state, not a gap."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="direct_executions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="direct_executions", verbose_name="单位")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="direct_executions", verbose_name="上级方案")
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="声明人")
    declared_at = models.DateTimeField("声明时间", auto_now_add=True)

    objects = DirectExecutionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "直接执行上级方案"
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="direct_execution_once_a_year")]

    def __str__(self) -> str:
        return f"{self.unit}直接执行《{self.plan}》"
