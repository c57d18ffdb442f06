import uuid

from django.db import models

from campaigns.choices import Change, Kind
from campaigns.models.edition import Edition


class Item(models.Model):
    """The words of one part of an edition: theme, slogan, section, arrangement, action, requirement.

    `key` is carried down the chain of plans and along editions; `root` is the key of the oldest ancestor. In an open
    edition there are rows only for what its unit decided (`is_own`); issuing writes the inherited ones down as well.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="items")
    key = models.UUIDField(default=uuid.uuid4)
    root = models.UUIDField(default=uuid.uuid4)
    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    heading = models.CharField("名称", max_length=200, blank=True)
    text = models.TextField("内容", blank=True)
    change = models.CharField("与上级的关系", max_length=12, choices=Change.choices)
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="heirs", verbose_name="来源")
    reason = models.CharField("未列入原因", max_length=200, blank=True)
    is_own = models.BooleanField("本级决定", default=True)
    proposal = models.ForeignKey(
        "campaigns.Proposal", models.PROTECT, null=True, blank=True, related_name="items", verbose_name="所采用的建议"
    )
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="上年")

    class Meta:
        verbose_name = verbose_name_plural = "方案内容"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="key_once_per_edition")]
        indexes = [models.Index(fields=["root", "kind"], name="item_by_root")]

    def __str__(self) -> str:
        return self.heading or self.text


class Placement(models.Model):
    """Order: under which item and at which rank a key stands. Own rows are decisions; issuing writes all of them."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="placements")
    key = models.UUIDField()
    under = models.UUIDField(null=True, blank=True)
    position = models.PositiveSmallIntegerField("位次", help_text="在同类同级中的位次，从0起")
    moved = models.BooleanField("已移动", default=False)
    is_own = models.BooleanField("本级决定", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "位次"
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="placed_once_per_edition")]

    def __str__(self) -> str:
        return f"{self.key}@{self.position}"


class KindManager(models.Manager):
    def __init__(self, kind: str):
        super().__init__()
        self.kind = kind

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(kind=self.kind).exclude(change=Change.WITHDRAWN)


class Theme(Item):
    objects = KindManager(Kind.THEME)

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "主题"


class Slogan(Item):
    objects = KindManager(Kind.SLOGAN)

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "口号"


class Section(Item):
    objects = KindManager(Kind.SECTION)

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "活动内容"


class Arrangement(Item):
    objects = KindManager(Kind.ARRANGEMENT)

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "重点安排"


class Action(Item):
    objects = KindManager(Kind.ACTION)

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "专项行动"


class Requirement(Item):
    objects = KindManager(Kind.REQUIREMENT)

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "工作要求"
