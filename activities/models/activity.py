from django.db import models
from django.db.models import F, Q

from activities.choices import EDITABLE, Outcome, Qualifier, Sort, State
from activities.ordering import HANDED_IN
from activities.querysets import ActivityQuerySet
from campaigns.models import AnnexEntry, Campaign, Plan
from orgs.ids import ID_LENGTH, public_id
from orgs.models import Disclosable, Unit, User

PARTICIPATION = ("enterprises", "workers", "residents")


def _count(label: str) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True)


def _qualifier() -> models.CharField:
    return models.CharField("限定词", max_length=2, choices=Qualifier.choices, blank=True, default="")


class Activity(Disclosable):
    """What was or will be held. One sentence and a date suffice; several co-holders, counted once."""

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="activities", verbose_name="质量月")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="activities", verbose_name="填报单位")
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="所属方案"
    )
    item_key = models.UUIDField("对应专项行动", null=True, blank=True)
    item_root = models.UUIDField(null=True, blank=True)
    planned_as = models.ForeignKey(
        AnnexEntry, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="对应附件所列活动"
    )
    title = models.CharField("活动", max_length=200, help_text="一句话即可")
    sort = models.CharField("类别", max_length=12, choices=Sort.choices, blank=True)
    outcome = models.CharField("开展情况", max_length=10, choices=Outcome.choices, default=Outcome.HELD)
    outcome_reason = models.CharField("延期或取消原因", max_length=200, blank=True)
    held_on = models.DateField("日期")
    ends_on = models.DateField("至", null=True, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    text = models.TextField("情况", blank=True)
    enterprises = _count("经营主体（家次）")
    enterprises_qualifier = _qualifier()
    workers = _count("一线员工（人次）")
    workers_qualifier = _qualifier()
    residents = _count("群众（人次）")
    residents_qualifier = _qualifier()
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    return_reason = models.TextField("补充意见", blank=True)
    source = models.CharField("来源", max_length=200, blank=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, help_text="离线草稿的编号：同一份只登记一次")
    entered_by = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代录单位"
    )
    taken_over_at = models.DateTimeField(
        "接手时间", null=True, blank=True, help_text="代录或联络员所填的，由填报单位接着办理的时间"
    )
    material = models.ForeignKey(
        "Material", models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name="来源材料"
    )
    recognised = models.JSONField("识别出的内容", default=dict, blank=True)
    is_proposed = models.BooleanField("待确认", default=False)
    version = models.PositiveIntegerField(default=0)
    logged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="填报人")
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)
    handed_in_at = models.DateTimeField("报送时间", null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta(Disclosable.Meta):
        verbose_name = verbose_name_plural = "活动"
        ordering = ["-held_on", "-pk"]
        constraints = [
            *Disclosable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("held_on")), name="activity_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(openness="public") | Q(state=State.ACCEPTED), name="only_accepted_activities_are_public"
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "held_on"], name="activity_by_day"),
            models.Index(fields=["unit", "state"], name="activity_by_unit"),
            models.Index(fields=["item_root"], name="activity_by_root"),
            models.Index(fields=["campaign", "state", "held_on"], name="activity_by_state_and_day"),
            models.Index(fields=["campaign", "unit", "held_on"], name="activity_by_unit_and_day"),
            # in the order in which the list counts its facets, so that the table itself need not be read
            models.Index(fields=["campaign", "sort", "state", "outcome", "held_on", "id"], name="activity_by_facets"),
            models.Index(F("campaign"), HANDED_IN.desc(), F("id").desc(), name="activity_by_handing_in"),
            models.Index(fields=["campaign", "-changed_at", "-id"], name="activity_by_change"),
            # all that figures count and add up: a country's year is read from here, a quarter of the table's size
            models.Index(
                fields=[
                    "campaign",
                    "unit",
                    "outcome",
                    "sort",
                    "item_root",
                    "held_on",
                    "id",
                    "enterprises",
                    "enterprises_qualifier",
                    "workers",
                    "workers_qualifier",
                    "residents",
                    "residents_qualifier",
                ],
                condition=Q(state__in=[State.HANDED_IN, State.ACCEPTED]),
                name="activity_by_figures",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @staticmethod
    def co_holding(units) -> models.QuerySet:
        return CoHolder.objects.filter(unit__in=units).values("activity")


class CoHolder(models.Model):
    """Another unit (or a free name) that holds the activity too; the activity still counts once."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="co_holders")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位")
    name = models.CharField("名称", max_length=80)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "联合单位"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name
